import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { phaseLabel } from '../../lib/plan/phase';
import type { Resource } from '../../lib/plan/resource';
import { core } from './core';
import { FleetObject } from './fleet-object';
import { FleetValidation } from './fleet-validation';

/**
 * A component of the library as a construct.
 *
 * Below a chart its objects are the construct's own children; directly below the app they go into one chart per
 * phase, whose files are in the order of apply. The constructor never throws for a wrong definition: everything
 * that is wrong is reported together when the app is synthesized.
 */
export abstract class Component<Props extends ComponentProps> extends Construct {
  private readonly objects = new Map<string, FleetObject>();

  protected constructor(scope: Construct, id: string, definition: ComponentDefinition<Props>, props: Props) {
    super(scope, id);
    const { resources, diagnostics } = core().prepare(definition, props, this.node.path, 'cdk8s');
    FleetValidation.of(this).add(diagnostics);
    const chart = enclosingChart(this);
    for (const item of resources) {
      this.objects.set(item.key, chart ? new FleetObject(this, item.key, item) : this.placeInPhaseChart(item));
    }
    const primary = definition.primary;
    if (primary !== undefined) this.node.defaultChild = this.objects.get(primary);
  }

  /** The keys of the generated objects, in the order of apply. */
  keys(): string[] {
    return [...this.objects.keys()];
  }

  /** The generated object of that key: cdk8s's own ApiObject, whose patches land in the output and are checked again. */
  resource(key: string): ApiObject {
    const object = this.objects.get(key);
    if (!object) {
      throw new Error(
        `${this.node.path} has no object with key ${JSON.stringify(key)}; keys: ${this.keys().join(', ') || 'none, because the definition has errors (synthesize to see them)'}`,
      );
    }
    return object;
  }

  private placeInPhaseChart(item: Resource): FleetObject {
    const id = [...this.node.scopes.slice(1).map(({ node }) => node.id), item.key].join('-');
    return new FleetObject(phaseChart(this.node.root, item), id, item);
  }
}

function enclosingChart(construct: Construct): Chart | undefined {
  return construct.node.scopes.find((scope): scope is Chart => Chart.isChart(scope));
}

function phaseChart(root: Construct, { phase }: Resource): Chart {
  const label = phaseLabel(phase);
  const existing = root.node.tryFindChild(label);
  return existing instanceof Chart ? existing : new Chart(root, label, { disableResourceNameHashes: true });
}
