import fc from 'fast-check';
import { compile, type PolicyRequest } from '../../lib/policy/decide';
import { canonicalTarget } from '../../lib/policy/decide/target';
import type { PolicyDocument } from '../../lib/policy/model';
import { readYaml } from '../../lib/policy/spelling/yaml-read';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { usualPolicy, usualRequest } from '../policy/arbitrary';
import { type MeasuredRequest, measuredDecisions } from '../policy/measured';
import { type Answer, type Asking, ask, type Query } from './engine';
import { chosen, expectedOf } from './expected';
import { connectionInput, requestInput } from './inputs';
import { outcomeOf } from './proxy';

const RULES = ['network_action', 'matched_network_policy', '_matching_endpoint_configs', 'allow_request'] as const;

type Asked = Omit<MeasuredRequest, 'result'>;

function questions({ query = {}, ...request }: Asked): readonly Query[] {
  const connection = connectionInput(request);
  const input = requestInput(request, { method: request.method, path: request.path, query });
  return RULES.map((rule) => ({ rule, input: rule === 'allow_request' ? input : connection }));
}

describe.each([
  ['0.0.46', 228, 1824],
  ['0.0.111', 258, 2064],
])('the module of OpenShell %s', (version, policies, decisions) => {
  test('answers every policy that loads as the real OpenShell did, and as `decide` does', () => {
    const release = openShell(version);
    const loading = measuredDecisions(version).filter(({ status }) => status === 'ok');
    const asked = loading.map(({ policy: text, requests }) => ({ policy: readYaml(text).policy!, requests }));
    const askings: Asking[] = asked.map(({ policy, requests }) => ({
      files: supervisorFiles(policy, release),
      queries: requests.flatMap(questions),
    }));
    const replies = ask(askings);
    let compared = 0;
    const wrong = asked.flatMap(({ policy, requests }, at): readonly unknown[] => {
      const decider = compile(version, policy);
      const expect = expectedOf(policy);
      return requests.flatMap((request, index) => {
        const [network, name, endpoints, allowed] = replies[at]!.slice(RULES.length * index) as Answer[];
        const outcome = outcomeOf(request.path, { network: network!, endpoints: endpoints!, request: allowed! });
        const expected = expect(request);
        compared += 1;
        const agrees =
          outcome === request.result &&
          outcome === decider.decide({ ...request, tls: true }).outcome &&
          (name?.value as string | undefined) === expected.policy &&
          JSON.stringify(chosen(endpoints?.value)) === JSON.stringify(expected.endpoints);
        return agrees ? [] : [{ policy, request, outcome, network, name, endpoints, allowed }];
      });
    });
    expect(wrong).toEqual([]);
    expect([asked.length, compared]).toEqual([policies, decisions]);
  });

  test('answers random requests over TLS as `decide` does from end to end', () => {
    const requests = fc.array(usualRequest, { minLength: 1, maxLength: 12 });
    let compared = 0;
    fc.assert(
      fc.property(usualPolicy, requests, (usual, requests) => {
        const policy = restOnly(usual);
        const decider = compile(version, policy);
        if (decider.status !== 'ok') return;
        const asked = requests.flatMap(inspectable);
        const [answers = []] = ask([{ files: supervisorFiles(policy, version), queries: asked.flatMap(questions) }]);
        for (const [index, request] of asked.entries()) {
          const [network, , endpoints, allowed] = answers.slice(RULES.length * index) as Answer[];
          const outcome = outcomeOf(request.path, { network: network!, endpoints: endpoints!, request: allowed! });
          expect(outcome).toBe(decider.decide({ ...request, tls: true }).outcome);
          compared += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});

/** Without the protocols whose bodies the proxy reads before it asks. */
function restOnly({ networkPolicies = {} }: PolicyDocument): PolicyDocument {
  const isRest = ({ protocol = 'rest' }) => protocol === 'rest';
  return {
    networkPolicies: Object.fromEntries(
      Object.entries(networkPolicies).map(([key, rule]) => [
        key,
        { ...rule, endpoints: rule.endpoints?.filter(isRest) },
      ]),
    ),
  };
}

/** The request as the proxy hands it on, if it does: with a method, and a path that it can make canonical. */
function inspectable({ binary, ancestors, host, port, method, path, query }: PolicyRequest): Asked[] {
  const target = canonicalTarget(path ?? '/', false);
  if (method === undefined || typeof target === 'string') return [];
  const values: Record<string, readonly string[]> = { ...target.query };
  for (const [key, value] of Object.entries(query ?? {})) values[key] = [value, values[key] ?? []].flat(2);
  return [{ binary, ...(ancestors && { ancestors }), host, port, method, path: target.path, query: values }];
}
