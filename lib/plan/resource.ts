import { isDeferred, type Leaf } from './leaf';
import type { Path } from './path';
import { comparePhases, type Phase } from './phase';

/** A Kubernetes object as plain data; leaves below may be deferred. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** The metadata that the library writes; names are always explicit and never hashed by an engine. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: Leaf<string>;
  readonly labels?: { readonly [key: string]: Leaf<string> };
  readonly annotations?: { readonly [key: string]: Leaf<string> };
}

/** How the live object says that it is ready. */
export type Readiness =
  | { readonly condition: string; readonly status?: 'True' | 'False' }
  | { readonly jsonPath: string; readonly value?: string };

/** What an object holds that a delete or a replacement would lose. */
export interface HeldState {
  /** In words, for the message that refuses to lose it. */
  readonly what: string;
  /** Keep the live object when it leaves the program. */
  readonly retain: boolean;
  /** Refuse a delete or replacement until the user lifts the protection. */
  readonly protect: boolean;
}

/** One object of a plan, with what an engine has to know about it. */
export interface Resource {
  /** Stable identity within its component; a cdk8s construct id and the suffix of a Pulumi name. */
  readonly key: string;
  readonly manifest: KubernetesObject;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly phase: Phase;
  /** Keys in the same plan that must exist first. */
  readonly dependsOn: readonly string[];
  /** All must hold; empty means that existing is enough. */
  readonly readiness: readonly Readiness[];
  /** Paths that upstream ignores after creation; changing one means a new object. */
  readonly createOnly: readonly Path[];
  /** Paths that a controller or an autoscaler writes; the engine leaves them alone. */
  readonly externallyOwned: readonly Path[];
  /** Keys of objects whose content must roll this one. */
  readonly restartOn: readonly string[];
  readonly state?: HeldState;
  /** Lower goes first on teardown. */
  readonly teardown: number;
  /** Where parts of the manifest come from in the component's props, so that a message can point there. */
  readonly origins: readonly Origin[];
  /**
   * What upstream makes or takes because of this object, each in one stable text; nobody else in the program may have
   * it. An object is named as `formatIdentity` does, e.g. `Deployment.apps team-a/coder`.
   */
  readonly occupies: readonly string[];
  /** What everybody in the program who speaks of it has to say the same about. */
  readonly agreesOn: readonly Agreement[];
}

/** Something that has one value for all who share it, e.g. the inference route of a gateway. */
export interface Agreement {
  /** What it is, in one stable text. */
  readonly on: string;
  readonly value: string;
}

/** `at` in the manifest was copied from `prop` of the component's props. */
export interface Origin {
  readonly at: Path;
  readonly prop: Path;
}

type Optional =
  | 'dependsOn'
  | 'readiness'
  | 'createOnly'
  | 'externallyOwned'
  | 'restartOn'
  | 'teardown'
  | 'origins'
  | 'occupies'
  | 'agreesOn';

/** A resource as a component writes it: what is left out has its neutral value. */
export type ResourceInput = Omit<Resource, Optional> & Partial<Pick<Resource, Optional>>;

const NONE: readonly never[] = [];

/** Completes a resource with the neutral value of everything left out. */
export function resource(input: ResourceInput): Resource {
  return {
    dependsOn: NONE,
    readiness: NONE,
    createOnly: NONE,
    externallyOwned: NONE,
    restartOn: NONE,
    origins: NONE,
    occupies: NONE,
    agreesOn: NONE,
    teardown: 0,
    ...input,
  };
}

/** The resources in phase order; within a phase they stay as written. */
export function inPhaseOrder(resources: readonly Resource[]): Resource[] {
  return [...resources].sort((a, b) => comparePhases(a.phase, b.phase));
}

/** What the API server tells objects apart by. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
}

/** The object's identity, or `undefined` while its namespace is deferred. */
export function identityOf({ manifest, scope }: Resource): ObjectIdentity | undefined {
  const { apiVersion, kind, metadata } = manifest;
  if (scope === 'Cluster') return { apiVersion, kind, name: metadata.name };
  if (isDeferred(metadata.namespace)) return undefined;
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
}

/** `Kind.group namespace/name`: equal for two objects that would overwrite each other, whatever their API version. */
export function formatIdentity({ apiVersion, kind, name, namespace }: ObjectIdentity): string {
  const slash = apiVersion.indexOf('/');
  const groupKind = slash < 0 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
  return namespace === undefined ? `${groupKind} ${name}` : `${groupKind} ${namespace}/${name}`;
}

/** The same resources as part of a larger plan: keys get `prefix` in front, references included. */
export function withKeyPrefix(prefix: string, resources: readonly Resource[]): Resource[] {
  const prefixed = (key: string) => `${prefix}-${key}`;
  return resources.map((item) => ({
    ...item,
    key: prefixed(item.key),
    dependsOn: item.dependsOn.map(prefixed),
    restartOn: item.restartOn.map(prefixed),
    origins: item.origins,
  }));
}
