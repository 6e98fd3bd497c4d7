import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Finding } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import { nearest } from '../../syntax/nearest';
import { yaml } from '../../syntax/yaml';
import type { PolicyDocument } from '../model';
import { type Field, POLICY_SHAPE, type Shape } from './shape';

/** What a file says, and every place where upstream's parser would refuse it. */
export interface YamlReading {
  /** Present only when nothing was found wrong. */
  readonly policy?: PolicyDocument;
  readonly findings: readonly Finding[];
}

/** Files are small; more nodes than this, aliases followed, are an attack on the reader. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 64;

/**
 * Reads a policy as upstream's parser does: unknown keys are refused everywhere, any plain scalar is taken as text
 * where text is asked for (`run_as_user: 1000`), numbers and flags must be plain. Never throws.
 * source: facts/openshell-0.0.46.md §1.1
 */
export function readYaml(text: string): YamlReading {
  // Callers without types hand over anything, also what cannot be made a text.
  if (typeof text !== 'string') {
    return { findings: [{ path: [], problem: 'the text of a file is expected', got: typeof text }] };
  }
  let document: Document.Parsed;
  try {
    document = yaml().parseDocument(text, {
      schema: 'core',
      version: '1.2',
      merge: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    return { findings: [{ path: [], problem: `not YAML: ${messageOf(error)}` }] };
  }
  if (document.errors.length > 0) {
    return { findings: document.errors.map((error) => ({ path: [], problem: `not YAML: ${error.message}` })) };
  }
  const reader = new Reader(document);
  const policy = reader.read(document.contents, POLICY_SHAPE, []);
  return reader.findings.length > 0
    ? { findings: reader.findings }
    : { policy: policy as PolicyDocument, findings: [] };
}

class Reader {
  readonly findings: Finding[] = [];
  private nodes = 0;

  constructor(private readonly document: Document.Parsed) {}

  read(node: unknown, shape: Shape, path: Path): unknown {
    const actual = this.resolve(node, path);
    if (actual === REFUSED) return undefined;
    switch (shape.kind) {
      case 'text':
        return yaml().isScalar(actual) ? textOf(actual) : this.refuse(path, 'text is expected here', actual);
      case 'flag':
        return this.flag(actual, path);
      case 'number':
        return this.number(actual, shape.min, shape.max, path);
      case 'list':
        return this.list(actual, shape.of, path);
      case 'map':
        return this.map(actual, shape.of, path);
      case 'struct':
        return this.struct(actual, shape.fields, path);
      case 'binary':
        return this.binary(actual, path);
      case 'allow':
        return this.allow(actual, shape.of, path);
      case 'matcher':
        return this.matcher(actual, path);
      case 'params':
        return this.params(actual, path);
      case 'json':
        return this.json(actual, path);
    }
  }

  private resolve(node: unknown, path: Path): Node | null | typeof REFUSED {
    this.nodes += 1;
    if (this.nodes > MAX_NODES || path.length > MAX_DEPTH) {
      if (this.nodes !== Number.POSITIVE_INFINITY) this.refuse(path, 'the file is too large or too deep', undefined);
      this.nodes = Number.POSITIVE_INFINITY;
      return REFUSED;
    }
    const actual = yaml().isAlias(node) ? node.resolve(this.document) : node;
    return (actual as Node | null | undefined) ?? null;
  }

  private refuse(path: Path, problem: string, got: unknown, more: Partial<Finding> = {}): undefined {
    this.findings.push({ path, problem, ...(got === undefined ? {} : { got: shown(got) }), ...more });
    return undefined;
  }

  private flag(node: unknown, path: Path): boolean | undefined {
    if (yaml().isScalar(node) && typeof node.value === 'boolean' && isPlain(node)) return node.value;
    return this.refuse(path, 'true or false is expected here, without quotes', node, { allowed: 'true, false' });
  }

  private number(node: unknown, min: number, max: number, path: Path): number | undefined {
    const value =
      yaml().isScalar(node) && isPlain(node) && INTEGER.test(String(node.source ?? ''))
        ? Number(node.value)
        : Number.NaN;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    return this.refuse(path, 'a whole number is expected here, without quotes', node, { allowed: `${min} to ${max}` });
  }

  private list(node: unknown, of: Shape, path: Path): unknown[] | undefined {
    if (isEmpty(node)) return [];
    if (!yaml().isSeq(node)) return this.refuse(path, 'a list is expected here', node);
    return node.items.map((item, index) => this.read(item, of, [...path, index]));
  }

  private map(node: unknown, of: Shape, path: Path): Record<string, unknown> | undefined {
    const pairs = this.pairs(node, path);
    if (pairs === undefined) return undefined;
    return Object.fromEntries(pairs.map(([key, value]) => [key, this.read(value, of, [...path, key])]));
  }

  private struct(node: unknown, fields: readonly Field[], path: Path): Record<string, unknown> | undefined {
    const pairs = this.pairs(node, path);
    if (pairs === undefined) return undefined;
    const entries: [string, unknown][] = [];
    for (const [key, value] of pairs) {
      const field = fields.find((candidate) => candidate.key === key);
      if (field === undefined) {
        this.unknownKey(
          key,
          fields.map((candidate) => candidate.key),
          path,
        );
      } else if (!(field.nullable && isNull(value))) {
        entries.push([field.name, this.read(value, field.shape, [...path, key])]);
      }
    }
    for (const field of fields) {
      if (field.required && !pairs.some(([key]) => key === field.key)) {
        this.refuse([...path, field.key], `\`${field.key}\` is missing`, undefined);
      }
    }
    return Object.fromEntries(entries);
  }

  private unknownKey(key: string, known: readonly string[], path: Path): void {
    const suggestion = nearest(key, known);
    this.refuse([...path, key], `\`${key}\` is no key that OpenShell knows here`, undefined, {
      allowed: known.join(', '),
      ...(suggestion === undefined ? {} : { fix: `did you mean \`${suggestion}\`?` }),
    });
  }

  private pairs(node: unknown, path: Path): [string, unknown][] | undefined {
    if (isEmpty(node)) return [];
    if (!yaml().isMap(node)) return this.refuse(path, 'a mapping is expected here', node);
    const pairs: [string, unknown][] = [];
    for (const pair of (node as YAMLMap).items as Pair[]) {
      const key = this.resolve(pair.key, path);
      if (yaml().isScalar(key)) pairs.push([textOf(key), pair.value]);
      else this.refuse(path, 'keys must be plain words', undefined);
    }
    return pairs;
  }

  private binary(node: unknown, path: Path): string | undefined {
    const binary = this.struct(node, BINARY_FIELDS, path);
    return typeof binary?.path === 'string' ? binary.path : undefined;
  }

  private allow(node: unknown, of: Shape, path: Path): unknown {
    const field: Field = { name: 'allow', key: 'allow', shape: of, required: true, nullable: false };
    return this.struct(node, [field], path)?.allow;
  }

  private matcher(node: unknown, path: Path): unknown {
    const found = this.matcherOf(node);
    return found === undefined
      ? this.refuse(path, 'a pattern, or `any` with a list of patterns, is expected here', node, {
          fix: 'put numbers and flags into quotes',
        })
      : found;
  }

  /** Upstream tries the pattern first and `{ any }` next, on resolved values: an unquoted number is no pattern. */
  private matcherOf(node: unknown): string | string[] | undefined {
    if (yaml().isScalar(node)) return typeof node.value === 'string' ? node.value : undefined;
    if (!yaml().isMap(node)) return undefined;
    const pairs = (node as YAMLMap).items as Pair[];
    if (pairs.length === 0) return [];
    const [pair] = pairs;
    if (pairs.length !== 1 || !yaml().isScalar(pair?.key) || pair.key.value !== 'any') return undefined;
    const any = this.resolve(pair.value, []);
    if (any === REFUSED || !yaml().isSeq(any)) return undefined;
    const patterns = any.items.map((item) =>
      yaml().isScalar(item) && typeof item.value === 'string' ? item.value : undefined,
    );
    return patterns.every((pattern) => pattern !== undefined) ? (patterns as string[]) : undefined;
  }

  private params(node: unknown, path: Path): Record<string, unknown> | undefined {
    const pairs = this.pairs(node, path);
    if (pairs === undefined) return undefined;
    const entries: [string, unknown][] = [];
    for (const [key, value] of pairs) {
      const inner = this.resolve(value, [...path, key]);
      if (inner === REFUSED) continue;
      const found = this.matcherOf(inner);
      if (found !== undefined || !yaml().isMap(inner)) {
        entries.push([key, found ?? this.matcher(inner, [...path, key])]);
      } else {
        for (const [nested, pattern] of Object.entries(this.params(inner, [...path, key]) ?? {})) {
          entries.push([`${key}.${nested}`, pattern]);
        }
      }
    }
    return Object.fromEntries(entries);
  }

  private json(node: unknown, path: Path): unknown {
    if (yaml().isScalar(node)) return node.value;
    if (yaml().isSeq(node)) return node.items.map((item, index) => this.read(item, { kind: 'json' }, [...path, index]));
    if (yaml().isMap(node)) return this.map(node, { kind: 'json' }, path);
    return null;
  }
}

const REFUSED = Symbol('refused');
const INTEGER = /^[+-]?(\d+|0x[0-9a-fA-F]+|0o[0-7]+)$/;

/** `harness` is accepted and ignored by every known version. source: facts/openshell.md §1.2 */
const BINARY_FIELDS: readonly Field[] = [
  { name: 'path', key: 'path', shape: { kind: 'text' }, required: true, nullable: false },
  { name: 'harness', key: 'harness', shape: { kind: 'flag' }, required: false, nullable: false },
];

function isPlain(node: { type?: string | undefined }): boolean {
  return node.type === 'PLAIN';
}

/** A key with nothing after it is an empty list or mapping upstream; a written `null` is not. */
function isEmpty(node: unknown): boolean {
  return node === null || (yaml().isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function isNull(node: unknown): boolean {
  return node === null || node === undefined || (yaml().isScalar(node) && node.value === null);
}

function textOf(node: { value?: unknown; source?: unknown; type?: string | undefined }): string {
  if (typeof node.value === 'string') return node.value;
  return typeof node.source === 'string' ? node.source : '';
}

function shown(node: unknown): unknown {
  return yaml().isScalar(node)
    ? node.value
    : yaml().isMap(node)
      ? 'a mapping'
      : yaml().isSeq(node)
        ? 'a list'
        : 'nothing';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
