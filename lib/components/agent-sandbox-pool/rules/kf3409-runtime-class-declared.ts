import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { parseDnsSubdomain } from '../../../syntax/names';
import { examplePool } from '../example';
import { ISOLATION_WORDS, runtimeClassOf } from '../isolation';
import type { AgentSandboxPoolProps } from '../props';

/** The RuntimeClass that a pool asks for exists. */
export const runtimeClassDeclared: Rule<AgentSandboxPoolProps> = {
  id: 'KF3409',
  name: 'runtime-class-declared',
  severity: 'error',
  acknowledge: 'never',
  why: 'A pod with a RuntimeClass that does not exist is refused at admission; the Sandbox only says ReconcilerError, and the pool never fills.',
  fix: 'name the class in `cluster.runtimeClasses` of the platform once it is installed, or let the pool make it: { runtimeClass, create: { handler } }',
  faults: ['F-ISO-05'],
  sources: ['facts/agent-sandbox.md §2.9'],
  check({ isolation, podTemplate, platform, tenant }, report) {
    const known = (platform ?? tenant?.platform)?.cluster.runtimeClasses ?? [];
    const own = podTemplate?.spec?.runtimeClassName as Leaf<string> | undefined;
    if (own !== undefined) {
      const path = ['podTemplate', 'spec', 'runtimeClassName'];
      if (isolation !== undefined)
        report({ path, problem: 'isolation and the pod both name a runtime', allowed: 'one of the two' });
      report.whenKnown(path, own, (name) => undeclared(path, name, known));
    }
    if (isolation === undefined) return;
    if (isDeferred(isolation) || (typeof isolation === 'string' && !ISOLATION_WORDS.includes(isolation))) {
      report({
        path: ['isolation'],
        problem: 'there is no such isolation',
        got: isolation,
        allowed: `${ISOLATION_WORDS.join(', ')}, { runtimeClass }`,
      });
      return;
    }
    const name = runtimeClassOf(isolation);
    const path: Path = typeof isolation === 'string' ? ['isolation'] : ['isolation', 'runtimeClass'];
    if (name === undefined && isolation === 'runc') return;
    const parsed = parseDnsSubdomain(name);
    if (!parsed.ok)
      report({ path, problem: parsed.reason, got: name, allowed: parsed.allowed ?? 'the name of a RuntimeClass' });
    else if (typeof isolation === 'string' || isolation.create === undefined) {
      for (const finding of undeclared(path, parsed.value, known)) report(finding);
    }
  },
  examples: {
    failing: examplePool({ isolation: 'gvisor' }),
    mended: examplePool({
      isolation: 'gvisor',
      platform: examplePlatform({ cluster: { runtimeClasses: ['gvisor'] } }),
    }),
  },
};

function undeclared(path: Path, name: string, known: readonly string[]): Finding[] {
  if (known.includes(name)) return [];
  return [
    {
      path,
      problem: `the cluster is not known to have a RuntimeClass ${name}`,
      got: name,
      allowed: known.length === 0 ? 'the platform names no RuntimeClass' : known.join(', '),
    },
  ];
}
