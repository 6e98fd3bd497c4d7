import type { PlatformRef } from '../../platform/platform-ref';
import { findRelease, type Release } from '../../releases';
import type { ControlPlaneAddons } from './addons/props';
import type { ModelDefaults } from './model-props';
import { namesOf } from './names';
import { namespaceOf, platformOf } from './place';
import type { KagentControlPlaneProps } from './props';

/** The props with every default filled in and every choice made, as the parts of the component need them. */
export interface Settings {
  readonly props: KagentControlPlaneProps;
  readonly platform: PlatformRef;
  readonly release: Release;
  readonly prefix: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly namespace: string;
  readonly ownsNamespace: boolean;
  /** Namespaces whose custom resources are reconciled, its own first; `all` for every one. */
  readonly watches: readonly string[] | 'all';
  readonly replicas: number;
  readonly addons: Required<ControlPlaneAddons>;
  readonly defaultModel: Required<ModelDefaults> | undefined;
  /** Whether the database holds vectors. source: fault F-KAG-30 */
  readonly vector: boolean;
}

export const DEFAULT_PREFIX = 'kagent';
export const DEFAULT_MODEL_CONFIG = 'default-model-config';

/** What the props amount to. The rules have passed, so everything can be resolved. */
export function settingsOf(props: KagentControlPlaneProps): Settings {
  const platform = platformOf(props);
  const release = findRelease(platform.release);
  if (!release) throw new Error(`there is no release ${platform.release}`);
  const prefix = props.name ?? DEFAULT_PREFIX;
  const namespace = namespaceOf(props);
  return {
    props,
    platform,
    release,
    prefix,
    names: namesOf(prefix),
    namespace,
    ownsNamespace: props.createNamespace ?? false,
    watches: watchesOf(props),
    replicas: props.controller?.replicas ?? 1,
    addons: { kmcp: {}, tools: {}, querydoc: false, grafanaMcp: false, ...props.addons },
    defaultModel: defaultModelOf(props),
    vector: (props.database.embedded ?? props.database).vector ?? false,
  };
}

/** The namespaces that are reconciled: a list wherever rights are namespaced. */
export function watchesOf(props: KagentControlPlaneProps): readonly string[] | 'all' {
  const { rbac = 'namespaced', watchNamespaces } = props;
  if (rbac !== 'namespaced' && watchNamespaces === undefined) return 'all';
  return [...new Set([namespaceOf(props), ...(Array.isArray(watchNamespaces) ? watchNamespaces : [])])];
}

/** The ModelConfig that comes with the control plane: as the props say, else what the gateway's sandboxes use. */
export function defaultModelOf({
  defaultModel,
  gateway,
}: KagentControlPlaneProps): Required<ModelDefaults> | undefined {
  const chosen = defaultModel ?? gateway?.inference;
  if (chosen === undefined || chosen === 'none') return undefined;
  return { name: DEFAULT_MODEL_CONFIG, ...chosen };
}
