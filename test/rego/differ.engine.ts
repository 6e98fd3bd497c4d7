import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { SUPERVISOR_QUERIES, supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { READABLE, scenario } from './arbitrary';
import { ask } from './engine';
import { connectionInput, requestInput } from './inputs';

const norm = (a: any) => (a.error !== undefined ? 'no answer' : JSON.stringify(a.value));
describe.each(['0.0.46', '0.0.111'] as const)('%s', (version) => {
  const release = openShell(version);
  test('ours is upstream', () => {
    const up = readFileSync(`/tmp/h/up-${version}.rego`, 'utf8');
    const seen: any = {};
    const rules = SUPERVISOR_QUERIES[version].filter((r) => !/reason$/.test(r));
    fc.assert(
      fc.property(scenario(release, READABLE), ([policy, asked]) => {
        const queries = asked.flatMap(([c, r]) =>
          rules.map((rule) => ({ rule, input: rule === 'allow_request' ? requestInput(c, r) : connectionInput(c) })),
        );
        const files = supervisorFiles(policy, release);
        const [ours, theirs] = ask([
          { files, queries },
          { files: { ...files, 'policy.rego': up }, queries },
        ]);
        queries.forEach(({ rule }, i) => {
          let [a, b] = [norm(ours![i]), norm(theirs![i])];
          if (rule === 'egress_authorization') {
            for (const x of [0, 1]) {
              const v = [a, b][x]!;
              if (v !== 'no answer') {
                const o = JSON.parse(v);
                delete o.deny_reason;
                if (x) b = JSON.stringify(o);
                else a = JSON.stringify(o);
              }
            }
          }
          if (rule === 'exact_declared_endpoint_host' && b === undefined) b = 'false';
          if (rule === 'allow_request') seen[a!] = (seen[a!] ?? 0) + 1;
          if (a !== b) throw new Error(`${rule}: ours ${a} theirs ${b} ${ours![i]!.error} ${theirs![i]!.error}`);
        });
      }),
      { numRuns: Number(process.env.RUNS ?? 1000) },
    );
    console.log(version, seen);
  }, 900000);
});
