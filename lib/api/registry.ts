import { sandboxClaimKind, sandboxKind, sandboxTemplateKind, sandboxWarmPoolKind } from './agent-sandbox';
import { type Kind, type KindDefinition, kindOf } from './kind';
import { definition, kindDefinitions } from './kubernetes/resolve';

/** Projects whose kinds the library knows. */
export type Upstream = 'agent-sandbox' | 'kagent' | 'kmcp';

interface UpstreamKinds {
  readonly groups: readonly string[];
  readonly kinds: () => readonly KindDefinition[];
}

const AGENT_SANDBOX = [sandboxKind, sandboxTemplateKind, sandboxWarmPoolKind, sandboxClaimKind];

// Many modules: they load when a kind of theirs is first asked for, so that a fleet without kagent does not pay.
const UPSTREAMS: Readonly<Record<Upstream, UpstreamKinds>> = {
  'agent-sandbox': { groups: ['agents.x-k8s.io', 'extensions.agents.x-k8s.io'], kinds: () => AGENT_SANDBOX },
  kagent: { groups: ['kagent.dev'], kinds: () => (require('./kagent') as typeof import('./kagent')).kagentKinds },
  kmcp: { groups: ['kagent.dev'], kinds: () => (require('./kmcp') as typeof import('./kmcp')).kmcpKinds },
};

/** Every upstream kind that the library knows, or those of one upstream. */
export function customKinds(upstream?: Upstream): readonly KindDefinition[] {
  if (upstream !== undefined) return UPSTREAMS[upstream].kinds();
  return Object.values(UPSTREAMS).flatMap(({ kinds }) => kinds());
}

/** Kinds by apiVersion and name; built when they are first asked for. */
type Index = Map<string, Map<string, () => Kind>>;

let known: Index | undefined;

function add(index: Index, apiVersion: string, kind: string, make: () => Kind): void {
  const ofVersion = index.get(apiVersion);
  if (ofVersion === undefined) index.set(apiVersion, new Map([[kind, make]]));
  else ofVersion.set(kind, make);
}

function builtInKinds(): Index {
  const index: Index = new Map();
  for (const [name, { kind: [apiVersion, kindName, plural] = [], cluster }] of kindDefinitions()) {
    if (apiVersion === undefined || kindName === undefined || plural === undefined) continue;
    let kind: Kind | undefined;
    add(index, apiVersion, kindName, () => {
      kind ??= { apiVersion, kind: kindName, plural, namespaced: !cluster, builtIn: true, node: definition(name) };
      return kind;
    });
  }
  return index;
}

/** Adds every custom kind of the group that the apiVersion names; none for a group that the library does not know. */
function addGroup(index: Index, apiVersion: string): void {
  const group = apiVersion.slice(0, apiVersion.lastIndexOf('/'));
  for (const { groups, kinds } of Object.values(UPSTREAMS)) {
    if (!groups.includes(group)) continue;
    for (const custom of kinds()) {
      for (const version of custom.versions) {
        add(index, `${custom.group}/${version.name}`, custom.kind, () => kindOf(custom, version));
      }
    }
  }
}

/** The kind with this apiVersion and name, built-in or custom, or `undefined` for one that the library does not know. */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
  known ??= builtInKinds();
  // objects that others wrote may have anything for an apiVersion
  if (!known.has(apiVersion) && typeof apiVersion === 'string') addGroup(known, apiVersion);
  return known.get(apiVersion)?.get(kind)?.();
}
