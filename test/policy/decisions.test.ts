import { compile } from '../../lib/policy/decide';
import { readYaml } from '../../lib/policy/spelling/yaml-read';
import { measuredDecisions } from './measured';

const EFFECTS: { readonly [result: string]: string } = {
  deny_l4: 'deny',
  deny_no_endpoint: 'deny',
  deny: 'deny',
  audit: 'audit',
  allow: 'allow',
  allow_raw: 'allow',
  allow_uninspected: 'allow',
};

describe.each([
  ['0.0.46', 1824],
  ['0.0.111', 2064],
])('OpenShell %s', (version, count) => {
  test('every measured decision is ours too', () => {
    let asked = 0;
    const wrong = measuredDecisions(version).flatMap(({ policy: text, status, requests }): readonly unknown[] => {
      const decider = compile(version, readYaml(text).policy!);
      expect(decider.status).toBe(status);
      return requests.flatMap((request) => {
        asked += 1;
        const decision = decider.decide({ ...request, tls: true });
        const agrees = decision.outcome === request.result && decision.effect === EFFECTS[request.result];
        return agrees ? [] : [{ text, request, decision }];
      });
    });
    expect(wrong).toEqual([]);
    expect(asked).toBe(count);
  });
});
