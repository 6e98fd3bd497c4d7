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

let known: Map<string, () => Kind> | undefined;

function index(): Map<string, () => Kind> {
  const result = new Map<string, () => Kind>();
  for (const custom of customKinds) {
    for (const version of custom.versions) {
      result.set(`${custom.group}/${version.name} ${custom.kind}`, () => kindOf(custom, version));
    }
  }
  for (const [name, { kind: [apiVersion, kindName, plural] = [], cluster }] of kindDefinitions()) {
    if (apiVersion === undefined || kindName === undefined || plural === undefined) continue;
    let kind: Kind | undefined;
    result.set(`${apiVersion} ${kindName}`, () => {
      kind ??= { apiVersion, kind: kindName, plural, namespaced: !cluster, builtIn: true, node: definition(name) };
      return kind;
    });
  }
  return result;
}

/** The kind with this apiVersion and name, built-in or custom, or `undefined` for one that the library does not know. */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
  known ??= index();
  return known.get(`${apiVersion} ${kind}`)?.();
}
