import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

// Its parser alone, and read with the first document: the package is large, and few programs judge GraphQL.
const language = () => require('graphql/language') as Pick<typeof import('graphql'), 'parse'>;

/** One GraphQL operation as the proxy classifies it. */
export interface GraphqlOperation {
  /** Empty when only a hash or id was sent. */
  readonly operationType: string;
  readonly operationName: string;
  /** Names (not aliases) of the selected root fields, fragments followed. */
  readonly fields: readonly string[];
  readonly persisted: boolean;
  readonly hash: string;
  readonly id: string;
}

/** All operations of a request, or why it cannot be read, which denies it even in audit mode. */
export type GraphqlRequest = { readonly operations: readonly GraphqlOperation[] } | { readonly error: string };

/** Upstream's parser stops here. source: facts/openshell-0.0.46.md §1.5 */
const MAX_TOKENS = 20_000;
const MAX_DEPTH = 128;

class Unreadable extends Error {}

/** A POST body: an envelope or a batch of them. A text is a document on its own. */
export function classifyBody(body: string | object | undefined): GraphqlRequest {
  return attempt(() => {
    if (body === undefined) throw new Unreadable('the body is empty');
    if (typeof body === 'string') return classifyEnvelope({ query: body });
    if (!Array.isArray(body)) return classifyEnvelope(body);
    if (body.length === 0) throw new Unreadable('the batch is empty');
    return body.flatMap((item) => classifyEnvelope(item));
  });
}

/** A GET: the envelope is in the query, each part at most once. */
export function classifyQuery(query: { readonly [key: string]: readonly string[] }): GraphqlRequest {
  return attempt(() => {
    const single = (key: string) => {
      const values = Object.hasOwn(query, key) ? query[key]! : [];
      if (values.length > 1) throw new Unreadable(`the parameter ${key} is given more than once`);
      return values[0] === '' ? undefined : values[0];
    };
    const document = single('query');
    const name = single('operationName');
    const extensions = parseJson(single('extensions'));
    const ids = ['id', 'documentId', 'queryId'].map(single).filter((id) => id !== undefined);
    if (ids.length > 1) throw new Unreadable('more than one parameter names a persisted query');
    return classify(document, name, extensions, ids[0]);
  });
}

/** The body of an operation message over WebSocket. */
export function classifyPayload(payload: object): GraphqlRequest {
  return attempt(() => classifyEnvelope(payload));
}

function attempt(run: () => GraphqlOperation[]): GraphqlRequest {
  try {
    return { operations: run() };
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    throw error;
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function classifyEnvelope(envelope: unknown): GraphqlOperation[] {
  if (typeof envelope !== 'object' || envelope === null || Array.isArray(envelope)) {
    throw new Unreadable('an item of the batch is no object');
  }
  const fields = envelope as Record<string, unknown>;
  // The first of the three names that is there counts, even when its value is no text.
  const idKey = ['id', 'documentId', 'queryId'].find((key) => fields[key] !== undefined);
  return classify(
    textOrNone(fields.query),
    textOrNone(fields.operationName),
    fields.extensions,
    idKey === undefined ? undefined : textOrNone(fields[idKey]),
  );
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function classify(
  document: string | undefined,
  operationName: string | undefined,
  extensions: unknown,
  id: string | undefined,
): GraphqlOperation[] {
  const hash = persistedHash(extensions);
  const persisted = { persisted: hash !== undefined || id !== undefined, hash: hash ?? '', id: id ?? '' };
  if (document !== undefined && document.trim() !== '') {
    return [{ ...classifyDocument(document, operationName), ...persisted }];
  }
  if (!persisted.persisted) throw new Unreadable('neither a document nor a persisted query is given');
  return [{ operationType: '', operationName: operationName ?? '', fields: [], ...persisted }];
}

function persistedHash(extensions: unknown): string | undefined {
  const hash = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery
    ?.sha256Hash;
  return typeof hash === 'string' && hash !== '' ? hash : undefined;
}

type Classified = Pick<GraphqlOperation, 'operationType' | 'operationName' | 'fields'>;

function classifyDocument(text: string, wanted: string | undefined): Classified {
  const document = parseDocument(text);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  if (operations.length === 0) throw new Unreadable('the document holds no operation');
  const isNamed = wanted !== undefined && wanted !== '';
  if (!isNamed && operations.length > 1) throw new Unreadable('several operations and no operationName');
  const operation = isNamed ? operations.find(({ name }) => name?.value === wanted) : operations[0];
  if (operation === undefined) throw new Unreadable(`operationName ${JSON.stringify(wanted)} was not found`);
  const fields = new Set<string>();
  collectFields(operation.selectionSet, fragments, new Set(), fields);
  return { operationType: operation.operation, operationName: operation.name?.value ?? '', fields: [...fields].sort() };
}

function parseDocument(text: string): DocumentNode {
  if (braceDepth(text) > MAX_DEPTH) throw new Unreadable('the document is nested too deep');
  try {
    return language().parse(text, { noLocation: true, maxTokens: MAX_TOKENS });
  } catch (error) {
    throw new Unreadable(`the document does not parse: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An upper bound of the nesting, good enough to keep hostile documents away from a recursive parser. */
function braceDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '{' || char === '[' || char === '(') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (char === '}' || char === ']' || char === ')') {
      depth -= 1;
    }
  }
  return deepest;
}

function collectFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  visited: Set<string>,
  into: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      into.add(selection.name.value);
    } else if (selection.kind === 'InlineFragment') {
      collectFields(selection.selectionSet, fragments, visited, into);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) collectFields(fragment.selectionSet, fragments, visited, into);
    }
  }
}
