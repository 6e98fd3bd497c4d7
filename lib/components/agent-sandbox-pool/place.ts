import { type Leaf, leafKind } from '../../plan/leaf';
import type { PlatformRef } from '../../platform/platform-ref';
import type { AgentSandboxPoolProps, NameOf } from './props';

/** The platform that the pool belongs to, its own or its tenant's. */
export function platformOf({ platform, tenant }: AgentSandboxPoolProps): PlatformRef {
  return platform ?? tenant.platform;
}

/** The namespace of the pool and its sandboxes. */
export function namespaceOf({ namespace, tenant }: AgentSandboxPoolProps): string {
  return namespace ?? tenant.namespaces.sandboxes;
}

/** The name itself, or the name of the object given in its place. */
export function nameOf(reference: NameOf): Leaf<string> {
  if (typeof reference === 'string' || leafKind(reference) !== undefined) return reference as Leaf<string>;
  return (reference as { readonly name: Leaf<string> }).name;
}
