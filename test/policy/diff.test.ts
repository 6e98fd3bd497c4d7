import fc from 'fast-check';
import { compile, diff, type PolicyDocument } from '../../lib/policy';
import { usualPolicy } from './arbitrary';

const api = (...methods: string[]): PolicyDocument => ({
  networkPolicies: {
    api: {
      endpoints: [
        {
          host: 'api.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: methods.map((method) => ({ method, path: '/v1/**' })),
        },
      ],
      binaries: ['/usr/bin/curl'],
    },
  },
});

test('a rule more opens, and taking it away closes the same', () => {
  const { opens, closes } = diff(api('GET'), api('GET', 'POST'), { release: '0.0.46' });
  expect(closes).toEqual([]);
  expect(opens.length).toBeGreaterThan(0);
  expect(
    opens.every(
      ({ request, before, after, rule }) =>
        request.method === 'POST' && before === 'deny' && after === 'allow' && rule === 'api',
    ),
  ).toBe(true);
  const back = diff(api('GET', 'POST'), api('GET'), { release: '0.0.46' });
  expect(back.opens).toEqual([]);
  expect(back.closes.map(({ request }) => request)).toEqual(opens.map(({ request }) => request));
});

test('nothing changes against itself, and every difference is what the two policies say', () => {
  fc.assert(
    fc.property(usualPolicy, usualPolicy, (before, after) => {
      expect(diff(before, before, { release: '0.0.111' })).toEqual({ opens: [], closes: [] });
      const { opens, closes } = diff(before, after, { release: '0.0.111' });
      const [was, is] = [compile('0.0.111', before), compile('0.0.111', after)];
      for (const it of [...opens, ...closes]) {
        expect([was.decide(it.request).effect, is.decide(it.request).effect]).toEqual([it.before, it.after]);
      }
    }),
    { numRuns: 60 },
  );
});
