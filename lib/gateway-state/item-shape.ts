import type { GatewayState } from '../plan/gateway-state';
import { quote } from '../syntax/parsed';
import { type GatewayStateKind, KINDS, targetOf } from './order';

type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === 'string' && value !== '';
const object: Test = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts: Test = (value) => Array.isArray(value) && value.length > 0 && value.every(text);
const textMap: Test = (value) =>
  object(value) && Object.values(value as object).every((one) => typeof one === 'string');
const scalar: Test = (value) => text(value) || typeof value === 'boolean' || Number.isSafeInteger(value);
const seconds: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

/** Exactly a name and a key: what else stands here might be the secret itself. */
const secretKeys: Test = (value) =>
  object(value) &&
  Object.values(value as object).every(
    (ref) => object(ref) && Object.keys(ref).sort().join() === 'key,name' && Object.values(ref).every(text),
  );

interface Fields {
  readonly required: { readonly [field: string]: Test };
  readonly optional?: { readonly [field: string]: Test };
}

const FIELDS: Readonly<Record<GatewayStateKind, Fields>> = {
  Policy: { required: { sandbox: text, policy: object } },
  GatewayPolicy: { required: { policy: object } },
  Provider: { required: { provider: text, credentials: secretKeys }, optional: { type: text, config: textMap } },
  InferenceRoute: {
    required: { provider: text, model: text },
    optional: { route: (value) => value === 'inference.local' || value === 'sandbox-system', timeoutSeconds: seconds },
  },
  Setting: { required: { name: text, value: scalar } },
  Check: { required: { sandbox: text, command: texts } },
};

const COMMON: Fields = {
  required: { kind: text, key: text, owner: text, release: text, replaces: text },
  optional: { workspace: text },
};

/** What is wrong with a row of a document; values are never shown, since one may be a secret put in the wrong place. */
export function itemFlaws(item: unknown, at?: string): readonly string[] {
  if (!object(item)) return [`${at ?? 'an item'} is not a row`];
  const row = item as Readonly<Record<string, unknown>>;
  const kind = KINDS.find((known) => known === row.kind);
  const where = text(row.key) ? `item ${quote(row.key as string)}` : (at ?? 'an item');
  if (kind === undefined) return [`${where} has no kind that is known; known are ${KINDS.join(', ')}`];
  const required = { ...COMMON.required, ...FIELDS[kind].required };
  const optional: Fields['required'] = { ...COMMON.optional, ...FIELDS[kind].optional };
  return [
    ...Object.entries(required).flatMap(([field, test]) =>
      test(row[field]) ? [] : [`${where}: ${field} ${row[field] === undefined ? 'is missing' : 'has the wrong shape'}`],
    ),
    ...Object.entries(row).flatMap(([field, value]) => {
      if (Object.hasOwn(required, field) || value === undefined) return [];
      if (!Object.hasOwn(optional, field)) return [`${where}: ${quote(field)} is no field of a ${kind}`];
      return optional[field]?.(value) ? [] : [`${where}: ${field} has the wrong shape`];
    }),
  ];
}

/** Rows that cannot stand beside each other: one key twice, one target twice, a gateway-wide policy beside sandboxes'. */
export function rowsClash(items: readonly GatewayState[]): readonly string[] {
  const targets = items
    .filter(({ kind }) => kind !== 'Check')
    .map((item) => `${item.workspace === undefined ? '' : `workspace ${item.workspace}, `}${targetOf(item)}`);
  const wide = items.some(({ kind }) => kind === 'GatewayPolicy') && items.some(({ kind }) => kind === 'Policy');
  return [
    ...twice(items.map(({ key }) => key)).map((key) => `two items have the key ${quote(key)}`),
    ...twice(targets).map((target) => `two items are about the ${target}`),
    ...(wide ? ['a gateway-wide policy shuts out the policies of single sandboxes: keep one kind'] : []),
  ];
}

function twice(words: readonly string[]): readonly string[] {
  return [...new Set(words.filter((word, index) => words.indexOf(word) !== index))];
}
