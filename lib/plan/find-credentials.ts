import { credentialIn } from '../syntax/credential';
import { isConstant } from './constant';
import { type Deferred, isDeferred } from './leaf';
import type { Path } from './path';

/** A text that holds what looks like a credential. */
export interface FoundCredential {
  readonly path: Path;
  /** What it looks like, e.g. `Slack token`. */
  readonly kind: string;
}

/** What lies below a value: credentials, and deferred values that may turn out to hold one. */
export interface CredentialSearch {
  readonly found: readonly FoundCredential[];
  readonly deferred: readonly { readonly path: Path; readonly leaf: Deferred<unknown> }[];
}

/** Constants without a credential. */
const cleanConstants = new WeakSet<object>();

/** Every text below `root` that holds a credential; `skip` says which fields are not looked into. */
export function findCredentials(root: unknown, skip?: (field: string, value: unknown) => boolean): CredentialSearch {
  const found: FoundCredential[] = [];
  const deferred: { path: Path; leaf: Deferred<unknown> }[] = [];
  const steps: (string | number)[] = [];

  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const kind = credentialIn(value);
      if (kind !== undefined) found.push({ path: [...steps], kind });
    } else if (typeof value === 'object' && value !== null) {
      if (isConstant(value)) visitConstant(value);
      else if (isDeferred(value)) deferred.push({ path: [...steps], leaf: value });
      else visitFields(value);
    }
  };

  const visitConstant = (value: object): void => {
    if (cleanConstants.has(value)) return;
    const before = found.length;
    visitFields(value);
    if (found.length === before) cleanConstants.add(value);
  };

  const visitFields = (value: object): void => {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) descend(index, value[index]);
      return;
    }
    // An instance, e.g. a construct that is named as a peer, is read by its own rule and may lead back to itself.
    const proto = Object.getPrototypeOf(value);
    if (proto !== Object.prototype && proto !== null) return;
    for (const field of Object.keys(value)) {
      const inner = (value as Record<string, unknown>)[field];
      if (!skip?.(field, inner)) descend(field, inner);
    }
  };

  const descend = (step: string | number, value: unknown): void => {
    steps.push(step);
    visit(value);
    steps.pop();
  };

  visit(root);
  return { found, deferred };
}
