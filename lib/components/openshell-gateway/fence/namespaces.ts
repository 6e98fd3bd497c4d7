import type { Resource } from '../../../plan/resource';
import { OUTSIDE_MESHES, type PodSecurityLevel, podSecurityLabels } from '../../namespace';
import { clusterMember, NAMESPACE_KEY, SANDBOX_NAMESPACE_KEY } from '../member';
import type { Settings } from '../settings';

/**
 * Both namespaces, when they are made here: `restricted` for the gateway, `privileged` for its sandboxes, whose
 * supervisor mounts and unshares. There all three modes say so: stricter words would warn of every sandbox.
 * source: facts/openshell.md §3.7; fault F-TEN-09
 */
export function namespaceMembers(settings: Settings): Resource[] {
  if (!settings.ownsNamespaces) return [];
  return [
    namespaceMember(settings, {
      key: NAMESPACE_KEY,
      name: settings.namespace,
      level: 'restricted',
      what: 'the gateway’s database and every key that its sandboxes know',
    }),
    namespaceMember(settings, {
      key: SANDBOX_NAMESPACE_KEY,
      name: settings.sandboxNamespace,
      level: 'privileged',
      what: 'every sandbox of the gateway with its workspace',
      besides: OUTSIDE_MESHES,
    }),
  ];
}

interface OwnNamespace {
  readonly key: string;
  readonly name: string;
  readonly level: PodSecurityLevel;
  readonly what: string;
  readonly besides?: typeof OUTSIDE_MESHES;
}

function namespaceMember(settings: Settings, { key, name, level, what, besides }: OwnNamespace): Resource {
  return clusterMember(settings, {
    key,
    phase: 'namespace',
    apiVersion: 'v1',
    kind: 'Namespace',
    name,
    component: 'namespace',
    labels: { ...podSecurityLabels(level, settings.platform.cluster), ...besides?.labels },
    ...(besides && { annotations: besides.annotations }),
    state: { what, retain: true, protect: false },
    body: {},
  });
}
