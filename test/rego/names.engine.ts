import fc from 'fast-check';
import { SUPERVISOR_QUERIES, supervisorFiles } from '../../lib/policy/supervisor';
import { OPENSHELL_VERSIONS, openShell } from '../../lib/releases/openshell';
import { ask } from './engine';
import { connectionInput, requestInput } from './inputs';

const caller = { binary: '/usr/bin/curl', host: 'api.example.com', port: 443 };
const request = requestInput(caller, { method: 'GET', path: '/', query: {} });

describe.each(OPENSHELL_VERSIONS)('the supervisor of OpenShell %s', (version) => {
  test.each([
    ['no network at all', {}],
    ['an endpoint', { api: { endpoints: [{ host: 'api.example.com', port: 443 }], binaries: ['/usr/bin/curl'] } }],
  ])('finds every rule it evaluates by name, with %s', (_, networkPolicies) => {
    const files = supervisorFiles({ networkPolicies }, version);
    const [answers = []] = ask([
      { files, queries: SUPERVISOR_QUERIES[version].map((rule) => ({ rule, input: request })) },
    ]);
    expect(answers.length).toBe(SUPERVISOR_QUERIES[version].length);
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
  });

  test('would end on a rule that is not there', () => {
    const [answers = []] = ask([{ files: supervisorFiles({}, version), queries: [{ rule: 'is_not_there' }] }]);
    expect(answers[0]?.error).toContain('not a valid rule path');
  });

  test('starts a process confined as the policy says', () => {
    const queries = ['filesystem_policy', 'landlock_policy', 'process_policy'].map((rule) => ({ rule }));
    const policy = { filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp'] } };
    const [answers = []] = ask([{ files: supervisorFiles(policy, version), queries }]);
    const strictest = openShell(version).quirks.survivesHardRequirement ? 'hard_requirement' : 'best_effort';
    expect(answers.map(({ value }) => value)).toEqual([
      { include_workdir: false, read_only: ['/usr'], read_write: ['/tmp', '/sandbox'] },
      { compatibility: strictest },
      { run_as_user: 'sandbox', run_as_group: 'sandbox' },
    ]);
  });
});

test('the supervisor reads every text as it was written', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      ...['true', 'no', '~', 'null', '0b1', '-0x1', '+1', '1_0', '.5', '1e3', '- a', 'a: b', '# no', 'é', '\u0085'],
      ...['\u2028', '\ufeff', '\u007f', '\t', '\n', 'a\nb', '"', '\\', "'", ' ', '', '<<', '=', '2026-11-22'],
    ),
  );
  const key = text.filter((it) => it !== '');
  fc.assert(
    fc.property(key, fc.array(text, { maxLength: 5 }), (name, paths) => {
      const files = supervisorFiles(
        {
          filesystem: { includeWorkdir: false, readOnly: paths, readWrite: [] },
          networkPolicies: { [name]: { endpoints: [{ host: caller.host, port: 443 }], binaries: [caller.binary] } },
        },
        '0.0.111',
      );
      const [answers = []] = ask([
        {
          files,
          queries: [{ rule: 'filesystem_policy' }, { rule: 'matched_network_policy', input: connectionInput(caller) }],
        },
      ]);
      expect(answers[0]?.value).toEqual({ include_workdir: false, read_only: paths, read_write: [] });
      expect(answers[1]?.value).toBe(name);
    }),
    { numRuns: 300 },
  );
});
