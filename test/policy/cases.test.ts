import { compile, type Outcome } from '../../lib/policy';
import { ADDRESS_CASES } from './cases/addresses';
import { GRAPHQL_CASES } from './cases/graphql';
import { JSON_RPC_CASES } from './cases/json-rpc';
import { PLAINTEXT_CASES } from './cases/plaintext';
import { WEBSOCKET_CASES } from './cases/websocket';

const ALL = { ADDRESS_CASES, GRAPHQL_CASES, JSON_RPC_CASES, PLAINTEXT_CASES, WEBSOCKET_CASES };

/** What the outcome means for the request. */
function effectOf(outcome: Outcome): string {
  if (outcome === 'audit') return 'audit';
  return outcome.startsWith('allow') ? 'allow' : 'deny';
}

test('there are enough of them, each with its source', () => {
  const cases = Object.values(ALL).flatMap((groups) => groups.flatMap((group) => group.cases));
  expect(cases.length).toBeGreaterThanOrEqual(200);
  expect(cases.filter(([, , source]) => source.length < 5)).toEqual([]);
});

describe.each(Object.entries(ALL))('%s', (_, groups) => {
  describe.each(groups.map((group) => [group.name, group] as const))(
    '%s',
    (_name, { openshell, policy, request, cases }) => {
      test.each(openshell)('OpenShell %s', (version) => {
        const decider = compile(version, policy);
        const wrong = cases.flatMap(([difference, outcome, source]) => {
          const decision = decider.decide({ ...request, ...difference });
          const agrees = decision.outcome === outcome && decision.effect === effectOf(outcome);
          return agrees ? [] : [{ difference, outcome, source, decision, problems: decider.problems }];
        });
        expect(wrong).toEqual([]);
      });
    },
  );
});
