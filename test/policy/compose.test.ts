import fc from 'fast-check';
import { compile, compose, findAmbiguities, PolicyConflict, type PolicyDocument } from '../../lib/policy';
import { usualPolicy, usualRequest } from './arbitrary';

type Result = PolicyDocument | readonly string[];

function attempt(run: () => PolicyDocument): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof PolicyConflict) return error.conflicts;
    throw error;
  }
}

function isConflict(result: Result): result is readonly string[] {
  return Array.isArray(result);
}

test('order never matters, not even for refusals', () => {
  fc.assert(
    fc.property(usualPolicy, usualPolicy, (a, b) => {
      expect(attempt(() => compose(a, b))).toEqual(attempt(() => compose(b, a)));
    }),
    { numRuns: 300 },
  );
});

test('grouping never matters', () => {
  fc.assert(
    fc.property(usualPolicy, usualPolicy, usualPolicy, (a, b, c) => {
      const left = attempt(() => compose(compose(a, b), c));
      const right = attempt(() => compose(a, compose(b, c)));
      if (isConflict(left) || isConflict(right)) expect([isConflict(left), isConflict(right)]).toEqual([true, true]);
      else expect(left).toEqual(right);
    }),
    { numRuns: 300 },
  );
});

test('once is as good as twice, and nothing composed is ambiguous', () => {
  fc.assert(
    fc.property(usualPolicy, (a) => {
      const once = attempt(() => compose(a));
      if (isConflict(once)) return;
      expect(compose(once, once, a)).toEqual(once);
      expect(findAmbiguities(once)).toEqual([]);
    }),
  );
});

/** Whether one part would tunnel what another inspects: then the engine inspects, and the part's tunnel is narrowed. */
function inspectsInPart(policies: readonly PolicyDocument[], port: number): boolean {
  const protocols = policies
    .flatMap(({ networkPolicies = {} }) => Object.values(networkPolicies).flatMap(({ endpoints }) => endpoints ?? []))
    .filter((endpoint) => endpoint.port === port || endpoint.ports?.includes(port))
    .map(({ protocol }) => protocol !== undefined && protocol !== '');
  return protocols.includes(true) && protocols.includes(false);
}

test('what a part allows, the whole allows, unless another part denies or inspects it', () => {
  fc.assert(
    fc.property(usualPolicy, usualPolicy, fc.array(usualRequest, { minLength: 5, maxLength: 5 }), (a, b, requests) => {
      const whole = attempt(() => compose(a, b));
      const denies = [a, b].some((it) => JSON.stringify(it).includes('denyRules'));
      if (isConflict(whole) || denies) return;
      const [part, other, all] = [a, b, whole].map((it) => compile('0.0.46', it));
      for (const request of requests) {
        const before = part!.decide(request);
        if (before.outcome !== 'allow' || inspectsInPart([a, b], request.port)) continue;
        const context = { before, other: other!.decide(request), after: all!.decide(request) };
        expect(context.after.effect).not.toBe('deny');
      }
    }),
    { numRuns: 300 },
  );
});

const REST = {
  host: 'api.example.com',
  port: 443,
  protocol: 'rest',
  enforcement: 'enforce',
  access: 'read-only',
} as const;

test('one key with different binaries is kept apart', () => {
  const one: PolicyDocument = { networkPolicies: { api: { endpoints: [REST], binaries: ['/usr/bin/curl'] } } };
  const two: PolicyDocument = {
    networkPolicies: { api: { endpoints: [{ ...REST, host: 'b.example.com' }], binaries: ['/usr/bin/node'] } },
  };
  const whole = compose(one, two);
  expect(Object.keys(whole.networkPolicies!)).toEqual([expect.stringMatching(/^api~/), expect.stringMatching(/^api~/)]);
  const decider = compile('0.0.46', whole);
  const ask = (binary: string, host: string) =>
    decider.decide({ binary, host, port: 443, tls: true, method: 'GET' }).effect;
  expect([ask('/usr/bin/curl', 'api.example.com'), ask('/usr/bin/curl', 'b.example.com')]).toEqual(['allow', 'deny']);
  expect([ask('/usr/bin/node', 'api.example.com'), ask('/usr/bin/node', 'b.example.com')]).toEqual(['deny', 'allow']);
});

test('one key with the same binaries becomes one policy', () => {
  const part = (host: string): PolicyDocument => ({
    networkPolicies: { api: { endpoints: [{ ...REST, host }], binaries: ['/b', '/a'] } },
  });
  expect(compose(part('b.x.com'), part('a.x.com')).networkPolicies).toEqual({
    api: {
      endpoints: [
        { ...REST, host: 'a.x.com' },
        { ...REST, host: 'b.x.com' },
      ],
      binaries: ['/a', '/b'],
    },
  });
});

test('a refusal names both sources and the field', () => {
  const npm: PolicyDocument = { networkPolicies: { npm: { endpoints: [REST], binaries: ['/a'] } } };
  const brew: PolicyDocument = {
    networkPolicies: { brew: { endpoints: [{ host: REST.host, port: 443, tls: 'skip' }], binaries: ['/b'] } },
  };
  expect(() => compose(npm, brew)).toThrow(/brew\.endpoints\[0\].*npm\.endpoints\[0\].*443.*tls "skip" and "auto"/);
});

test('the rest: paths together, the stricter Landlock, one identity', () => {
  const a: PolicyDocument = {
    filesystem: { readOnly: ['/usr', '/tmp'] },
    landlock: { compatibility: 'best_effort' },
    process: { runAsUser: 'sandbox' },
  };
  const b: PolicyDocument = {
    filesystem: { includeWorkdir: true, readWrite: ['/tmp'] },
    landlock: { compatibility: 'hard_requirement' },
  };
  expect(compose(a, b)).toEqual({
    version: 1,
    filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp'] },
    landlock: { compatibility: 'hard_requirement' },
    process: { runAsUser: 'sandbox' },
  });
  expect(() => compose(a, { process: { runAsUser: '1000' } })).toThrow(/process is .* in another/);
  expect(compose()).toEqual({ version: 1 });
});
