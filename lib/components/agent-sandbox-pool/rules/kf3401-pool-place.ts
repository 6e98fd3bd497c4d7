import type { Rule } from '../../../diagnostics/rule';
import { parseWarmPoolName } from '../../../syntax/agent-sandbox-names';
import { parseDnsLabel } from '../../../syntax/names';
import type { Parsed } from '../../../syntax/parsed';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

/** A pool has a name that its members can be named after, and one place to be in. */
export const poolPlace: Rule<AgentSandboxPoolProps> = {
  id: 'KF3401',
  name: 'pool-place',
  severity: 'error',
  acknowledge: 'never',
  why: 'Members are named <pool>-xxxxx, and their Pods and Services after them; a name that cannot be cut like that leaves every sandbox without its Service. Without one platform nothing is known of the cluster.',
  fix: 'give a `name` of at most 57 characters that starts with a letter, and either `tenant`, or `platform` with `namespace`',
  faults: ['F-SBX-11'],
  sources: ['facts/agent-sandbox.md §2.1, §7.9'],
  check(props, report) {
    const { name, namespace, platform, tenant } = props;
    const judge = (field: string, got: unknown, parsed: Parsed<string>) => {
      if (parsed.ok) return;
      report({
        path: [field],
        problem: parsed.reason,
        got,
        ...(parsed.allowed !== undefined && { allowed: parsed.allowed }),
        ...(parsed.suggestion !== undefined && { fix: `write ${JSON.stringify(parsed.suggestion)}` }),
      });
    };
    judge('name', name, parseWarmPoolName(name));
    const places = [platform, tenant].filter((place) => place !== undefined);
    if (places.length !== 1) {
      report({
        path: places.length === 0 ? ['platform'] : ['tenant'],
        problem:
          places.length === 0
            ? 'the pool belongs to no platform'
            : 'the pool belongs to a tenant and to a platform of its own',
        allowed: 'tenant, or platform and namespace',
      });
    }
    if (tenant === undefined) judge('namespace', namespace, parseDnsLabel(namespace));
  },
  examples: {
    failing: examplePool({ name: '4-eyes-review' }),
    mended: examplePool({ name: 'four-eyes-review' }),
  },
};
