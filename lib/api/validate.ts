/**
 * Checks values against their schema by walking it, as an API server with strict field validation would. Nothing is
 * compiled beforehand, and a path is copied only when something is reported about it.
 */
import type { Finding } from '../diagnostics/rule';
import { isConstant } from '../plan/constant';
import { isDeferred } from '../plan/leaf';
import type { Path } from '../plan/path';
import { evaluate, type NotEvaluatedReason } from './cel';
import { QUANTITY_PATTERN } from './crd';
import { defaultOf, isNullable } from './defaults';
import * as report from './findings';
import { isBase64, isDateTime } from './formats';
import { type Kind, type KindDefinition, kindOf } from './kind';
import { resolve } from './kubernetes/resolve';
import type {
  ArrayNode,
  CelRule,
  IntegerNode,
  MapNode,
  Node,
  NumberNode,
  ObjectNode,
  StringNode,
  TargetNode,
} from './node';
import type { Schema } from './schema';

/** A check that must wait for a value which the engine resolves later. */
export interface DeferredCheck {
  readonly path: Path;
  /** What is wrong with the resolved value; paths start at the same root as those of the other findings. */
  readonly check: (resolved: unknown) => readonly Finding[];
}

/** A rule of the kind that nobody has checked yet; the API server will. */
export interface NotEvaluated extends Finding {
  /** Text of the rule. */
  readonly cel: string;
  readonly reason: NotEvaluatedReason;
}

export interface ValidationResult {
  readonly findings: readonly Finding[];
  readonly deferred: readonly DeferredCheck[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export type ValidationTarget = Kind | KindDefinition | Schema<unknown>;

/**
 * What is wrong with an object of a kind, or with a value of a schema. A kind definition is taken in the version that
 * the object names. Deferred values are skipped and answered as checks to run once they are known.
 */
export function validateObject(target: ValidationTarget, value: unknown): ValidationResult {
  const validator = new Validator();
  if ('versions' in target) validator.object(target, value);
  else if ('apiVersion' in target) validator.kind(target, value);
  else validator.visit(target.node, value);
  const { findings, deferred, notEvaluated } = validator;
  return { findings, deferred, notEvaluated };
}

const NO_NAMES: readonly string[] = [];

/** The node that a constant was last found to fit; built-in and custom kinds judge some values differently. */
const fittingBuiltIn = new WeakMap<object, Node>();
const fittingCustom = new WeakMap<object, Node>();

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(pattern);
    patterns.set(pattern, expression);
  }
  return expression.test(text);
}

class Validator {
  readonly findings: Finding[] = [];
  readonly deferred: DeferredCheck[] = [];
  readonly notEvaluated: NotEvaluated[] = [];
  /** Steps down to the value being visited; what lies at `depth` and beyond is stale. */
  private readonly steps: (string | number)[] = [];
  private depth = 0;
  /** Built-in types parse quantities themselves and take numbers with a fraction. */
  private builtIn = false;
  /** Values of Secrets are not repeated in messages. */
  private secret = false;

  private at(step?: string | number): Path {
    const path = this.steps.slice(0, this.depth);
    if (step !== undefined) path.push(step);
    return path;
  }

  private add(finding: Finding): void {
    if (!this.secret) this.findings.push(finding);
    else {
      const { got: _, ...rest } = finding;
      this.findings.push(rest);
    }
  }

  object(definition: KindDefinition, value: unknown): void {
    const { group, versions } = definition;
    const apiVersion = (value as { apiVersion?: unknown } | null)?.apiVersion;
    const version =
      versions.find(({ name }) => `${group}/${name}` === apiVersion) ?? versions.find(({ storage }) => storage);
    if (version === undefined) throw new Error(`${definition.kind} has no storage version`);
    this.kind(kindOf(definition, version), value);
  }

  kind(kind: Kind, value: unknown): void {
    this.builtIn = kind.builtIn;
    this.secret = kind.builtIn && kind.kind === 'Secret';
    for (const field of ['apiVersion', 'kind'] as const) {
      const got = (value as Record<string, unknown> | null)?.[field];
      if (typeof got !== 'string' || got === kind[field]) continue; // other types are reported below
      this.findings.push({
        path: [field],
        problem: `this is not the ${field} that is checked`,
        got,
        allowed: JSON.stringify(kind[field]),
        fix: `write ${JSON.stringify(kind[field])}`,
      });
    }
    this.visit(kind.node, value);
  }

  visit(node: Node, value: unknown, isRequired = false): void {
    const target = resolve(node);
    if (typeof value === 'object' && value !== null && isDeferred(value)) {
      this.defer(node, isRequired);
      return;
    }
    if (value === null) {
      // null as a field is dealt with by its parent; here it is a list item or the root
      if (!isNullable(node)) this.add(report.wrongType(this.at(), target, value));
      return;
    }
    if (typeof value === 'object' && isConstant(value)) this.constant(node, target, value);
    else this.content(node, target, value);
  }

  private content(node: Node, target: TargetNode, value: unknown): void {
    const rules = target.rules ?? (node === target ? undefined : node.rules);
    if (rules === undefined) this.shape(target, value);
    else this.shapeAndRules(node, target, rules, value);
  }

  /** A constant never changes, so one that had nothing to report under a node has nothing to report there again. */
  private constant(node: Node, target: TargetNode, value: object): void {
    const fitting = this.builtIn ? fittingBuiltIn : fittingCustom;
    if (fitting.get(value) === node) return;
    const before = this.reported;
    this.content(node, target, value);
    if (this.reported === before) fitting.set(value, node);
  }

  private get reported(): number {
    return this.findings.length + this.deferred.length + this.notEvaluated.length;
  }

  private shape(node: TargetNode, value: unknown): void {
    switch (node.kind) {
      case 'string':
        if (typeof value === 'string') this.text(node, value);
        else this.add(report.wrongType(this.at(), node, value));
        return;
      case 'object':
        if (typeof value === 'object' && !Array.isArray(value)) this.fields(node, value as Record<string, unknown>);
        else this.add(report.wrongType(this.at(), node, value));
        return;
      case 'array':
        if (Array.isArray(value)) this.items(node, value);
        else this.add(report.wrongType(this.at(), node, value));
        return;
      case 'map':
        if (typeof value === 'object' && !Array.isArray(value)) this.values(node, value as Record<string, unknown>);
        else this.add(report.wrongType(this.at(), node, value));
        return;
      case 'integer':
      case 'number':
        this.number(node, value);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') this.add(report.wrongType(this.at(), node, value));
        return;
      case 'intOrString':
        if (typeof value !== 'string' && !isInt64(value)) this.add(report.wrongType(this.at(), node, value));
        return;
      case 'quantity':
        if (typeof value === 'string') {
          if (!matches(QUANTITY_PATTERN, value)) this.add(report.wrongQuantity(this.at(), value));
        } else if (!(this.builtIn ? Number.isFinite(value) : isInt64(value))) {
          this.add(report.wrongType(this.at(), node, value));
        }
        return;
      case 'any':
        if (node.object && (typeof value !== 'object' || Array.isArray(value))) {
          this.add(report.wrongType(this.at(), node, value));
        } else if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
          this.add(report.wrongType(this.at(), node, value));
        }
    }
  }

  private text(node: StringNode, value: string): void {
    if (node.enum !== undefined && !node.enum.includes(value)) this.add(report.notInEnum(this.at(), node, value));
    if (value.length > (node.maxLength ?? Infinity) || node.minLength !== undefined) {
      const length = [...value].length; // characters, not UTF-16 units, of which there are no fewer
      if (length < (node.minLength ?? 0) || length > (node.maxLength ?? Infinity)) {
        this.add(report.wrongLength(this.at(), node, value, length));
      }
    }
    if (node.pattern !== undefined && !matches(node.pattern, value)) {
      this.add(report.wrongPattern(this.at(), node.pattern, value));
    }
    if (node.format !== undefined && !(node.format === 'byte' ? isBase64(value) : isDateTime(value))) {
      this.add(report.wrongFormat(this.at(), node.format, value));
    }
  }

  private number(node: IntegerNode | NumberNode, value: unknown): void {
    const fits =
      typeof value === 'number' && (node.kind === 'integer' ? Number.isInteger(value) : Number.isFinite(value));
    if (!fits) {
      this.add(report.wrongType(this.at(), node, value));
      return;
    }
    const inBits = node.kind === 'number' || (node.bits === 32 ? value === (value | 0) : isInt64(value));
    const inRange = value >= (node.minimum ?? -Infinity) && value <= (node.maximum ?? Infinity);
    if (!inBits || !inRange) this.add(report.outOfRange(this.at(), node, value));
  }

  private fields(node: ObjectNode, value: Record<string, unknown>): void {
    const { fields, required } = node;
    const { steps } = this;
    let size = 0;
    for (const name in value) {
      const item = value[name];
      if (item === undefined) continue;
      size++;
      const field = fields.get(name);
      if (field === undefined) {
        if (!node.preserveUnknown) this.add(report.unknownField(this.at(name), node, name));
        continue;
      }
      // the API server drops a null, or puts the default in its place
      if (item === null && !isNullable(field)) continue;
      steps[this.depth++] = name;
      this.visit(field, item, typeof item === 'object' && required.includes(name));
      this.depth--;
    }
    for (const name of required) {
      const item = value[name];
      if (item !== undefined && item !== null) continue;
      const field = fields.get(name) as Node;
      if (defaultOf(field) === undefined && !(item === null && isNullable(field))) {
        this.add(report.missingField(this.at(name), resolve(field)));
      }
    }
    this.size(node, size);
  }

  private values(node: MapNode, value: Record<string, unknown>): void {
    const { steps } = this;
    let size = 0;
    for (const name in value) {
      const item = value[name];
      if (item === undefined || (item === null && !isNullable(node.values))) continue;
      size++;
      steps[this.depth++] = name;
      this.visit(node.values, item);
      this.depth--;
    }
    this.size(node, size);
  }

  private size(node: ObjectNode | MapNode, size: number): void {
    if (node.minProperties === undefined && node.maxProperties === undefined) return;
    if (size < (node.minProperties ?? 0) || size > (node.maxProperties ?? Infinity)) {
      this.add(report.wrongSize(this.at(), 'fields', size, node.minProperties, node.maxProperties));
    }
  }

  private items(node: ArrayNode, value: readonly unknown[]): void {
    const { steps } = this;
    for (let index = 0; index < value.length; index++) {
      steps[this.depth++] = index;
      this.visit(node.items, value[index] ?? null);
      this.depth--;
    }
    if (value.length < (node.minItems ?? 0) || value.length > (node.maxItems ?? Infinity)) {
      this.add(report.wrongSize(this.at(), 'items', value.length, node.minItems, node.maxItems));
    }
    if (node.listType !== 'atomic' && value.length > 1) this.unique(node, value);
  }

  private unique(node: ArrayNode, value: readonly unknown[]): void {
    const seen = new Map<unknown, number>();
    const item = resolve(node.items);
    for (let index = 0; index < value.length; index++) {
      const key = node.listType === 'set' ? value[index] : this.mapKey(node, item, value[index]);
      if (key === undefined || (typeof key === 'object' && isDeferred(key))) continue;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else this.add(report.duplicateItem(this.at(index), node, value[index], first));
    }
  }

  /** What identifies an item of a list of type `map`; `undefined` when a part of it is unknown or missing. */
  private mapKey(node: ArrayNode, item: TargetNode, value: unknown): unknown {
    if (typeof value !== 'object' || value === null || item.kind !== 'object') return undefined;
    let key: unknown;
    for (const name of node.mapKeys) {
      const field = item.fields.get(name);
      const part = (value as Record<string, unknown>)[name] ?? (field && defaultOf(field));
      if (part === undefined || typeof part === 'object') return undefined;
      key = key === undefined ? part : `${key}\0${part}`;
    }
    return key;
  }

  private shapeAndRules(node: Node, target: TargetNode, rules: readonly CelRule<never>[], value: unknown): void {
    const findingsBefore = this.findings.length;
    const deferredBefore = this.deferred.length;
    this.shape(target, value);
    if (this.findings.length > findingsBefore) return; // the API server does not get as far as the rules either
    const holdsDeferred = this.deferred.length > deferredBefore;
    for (const rule of rules) {
      const verdict = evaluate(rule, node, value, holdsDeferred);
      if (verdict === 'passed') continue;
      const path = this.at();
      if (verdict === 'failed') {
        this.add({
          path: [...path, ...stepsOf(rule.fieldPath)],
          problem: rule.message,
          allowed: rule.rule,
          fix: 'change the object so that the rule holds',
        });
      } else {
        this.notEvaluated.push({
          path,
          problem: `the rule "${rule.message}" could not be checked: ${NOT_EVALUATED[verdict]}`,
          allowed: rule.rule,
          fix: 'the API server checks it when the object is applied',
          cel: rule.rule,
          reason: verdict,
        });
      }
    }
  }

  private defer(node: Node, isRequired: boolean): void {
    const path = this.at();
    const { builtIn, secret } = this;
    this.deferred.push({
      path,
      check(resolved) {
        const validator = new Validator();
        validator.builtIn = builtIn;
        validator.secret = secret;
        validator.steps.push(...path);
        validator.depth = path.length;
        if (resolved !== undefined && resolved !== null) validator.visit(node, resolved);
        else if (isRequired) validator.add(report.missingField(path, resolve(node)));
        return validator.findings;
      },
    });
  }
}

const NOT_EVALUATED: Readonly<Record<NotEvaluatedReason, string>> = {
  'compares-with-stored-object': 'it compares with the object in the cluster',
  'not-known-at-synth': 'its outcome is only known in the cluster',
  'needs-deferred-value': 'it needs a value that is known only later',
};

/** The steps of a CEL `fieldPath` such as `.spec.items`. */
function stepsOf(fieldPath: string | undefined): readonly string[] {
  return fieldPath === undefined ? NO_NAMES : fieldPath.split('.').filter((step) => step !== '');
}

/** Whether Go reads the JSON number as an int64. */
function isInt64(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= -(2 ** 63) && (value as number) < 2 ** 63;
}
