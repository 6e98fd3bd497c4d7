import { appendFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { READABLE, scenario } from './arbitrary';
import { ask } from './engine';
import { connectionInput, requestInput } from './inputs';

const norm = (a: any) => (a.error !== undefined ? 'no answer' : JSON.stringify(a.value));
test('mutants', () => {
  const version = '0.0.111';
  const release = openShell(version);
  const samples = fc.sample(scenario(release, READABLE), { numRuns: 500, seed: 7 });
  const askings = (module: string | undefined) =>
    samples.map(([policy, asked]) => {
      const files = supervisorFiles(policy, release);
      return {
        files: { ...files, ...(module && { 'policy.rego': module }) },
        queries: asked.flatMap(([c, r]) => [
          { rule: 'egress_authorization', input: connectionInput(c) },
          { rule: 'allow_request', input: requestInput(c, r) },
        ]),
      };
    });
  const truth = ask(askings(undefined)).map((a) => a.map(norm));
  const text = askings(undefined)[0]!.files['policy.rego'];
  const flat = truth.flat();
  writeFileSync(
    '/tmp/h/mutants3.txt',
    `true ${flat.filter((v) => v === 'true').length} allow ${flat.filter((v) => v.includes('"action":"allow"')).length} of ${flat.length / 2}\n`,
  );
  const lines = text.split('\n');
  lines.forEach((line, at) => {
    if (!/^\t/.test(line) || /^\t*"|^\t*}/.test(line)) return;
    const mutant = [...lines.slice(0, at), ...lines.slice(at + 1)].join('\n');
    let verdict: string;
    try {
      const answers = ask(askings(mutant)).map((a) => a.map(norm));
      const differing = answers.flatMap((a, i) => a.filter((v, j) => v !== truth[i]![j])).length;
      verdict = differing === 0 ? 'SURVIVED' : `killed ${differing}`;
    } catch (e) {
      verdict = 'does not load';
    }
    appendFileSync('/tmp/h/mutants3.txt', `${at + 1}: ${line.trim()} -> ${verdict}\n`);
  });
}, 3_000_000);
