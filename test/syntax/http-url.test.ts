import { parseHttpUrl, portOfUrl } from '../../lib/syntax/http-url';

test.each([
  ['https://kagent.example.com', { secure: true, host: 'kagent.example.com', port: 443, path: '' }],
  [
    'http://grafana.monitoring:3000/grafana',
    { secure: false, host: 'grafana.monitoring', port: 3000, path: '/grafana' },
  ],
  ['http://127.0.0.1/', { secure: false, host: '127.0.0.1', port: 80, path: '/' }],
  ['https://[2001:db8::1]:8443', { secure: true, host: '2001:db8::1', port: 8443, path: '' }],
])('%s is an HTTP address', (input, value) => {
  expect(parseHttpUrl(input)).toEqual({ ok: true, value });
});

test.each([
  'grafana.kagent:3000/api',
  'ftp://a.example.com',
  'https://',
  'https://a b.example.com',
  'https://user@a.example.com',
  'https://a.example.com?x=1',
  'https://a.example.com/#x',
  'https://a_b.example.com',
  'https://a.example.com:70000',
  '',
  undefined,
  443,
  {},
])('%j is none', (input) => {
  expect(parseHttpUrl(input)).toMatchObject({ ok: false, reason: expect.any(String) });
});

test('the port of an address is the written one, or that of its scheme', () => {
  expect(['https://a.example.com', 'http://a.example.com', 'https://a.example.com:8443'].map(portOfUrl)).toEqual([
    443, 80, 8443,
  ]);
});
