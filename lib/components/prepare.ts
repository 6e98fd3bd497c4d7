import { findKind, validateObject } from '../api';
import { manifestRules } from '../api/rules';
import { applyAcknowledgements, type Waivers } from '../diagnostics/acknowledgement';
import { diagnoseClash } from '../diagnostics/clash';
import { DefinitionError } from '../diagnostics/definition-error';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { type DeferredDiagnosis, diagnose, evaluate, type Place } from '../diagnostics/evaluate';
import { isBlocking } from '../diagnostics/format';
import type { Finding } from '../diagnostics/rule';
import * as engine from '../diagnostics/rules/engine';
import { chainChecks } from '../plan/deferred-check';
import { findForeignLeaves } from '../plan/foreign-leaf';
import type { LeafKind } from '../plan/leaf';
import { applyPatch, isPatchFailure } from '../plan/patch';
import { Program } from '../plan/program';
import { identityOf, inPhaseOrder, type KubernetesObject, type Origin, type Resource } from '../plan/resource';
import type { ComponentDefinition, ComponentProps } from './definition';
import { findPropProblems } from './props';
import { noCredentialInProps } from './rules/kf3024-no-credential-in-props';

/** A component on its way to an engine: the objects to make, or what stops them. */
export interface Prepared {
  /** In phase order; empty when a diagnostic blocks. */
  readonly resources: readonly Resource[];
  /** Waived ones included, marked. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Which engine asks: its own deferred values are leaves, all others are foreign. */
export type Engine = 'cdk8s' | 'pulumi' | 'none';

const OWN_LEAF: Record<Engine, LeafKind | 'none'> = { cdk8s: 'lazy', pulumi: 'output', none: 'none' };

/** The road from props to objects: check, build, patch, check again. It throws nothing and touches no engine. */
export function prepare<Props extends ComponentProps>(
  definition: ComponentDefinition<Props>,
  props: Props,
  construct: string,
  engineName: Engine,
): Prepared {
  const place: Place = { construct, subject: 'props' };
  const waivers = waiversOf(definition, props);

  const shape = findPropProblems(definition, props).flatMap(({ rule, finding }) => diagnose(rule, place, [finding]));
  // A rule that branches on a deferred value would say nonsense.
  if (shape.some(({ rule }) => rule === engine.DEFERRED_STRUCTURE.id)) return refused(shape, waivers, place);

  const checked = evaluate([...definition.rules, noCredentialInProps], props, place);
  const said = [...shape, ...checked.diagnostics];
  const blocked = said.length > 0 && applyAcknowledgements(said, waivers).diagnostics.some(isBlocking);
  const guarded = chainChecks(props, checked.deferred.map(throwing(waivers)));
  const make = () => makeObjects(definition, guarded, place, OWN_LEAF[engineName], waivers);
  if (blocked) {
    // What is made of a credential spells it in other ways, which no pattern finds again.
    const isSecret = said.some(({ rule }) => rule === noCredentialInProps.id);
    return refused([...said, ...(isSecret ? [] : furtherProblems(make, said))], waivers, place);
  }

  const { resources, diagnostics: found, deferred } = make();
  const pending = new Set([...checked.deferred, ...deferred].map(({ rule }) => rule));
  const diagnostics = settle([...said, ...found], waivers, place, pending);
  return { resources: diagnostics.some(isBlocking) ? [] : resources, diagnostics };
}

function refused(diagnostics: readonly Diagnostic[], waivers: Waivers, place: Place): Prepared {
  return { resources: [], diagnostics: settle(diagnostics, waivers, place, 'not-all-rules-ran') };
}

interface MadeObjects extends Prepared {
  readonly deferred: readonly DeferredDiagnosis[];
}

/** Builds, patches and checks the objects. */
function makeObjects<Props extends ComponentProps>(
  definition: ComponentDefinition<Props>,
  props: Props,
  place: Place,
  own: LeafKind | 'none',
  waivers: Waivers,
): MadeObjects {
  const built = inPhaseOrder(definition.build(props));
  const patched = applyPatches(built, props, place);
  const finished = patched.resources.map((item) => checkResource(item, place.construct, own, waivers));
  return {
    resources: finished.map(({ resource }) => resource),
    diagnostics: [
      ...patched.diagnostics,
      ...finished.flatMap(({ diagnostics }) => diagnostics),
      ...findDuplicates(patched.resources, place),
    ],
    deferred: finished.flatMap(({ deferred }) => deferred),
  };
}

/**
 * What the objects of a refused definition would be refused for as well, so that everything is said at once.
 *
 * Props that are wrong may not build at all. A wrong value shows again in the object it went into; it is said once,
 * where the user wrote it.
 */
function furtherProblems(make: () => MadeObjects, said: readonly Diagnostic[]): readonly Diagnostic[] {
  try {
    const values = new Set(said.map(({ got }) => JSON.stringify(got)));
    const echoes = ({ rule, got }: Diagnostic) =>
      rule === engine.FOREIGN_LEAF.id || (got !== undefined && values.has(JSON.stringify(got)));
    return make().diagnostics.filter((diagnostic) => !echoes(diagnostic));
  } catch {
    return [];
  }
}

/** What is wrong with one finished object, by its kind's schema, by the rules over objects, and by its leaves. */
export function checkObject(manifest: KubernetesObject, place: Place, own: LeafKind | 'none') {
  const foreign = findForeignLeaves(manifest, own).map((leaf): Finding => ({ ...leaf }));
  if (foreign.length > 0) return { diagnostics: diagnose(engine.FOREIGN_LEAF, place, foreign), deferred: [] };

  const kind = findKind(manifest.apiVersion, manifest.kind);
  const rules = evaluate(manifestRules(manifest), manifest, place);
  if (!kind) return rules;
  const schema = validateObject(kind, manifest);
  return {
    diagnostics: [
      ...rules.diagnostics,
      ...diagnose(engine.SCHEMA, place, schema.findings),
      ...diagnose(engine.NOT_EVALUATED, place, schema.notEvaluated),
    ],
    deferred: [
      ...rules.deferred,
      ...schema.deferred.map(
        ({ path, check }): DeferredDiagnosis => ({
          rule: engine.SCHEMA.id,
          path,
          diagnose: (value) => diagnose(engine.SCHEMA, place, check(value)),
        }),
      ),
    ],
  };
}

function checkResource(item: Resource, construct: string, own: LeafKind | 'none', waivers: Waivers) {
  const { key, manifest } = item;
  const place: Place = { construct, subject: { key, kind: manifest.kind, name: manifest.metadata.name } };
  const { diagnostics, deferred } = checkObject(manifest, place, own);
  const guarded = deferred.length === 0 ? manifest : chainChecks(manifest, deferred.map(throwing(waivers)));
  return {
    resource: guarded === manifest ? item : { ...item, manifest: guarded },
    diagnostics: diagnostics.map((diagnostic) => withOrigin(diagnostic, item.origins)),
    deferred,
  };
}

/** The diagnostic with the place in the props that its value was copied from, if any was. */
function withOrigin(diagnostic: Diagnostic, origins: readonly Origin[]): Diagnostic {
  const { path } = diagnostic;
  const origin = origins.find(({ at }) => at.every((step, index) => path[index] === step));
  return origin ? { ...diagnostic, prop: [...origin.prop, ...path.slice(origin.at.length)] } : diagnostic;
}

/** A question for later as a check that fails when its leaf resolves. */
function throwing(waivers: Waivers) {
  return ({ path, diagnose: ask }: DeferredDiagnosis) => ({
    path,
    assert(value: unknown) {
      const { diagnostics } = applyAcknowledgements(ask(value), waivers);
      if (diagnostics.some(isBlocking)) throw new DefinitionError(diagnostics);
    },
  });
}

function applyPatches(built: readonly Resource[], { patches = [] }: ComponentProps, place: Place) {
  if (patches.length === 0) return { resources: built, diagnostics: [] };
  const byKey = new Map(built.map((item) => [item.key, item]));
  const findings: Finding[] = [];
  for (const [index, { key, ops }] of patches.entries()) {
    const target = byKey.get(key);
    if (!target) {
      findings.push({
        path: ['patches', index, 'key'],
        problem: 'no generated object has this key',
        got: key,
        allowed: [...byKey.keys()].join(', '),
      });
      continue;
    }
    const outcome = applyPatch(target.manifest, ops);
    if (isPatchFailure(outcome)) {
      findings.push({
        path: ['patches', index, 'ops', outcome.op, 'path'],
        problem: `the patch cannot be applied: ${outcome.problem}`,
        got: outcome.pointer,
        allowed: outcome.allowed,
      });
    } else {
      byKey.set(key, { ...target, manifest: outcome });
    }
  }
  return {
    resources: built.map(({ key }) => byKey.get(key) as Resource),
    diagnostics: diagnose(engine.PATCH, place, findings),
  };
}

function findDuplicates(resources: readonly Resource[], place: Place): Diagnostic[] {
  const keys = new Set<string>();
  const objects = new Program();
  const found: Diagnostic[] = [];
  for (const item of resources) {
    if (keys.has(item.key)) {
      const finding = { path: [], problem: 'two generated objects share one key', got: item.key };
      found.push(...diagnose(engine.DUPLICATE, place, [finding]));
    }
    keys.add(item.key);
    const identity = identityOf(item);
    const clash = identity && objects.add(`key ${item.key}`, identity, item);
    if (clash) found.push(...diagnoseClash(clash, place));
  }
  return found;
}

function waiversOf<Props extends ComponentProps>(definition: ComponentDefinition<Props>, props: Props): Waivers {
  const platform = definition.platformOf(props);
  const inherited = platform?.acknowledge ?? [];
  // A platform's own acknowledgements are for everything on it, so none of them has to be used by the platform itself.
  const own = Array.isArray(props.acknowledge) && props.acknowledge !== inherited ? props.acknowledge : [];
  return { own, platform: inherited, locked: platform?.lockedRules ?? [] };
}

/** What stands after the acknowledgements. One is unused only when every rule it may be meant for has answered. */
function settle(
  diagnostics: readonly Diagnostic[],
  waivers: Waivers,
  place: Place,
  pending: ReadonlySet<string> | 'not-all-rules-ran',
): readonly Diagnostic[] {
  if (diagnostics.length === 0 && waivers.own.length === 0) return diagnostics;
  const outcome = applyAcknowledgements(diagnostics, waivers);
  const unused =
    pending === 'not-all-rules-ran' ? [] : outcome.unused.filter(({ waiver }) => !pending.has(waiver.rule));
  return [
    ...outcome.diagnostics,
    ...diagnose(engine.ACKNOWLEDGEMENT_REFUSED, place, outcome.refused),
    ...diagnose(
      engine.ACKNOWLEDGEMENT_UNUSED,
      place,
      unused.map(({ finding }) => finding),
    ),
  ];
}
