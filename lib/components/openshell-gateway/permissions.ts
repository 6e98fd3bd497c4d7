import type { PolicyRule } from '../../api';
import type { Settings } from './settings';

const SANDBOXES = { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes', 'sandboxes/status'] };

/**
 * What the gateway may do in the namespace of its sandboxes. For 0.0.46 these rights alone were run; those of 0.0.111 are
 * the calls of its driver and of its token review.
 *
 * source: facts/verified.md §11; crates/openshell-driver-kubernetes/src/driver.rs and
 * crates/openshell-server/src/auth/k8s_sa.rs at v0.0.111
 */
export function sandboxRules(settings: Settings): PolicyRule[] {
  const { can } = settings.gateway;
  const copied = copiedSecrets(settings);
  return [
    { ...SANDBOXES, verbs: sandboxVerbs(settings) },
    { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] },
    // The pod behind a token has the sandbox's id as an annotation.
    ...(can.sandboxTokens ? [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] : []),
    // A namespace read by its name is a namespaced request, so that no right over all of them is needed.
    ...(can.readsNamespace ? [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }] : []),
    ...(copied.length > 0 ? [{ apiGroups: [''], resources: ['secrets'], resourceNames: copied, verbs: ['get'] }] : []),
  ];
}

/**
 * What the gateway may do in the whole cluster: nothing at 0.0.46, the review of sandboxes' tokens at 0.0.111, much more
 * in the modes that spread sandboxes over namespaces. source: facts/openshell.md §2.2
 */
export function clusterRules(settings: Settings): PolicyRule[] {
  return [
    ...(settings.gateway.can.sandboxTokens
      ? [{ apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] }]
      : []),
    ...(settings.props.sandboxes?.gpu ? [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }] : []),
    ...(isSpread(settings) ? spreadRules(settings) : []),
    ...(settings.props.workspaceMode === 'managed' ? managedRules() : []),
  ];
}

/** Whether sandboxes go into more than one namespace. */
function isSpread({ props: { workspaceMode = 'shared' } }: Settings): boolean {
  return workspaceMode !== 'shared';
}

function spreadRules(settings: Settings): PolicyRule[] {
  const copied = copiedSecrets(settings);
  return [
    { ...SANDBOXES, verbs: sandboxVerbs(settings) },
    { apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
    ...(copied.length > 0
      ? [
          { apiGroups: [''], resources: ['secrets'], resourceNames: copied, verbs: ['patch'] },
          // A name cannot limit create: the API server authorizes it before it knows the name.
          { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
        ]
      : []),
  ];
}

function managedRules(): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['namespaces'], verbs: ['create', 'delete'] },
    { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['create', 'get'] },
  ];
}

function sandboxVerbs({ gateway }: Settings): string[] {
  return ['create', 'delete', 'get', 'list', ...(gateway.can.patchesSandboxes ? ['patch'] : []), 'watch'];
}

/** Secrets that the driver copies from the sandbox namespace into those of workspaces. */
function copiedSecrets(settings: Settings): string[] {
  if (!isSpread(settings)) return [];
  const { transport, props } = settings;
  return [
    ...(transport.mode === 'mutual' ? [transport.clientSecret] : []),
    ...(transport.mode === 'server' ? [transport.caSecret] : []),
    ...(props.workspaceMode === 'managed' ? (props.sandboxes?.imagePullSecrets ?? []) : []),
  ];
}
