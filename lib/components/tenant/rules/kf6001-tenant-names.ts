import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../syntax/names';
import type { TenantProps } from '../props';
import { tenantRefOf } from '../ref';

/** Name and namespaces of a tenant are DNS labels, and no two purposes share a namespace. */
export const TENANT_NAMES: Rule<TenantProps> = {
  id: 'KF6001',
  name: 'tenant-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'Trust is split by namespace: with gateway and sandboxes in one, every sandbox could read the gateway’s keys, and what Pod Security and admission refuse in one would be refused in the other.',
  fix: 'give a short name, and each purpose a namespace of its own',
  faults: ['F-TEN-09'],
  sources: ['facts/openshell.md §3.7', 'DESIGN §9'],
  check(props, report) {
    const { name, namespaces, platform } = tenantRefOf(props);
    for (const finding of findingsOf(['name'], 'the name', name, parseDnsLabel(name))) report(finding);
    const owners = new Map<string, string>([[platform.agentSandboxNamespace, 'the agent-sandbox controller']]);
    for (const [purpose, namespace] of Object.entries(namespaces)) {
      const path = ['namespaces', purpose];
      for (const finding of findingsOf(path, 'the namespace', namespace, parseDnsLabel(namespace))) report(finding);
      const owner = owners.get(namespace);
      if (owner !== undefined) {
        report({
          path,
          problem: `the namespace is that of ${owner}`,
          got: namespace,
          allowed: 'a namespace of its own',
        });
      }
      owners.set(namespace, `the tenant’s ${purpose}`);
    }
  },
  examples: {
    failing: {
      platform: examplePlatform(),
      name: 'team-a',
      namespaces: { gateway: 'team-a-shell', gatewaySandboxes: 'team-a-shell' },
    },
    mended: { platform: examplePlatform(), name: 'team-a', namespaces: { gateway: 'team-a-shell' } },
  },
};
