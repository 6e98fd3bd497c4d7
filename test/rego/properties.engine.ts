import fc from 'fast-check';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { MALFORMED, READABLE, scenario } from './arbitrary';
import { type Answer, ask } from './engine';
import { chosen, expectedOf } from './expected';
import { connectionInput, requestInput } from './inputs';

const CONNECTION_RULES = ['network_action', 'matched_network_policy', '_matching_endpoint_configs', 'deny_reason'];
const REQUEST_RULES = ['allow_request', 'request_deny_reason'];

/** The value, or that the engine fails. */
function answerOf({ value, error }: Answer): unknown {
  return error === undefined ? value : 'no answer';
}

describe.each(['0.0.46', '0.0.111'])('the module of OpenShell %s', (version) => {
  const release = openShell(version);

  test('allows what `decide` allows on random policies, by the same endpoints, and gives a reason else', () => {
    fc.assert(
      fc.property(scenario(release, READABLE), ([policy, asked]) => {
        const queries = asked.flatMap(([connection, request]) => [
          ...CONNECTION_RULES.map((rule) => ({ rule, input: connectionInput(connection) })),
          ...REQUEST_RULES.map((rule) => ({ rule, input: requestInput(connection, request) })),
        ]);
        const [answers = []] = ask([{ files: supervisorFiles(policy, release), queries }]);
        const expectation = expectedOf(policy);
        const size = queries.length / asked.length;
        for (const [index, [connection, request]] of asked.entries()) {
          const [network, name, endpoints, denial, allowed, breach] = answers.slice(size * index).map(answerOf);
          const expected = expectation(connection);
          expect(network).toBe(expected.network);
          expect(name).toBe(expected.policy);
          expect(chosen(endpoints)).toEqual(expected.endpoints);
          expect(typeof denial).toBe(network === 'deny' ? 'string' : 'undefined');
          expect(allowed).toBe(expected.request(request));
          expect(typeof breach).toBe(allowed ? 'undefined' : 'string');
        }
      }),
      { numRuns: 300 },
    );
  });

  // `decide` denies as soon as a malformed pattern is within reach; the engine only when it comes upon it.
  test('says nothing else than `decide` where patterns are malformed, unless `decide` denies for them', () => {
    fc.assert(
      fc.property(scenario(release, MALFORMED), ([policy, asked]) => {
        const queries = asked.flatMap(([connection, request]) => [
          { rule: 'network_action', input: connectionInput(connection) },
          { rule: 'allow_request', input: requestInput(connection, request) },
        ]);
        const [answers = []] = ask([{ files: supervisorFiles(policy, release), queries }]);
        const expectation = expectedOf(policy);
        for (const [index, [connection, request]] of asked.entries()) {
          const [network, allowed] = answers.slice(2 * index).map(answerOf);
          const expected = expectation(connection);
          expect(network).toBe(expected.network);
          const wanted = expected.network === 'no answer' ? 'no answer' : expected.request(request);
          if (wanted !== 'no answer') expect(allowed).toBe(wanted);
        }
      }),
      { numRuns: 300 },
    );
  });
});
