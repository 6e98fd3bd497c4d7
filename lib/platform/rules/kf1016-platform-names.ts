import type { Rule } from '../../diagnostics/rule';
import { parseDnsLabel, parseDnsSubdomain } from '../../syntax/names';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** The platform's name, the controller's namespace and its ServiceAccount are names. */
export const PLATFORM_NAMES: Rule<PlatformRef> = {
  id: 'KF1016',
  name: 'platform-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'They become names and labels of objects; the API server refuses malformed ones halfway through an apply.',
  fix: 'write an RFC 1123 label',
  faults: ['F-ENG-09'],
  sources: ['Kubernetes, object names'],
  check({ name, agentSandboxNamespace, agentSandbox }, report) {
    const account = agentSandbox?.serviceAccount;
    const findings = [
      ...findingsOf(['name'], 'the name', name, parseDnsLabel(name)),
      ...findingsOf(
        ['agentSandboxNamespace'],
        'the namespace',
        agentSandboxNamespace,
        parseDnsLabel(agentSandboxNamespace),
      ),
      ...(account === undefined
        ? []
        : findingsOf(['agentSandbox', 'serviceAccount'], 'the ServiceAccount', account, parseDnsSubdomain(account))),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: examplePlatform({ agentSandboxNamespace: 'Agent_Sandbox' }),
    mended: examplePlatform({ agentSandboxNamespace: 'agent-sandbox' }),
  },
};
