import type { Rule } from '../../diagnostics/rule';
import { OLDEST_AGENT_SANDBOX } from '../agent-sandbox';
import type { PlatformRef } from '../platform-ref';
import { isBefore, parseReleaseVersion } from '../version';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** What is wrong in older versions, newest first. */
const DEFECTS = [
  { before: [0, 5, 2], defect: 'its managed NetworkPolicies select no pod, so sandboxes have an open network' },
  { before: [0, 5, 4], defect: 'a pool whose pods cannot be scheduled grows to five times its size' },
  { before: [0, 5, 4], defect: 'a resumed sandbox keeps Suspended=True, on which v1beta1 gateways wait for ever' },
];

/** An agent-sandbox that somebody else installs is not older than the support floor. */
export const SUPPORTED_AGENT_SANDBOX: Rule<PlatformRef> = {
  id: 'KF1002',
  name: 'supported-agent-sandbox',
  severity: 'error',
  acknowledge: 'never',
  why: 'Older versions install and answer, and then leave the network open, create sandboxes without end, or never resume.',
  fix: `have agent-sandbox upgraded to ${OLDEST_AGENT_SANDBOX} or later, at best to the version of the release`,
  faults: ['F-REL-09', 'F-REL-10', 'F-REL-18'],
  sources: ['facts/agent-sandbox.md §1.6'],
  check({ agentSandbox: { external } }, report) {
    if (external === undefined) return;
    const path = ['agentSandbox', 'external', 'version'];
    const version = parseReleaseVersion(external.version);
    for (const finding of findingsOf(path, 'the version of agent-sandbox', external.version, version)) report(finding);
    if (!version.ok) return;
    const defects = DEFECTS.filter(({ before }) => isBefore(version.value, before)).map(({ defect }) => defect);
    if (defects.length === 0) return;
    report({
      path,
      problem: `this agent-sandbox is not supported: ${defects.join('; ')}`,
      got: external.version,
      allowed: `${OLDEST_AGENT_SANDBOX} or later`,
    });
  },
  examples: {
    failing: examplePlatform({ agentSandbox: { external: { version: '0.5.1', servesV1alpha1: true } } }),
    mended: examplePlatform({ agentSandbox: { external: { version: '0.5.6', servesV1alpha1: true } } }),
  },
};
