import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';

const FLEET_OBJECT = Symbol.for('kagent-fleet.FleetObject');

/** An object of a plan as an ApiObject: its patches land in the output, and the library sees that there are any. */
export class FleetObject extends ApiObject {
  /** Recognised by its brand, so that two copies of the library in one program still know each other's objects. */
  static isFleetObject(value: unknown): value is FleetObject {
    return typeof value === 'object' && value !== null && FLEET_OBJECT in value;
  }

  private nativePatches = 0;
  private readonly writtenMetadata: string;

  constructor(
    scope: Construct,
    id: string,
    readonly resource: Resource,
  ) {
    super(scope, id, resource.manifest as unknown as ApiObjectProps);
    Object.defineProperty(this, FLEET_OBJECT, { value: true });
    this.writtenMetadata = JSON.stringify(this.metadata.toJson());
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.nativePatches += ops.length;
    super.addJsonPatch(...ops);
  }

  /** Whether somebody changed the object after it was checked. */
  get changedNatively(): boolean {
    return this.nativePatches > 0 || JSON.stringify(this.metadata.toJson()) !== this.writtenMetadata;
  }

  // cdk8s gives every object its chart's namespace; a cluster-scoped one must not have any.
  override toJson(): KubernetesObject {
    const json = super.toJson();
    if (this.resource.scope === 'Cluster') delete json.metadata.namespace;
    return json;
  }
}
