import { parseOtlpEndpoint } from '../../lib/components/agent-sandbox-controller/otlp-endpoint';
import { longestGapDays } from '../../lib/components/agent-sandbox-controller/rules/longest-gap';
import { parseCron } from '../../lib/syntax/cron';

describe('an OTLP endpoint', () => {
  test.each([
    [
      'https://otel.observability.svc:4317',
      { port: 4317, plainText: false, needsDns: true, peer: { namespace: 'observability' } },
    ],
    [
      'http://otel.observability.svc.cluster.local',
      { port: 4317, plainText: true, peer: { namespace: 'observability' } },
    ],
    ['http://192.0.2.7:55680/', { port: 55680, needsDns: false, peer: { cidr: '192.0.2.7/32' } }],
    ['https://[2001:db8::7]:4317', { needsDns: false, peer: { cidr: '2001:db8::7/128' } }],
    ['https://otel.example.com', { needsDns: true, peer: undefined }],
  ])('%s', (input, value) => {
    expect(parseOtlpEndpoint(input, 'cluster.local')).toMatchObject({ ok: true, value });
  });

  test.each([
    'otel.observability.svc:4317',
    'grpc://otel:4317',
    'https://otel.example.com/v1/traces',
    'https://:4317',
    'https://a.example:0',
    4317,
  ])('%s is refused', (input) => {
    expect(parseOtlpEndpoint(input, 'cluster.local').ok).toBe(false);
  });
});

test.each([
  ['0 3 1 * *', 31],
  ['0 3 1 1 *', 366],
  ['0 3 1 1,7 *', 184],
  ['0 3 * * 1', 7],
  ['0 3 29 2 *', 1461],
  ['0 3 1 1 1', 342],
  ['@every 2160h', 90],
])('%s leaves up to %d days between two runs', (line, days) => {
  const parsed = parseCron(line);
  expect(parsed.ok && longestGapDays(parsed.value)).toBe(days);
});
