import { canonicalJson } from '../../plan/canonical-json';
import { type Resource, resource } from '../../plan/resource';
import type { PlatformRef } from '../../platform/platform-ref';
import { findRelease } from '../../releases';
import { standardLabels } from '../labels';

/** Name of the ConfigMap in the agent-sandbox namespace; in a tenant's repository `kubectl get` reads the ref from it. */
export const PLATFORM_CONFIG_MAP = 'kagent-fleet-platform';

/**
 * The object that stands for a finished platform: whatever is built on it waits for this one object.
 *
 * It holds the ref, so that another repository can attach to the platform, and the versions, for people.
 */
export function gateMember(platform: PlatformRef, dependsOn: readonly string[]): Resource {
  const release = findRelease(platform.release);
  return resource({
    key: 'gate',
    scope: 'Namespaced',
    phase: 'gate',
    teardown: 10,
    dependsOn,
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: PLATFORM_CONFIG_MAP,
        namespace: platform.agentSandboxNamespace,
        labels: standardLabels('kagent-fleet', 'platform'),
      },
      data: {
        'platform.json': canonicalJson(platform),
        release: platform.release,
        'agent-sandbox': platform.agentSandbox.external?.version ?? release?.agentSandbox.version ?? '',
        openshell: release?.openshell.version ?? '',
        kagent: release?.kagent.version ?? '',
        kmcp: release?.kmcp.version ?? '',
        tools: release?.tools.version ?? '',
      },
    },
  });
}
