import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct, IValidation } from 'constructs';
import { diagnoseClash } from '../../lib/diagnostics/clash';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import type { Place } from '../../lib/diagnostics/evaluate';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { Program } from '../../lib/plan/program';
import type { ObjectIdentity } from '../../lib/plan/resource';
import { core } from './core';
import { FleetObject } from './fleet-object';

const KEY = Symbol.for('kagent-fleet.FleetValidation');

/** The one validation of an app: everything that is wrong with all components, as one message. */
export class FleetValidation implements IValidation {
  /** The validation of the tree that the construct belongs to; it is made at first use. */
  static of(construct: IConstruct): FleetValidation {
    const root = construct.node.root as IConstruct & { [KEY]?: FleetValidation };
    let validation = root[KEY];
    if (!validation) {
      validation = new FleetValidation(root);
      Object.defineProperty(root, KEY, { value: validation });
      root.node.addValidation(validation);
    }
    return validation;
  }

  private readonly reported: Diagnostic[] = [];
  private warned = false;
  private lastDuplicates: { readonly of: readonly ApiObject[]; readonly found: readonly Diagnostic[] } = {
    of: [],
    found: [],
  };

  private constructor(private readonly root: Construct | IConstruct) {}

  /** Adds what a component's check found. */
  add(diagnostics: readonly Diagnostic[]): void {
    this.reported.push(...diagnostics);
  }

  /** Everything known of the whole app now, native changes to objects included. */
  diagnostics(): Diagnostic[] {
    const objects = this.root.node
      .findAll()
      .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    return [...this.reported, ...recheckChanged(objects), ...this.duplicates(objects)];
  }

  // cdk8s asks again for every chart. What an object is told apart by never changes, so the answer for the same objects
  // is the same.
  private duplicates(objects: readonly ApiObject[]): readonly Diagnostic[] {
    const { of, found } = this.lastDuplicates;
    if (of.length === objects.length && of.every((object, index) => object === objects[index])) return found;
    this.lastDuplicates = { of: objects, found: findDuplicates(objects) };
    return this.lastDuplicates.found;
  }

  validate(): string[] {
    const diagnostics = this.diagnostics();
    if (diagnostics.some(isBlocking)) return [formatDiagnostics(diagnostics)];
    this.warnOnce(diagnostics);
    return [];
  }

  // cdk8s validates the app again for every chart; a warning is said once, in Node's own way, so that it can be silenced.
  private warnOnce(diagnostics: readonly Diagnostic[]): void {
    const warnings = diagnostics.filter(({ severity, acknowledged }) => severity === 'warning' && !acknowledged);
    if (this.warned || warnings.length === 0) return;
    this.warned = true;
    process.emitWarning(formatDiagnostics(warnings), { type: 'KagentFleetWarning' });
  }
}

function recheckChanged(objects: readonly ApiObject[]): Diagnostic[] {
  return objects.flatMap((object) => {
    if (!FleetObject.isFleetObject(object) || !object.changedNatively) return [];
    const manifest = object.toJson();
    const place: Place = {
      construct: object.node.path,
      subject: { key: object.resource.key, kind: manifest.kind, name: manifest.metadata.name },
    };
    return [...core().checkObject(manifest, place, 'none').diagnostics];
  });
}

function findDuplicates(objects: readonly ApiObject[]): Diagnostic[] {
  const program = new Program<ApiObject>();
  return objects.flatMap((object) => {
    const claims = FleetObject.isFleetObject(object) ? object.resource : undefined;
    const clash = program.add(object, identityOf(object), claims);
    if (!clash) return [];
    return diagnoseClash({ ...clash, first: clash.first.node.path }, { construct: object.node.path, subject: 'props' });
  });
}

function identityOf(object: ApiObject): ObjectIdentity {
  const { apiVersion, kind, name } = object;
  const clusterScoped = FleetObject.isFleetObject(object) && object.resource.scope === 'Cluster';
  return { apiVersion, kind, name, namespace: clusterScoped ? undefined : object.metadata.namespace };
}
