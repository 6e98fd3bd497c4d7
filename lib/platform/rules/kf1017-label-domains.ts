import type { Rule } from '../../diagnostics/rule';
import { parseDnsSubdomain } from '../../syntax/names';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** Domains that select pods for more than their own team: labels there are read by others. */
const RESERVED = ['kubernetes.io', 'k8s.io', 'agents.x-k8s.io'];

/** The label domains that claims may use are domains, and nobody else's. */
export const LABEL_DOMAINS: Rule<PlatformRef> = {
  id: 'KF1017',
  name: 'label-domains',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller compares text: a malformed domain allows nothing, and a reserved one lets a claim put its pod under the policies and controllers that select such labels.',
  fix: 'write a domain of yours, e.g. team.example',
  faults: ['F-SBX-22'],
  sources: ['facts/agent-sandbox.md §2.7'],
  check({ agentSandbox: { allowedLabelDomains, extensions } }, report) {
    for (const [index, domain] of allowedLabelDomains.entries()) {
      const path = ['agentSandbox', 'allowedLabelDomains', index];
      for (const finding of findingsOf(path, 'the label domain', domain, parseDnsSubdomain(domain))) report(finding);
      const reserved = RESERVED.find((suffix) => domain === suffix || String(domain).endsWith(`.${suffix}`));
      if (reserved === undefined) continue;
      report({
        path,
        problem: `labels of ${reserved} are read by Kubernetes itself`,
        got: domain,
        allowed: 'a domain of yours',
      });
    }
    if (extensions || allowedLabelDomains.length === 0) return;
    report({
      path: ['agentSandbox', 'allowedLabelDomains'],
      problem: 'the controller reads the list only when its extensions are on',
      got: allowedLabelDomains,
      fix: 'leave the list out, or turn the extensions on',
    });
  },
  examples: {
    failing: examplePlatform({ agentSandbox: { allowedLabelDomains: ['*.team.example'] } }),
    mended: examplePlatform({ agentSandbox: { allowedLabelDomains: ['team.example'] } }),
  },
};
