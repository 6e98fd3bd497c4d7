import { sandboxClaimKind, sandboxKind, sandboxTemplateKind, sandboxWarmPoolKind } from './agent-sandbox';
import { type Kind, type KindDefinition, kindOf } from './kind';
import { definition, kindDefinitions } from './kubernetes/resolve';

/** Every upstream kind that the library knows. */
export const customKinds: readonly KindDefinition[] = [
  sandboxKind,
  sandboxTemplateKind,
  sandboxWarmPoolKind,
  sandboxClaimKind,
];

/** Kinds by apiVersion and name; built when they are first asked for. */
type Index = Map<string, Map<string, () => Kind>>;

let known: Index | undefined;

function index(): Index {
  const result: Index = new Map();
  const add = (apiVersion: string, kind: string, make: () => Kind) => {
    const ofVersion = result.get(apiVersion);
    if (ofVersion === undefined) result.set(apiVersion, new Map([[kind, make]]));
    else ofVersion.set(kind, make);
  };
  for (const custom of customKinds) {
    for (const version of custom.versions) {
      add(`${custom.group}/${version.name}`, custom.kind, () => kindOf(custom, version));
    }
  }
  for (const [name, { kind: [apiVersion, kindName, plural] = [], cluster }] of kindDefinitions()) {
    if (apiVersion === undefined || kindName === undefined || plural === undefined) continue;
    let kind: Kind | undefined;
    add(apiVersion, kindName, () => {
      kind ??= { apiVersion, kind: kindName, plural, namespaced: !cluster, builtIn: true, node: definition(name) };
      return kind;
    });
  }
  return result;
}

/** The kind with this apiVersion and name, built-in or custom, or `undefined` for one that the library does not know. */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
  known ??= index();
  return known.get(apiVersion)?.get(kind)?.();
}
