import { findingsOf } from '../../../api/rules/spot';
import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { PlatformRef } from '../../../platform/platform-ref';
import { PLATFORM_RULES } from '../../../platform/rules';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

/** The rules over the platform that the pool belongs to, directly or through its tenant. */
export const poolPlatformRules: readonly Rule<AgentSandboxPoolProps>[] = PLATFORM_RULES.map(onPool);

// Not `liftRule`: a fleet has thousands of pools and one platform, which is judged once.
function onPool(rule: Rule<PlatformRef>): Rule<AgentSandboxPoolProps> {
  const verdicts = new WeakMap<PlatformRef, readonly Finding[]>();
  const judge = (platform: PlatformRef): readonly Finding[] => {
    let verdict = verdicts.get(platform);
    if (verdict === undefined) {
      verdict = findingsOf((report) => rule.check(platform, report));
      verdicts.set(platform, verdict);
    }
    return verdict;
  };
  return {
    ...rule,
    check({ platform, tenant }, report) {
      const replay = (ref: PlatformRef | undefined, at: Path) => {
        if (ref === undefined) return;
        for (const finding of judge(ref)) report({ ...finding, path: [...at, ...finding.path] });
      };
      replay(platform, ['platform']);
      replay(tenant?.platform, ['tenant', 'platform']);
    },
    examples: {
      failing: examplePool({ platform: rule.examples.failing }),
      mended: examplePool({ platform: rule.examples.mended }),
    },
  };
}
