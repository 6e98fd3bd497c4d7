import { ApiObject, ApiObjectMetadataDefinition, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';

const FLEET_OBJECT = Symbol.for('kagent-fleet.FleetObject');

/** Every way to change the metadata of an ApiObject; its fields are not open. */
export const METADATA_CHANGES = ['add', 'addLabel', 'addAnnotation', 'addFinalizers', 'addOwnerReference'] as const;

const changedMetadata = new WeakSet<ApiObjectMetadataDefinition>();

/** Metadata that remembers that somebody changed it: ApiObject makes its own, so it is turned into this one. */
const WATCHED: object = Object.create(
  ApiObjectMetadataDefinition.prototype,
  Object.fromEntries(METADATA_CHANGES.map((name) => [name, { value: watched(name) }])),
);

function watched(name: (typeof METADATA_CHANGES)[number]) {
  const change = ApiObjectMetadataDefinition.prototype[name] as (...args: unknown[]) => void;
  return function (this: ApiObjectMetadataDefinition, ...args: unknown[]): void {
    changedMetadata.add(this);
    change.apply(this, args);
  };
}

/** An object of a plan as an ApiObject: its patches land in the output, and the library sees that there are any. */
export class FleetObject extends ApiObject {
  /** Recognised by its brand, so that two copies of the library in one program still know each other's objects. */
  static isFleetObject(value: unknown): value is FleetObject {
    return typeof value === 'object' && value !== null && FLEET_OBJECT in value;
  }

  private patched = false;

  constructor(
    scope: Construct,
    id: string,
    readonly resource: Resource,
  ) {
    super(scope, id, resource.manifest as unknown as ApiObjectProps);
    Object.defineProperty(this, FLEET_OBJECT, { value: true });
    Object.setPrototypeOf(this.metadata, WATCHED);
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.patched = true;
    super.addJsonPatch(...ops);
  }

  /** Whether somebody changed the object after it was checked. */
  get changedNatively(): boolean {
    return this.patched || changedMetadata.has(this.metadata);
  }

  // cdk8s gives every object its chart's namespace; a cluster-scoped one must not have any.
  override toJson(): KubernetesObject {
    const json = super.toJson();
    if (this.resource.scope === 'Cluster') delete json.metadata.namespace;
    return json;
  }
}
