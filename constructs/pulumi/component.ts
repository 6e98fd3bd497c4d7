import * as pulumi from '@pulumi/pulumi';
import type { ComponentDefinition, ComponentProps, Wait } from '../../lib/components/definition';
import { type Prepared, prepare } from '../../lib/components/prepare';
import { diagnoseClash } from '../../lib/diagnostics/clash';
import { DefinitionError } from '../../lib/diagnostics/definition-error';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatDiagnostic, isBlocking } from '../../lib/diagnostics/format';
import { comparePhases } from '../../lib/plan/phase';
import { identityOf, type Resource } from '../../lib/plan/resource';
import { platformGate } from '../../lib/platform/gates';
import { resourceClass } from './kinds';
import { resourceOptions, withEngineAnnotations } from './resource-options';
import { type ClusterProgram, clusterProgram } from './stack-program';

/**
 * A component of the library as a Pulumi component.
 *
 * A wrong definition ends in one error that lists everything, thrown before anything of the component is registered.
 * Each object is one child resource named `<component>-<key>`.
 */
export abstract class Component<Props extends ComponentProps> extends pulumi.ComponentResource {
  private readonly children = new Map<string, pulumi.CustomResource>();

  protected constructor(
    definition: ComponentDefinition<Props>,
    name: string,
    props: Props,
    opts: pulumi.ComponentResourceOptions = {},
  ) {
    const program = clusterProgram(kubernetesProvider(opts));
    const { resources, diagnostics } = check(definition, name, props, program);
    super(`kagent-fleet:index:${definition.name}`, name, {}, opts);

    for (const diagnostic of diagnostics) {
      if (!diagnostic.acknowledged) void pulumi.log.warn(formatDiagnostic(diagnostic), this);
    }
    const waits = waitsOf(definition, props);
    for (const item of resources) {
      const open = waits.filter(({ from }) => from === undefined || comparePhases(item.phase, from) >= 0);
      this.children.set(
        item.key,
        this.register(
          name,
          item,
          open.flatMap(({ gate }) => program.gates.get(gate) ?? []),
        ),
      );
    }
    const own = definition.opens?.(props);
    if (own) program.gates.set(own.gate, this.childrenOf(resources.filter(({ phase }) => phase === own.phase)));
    this.registerOutputs({});
  }

  /** The keys of the generated objects, in the order of registration. */
  keys(): string[] {
    return [...this.children.keys()];
  }

  /** The child resource of that key, e.g. for `dependsOn` or to read what the cluster made of it. */
  resource(key: string): pulumi.CustomResource {
    const child = this.children.get(key);
    if (!child) {
      throw new pulumi.ResourceError(
        `there is no object with key ${JSON.stringify(key)}; keys: ${this.keys().join(', ')}`,
        this,
      );
    }
    return child;
  }

  private register(component: string, item: Resource, gates: readonly pulumi.Resource[]): pulumi.CustomResource {
    const dependsOn = [...gates, ...item.dependsOn.map((key) => this.resource(key))];
    const Kind = resourceClass(item.manifest);
    return new Kind(`${component}-${item.key}`, withEngineAnnotations(item), {
      ...resourceOptions(item),
      parent: this,
      dependsOn,
    });
  }

  private childrenOf(resources: readonly Resource[]): pulumi.Resource[] {
    return resources.map(({ key }) => this.resource(key));
  }
}

/** What the component's objects wait for: its platform, and what the component says. */
function waitsOf<Props extends ComponentProps>(definition: ComponentDefinition<Props>, props: Props): readonly Wait[] {
  const platform = definition.platformOf(props);
  return [...(platform ? [{ gate: platformGate(platform) }] : []), ...(definition.waitsFor?.(props) ?? [])];
}

function check<Props extends ComponentProps>(
  definition: ComponentDefinition<Props>,
  name: string,
  props: Props,
  program: ClusterProgram,
): Prepared {
  const prepared = prepare(definition, props, name, 'pulumi');
  const blocking = prepared.diagnostics.some(isBlocking);
  const clashes = blocking ? [] : prepared.resources.flatMap((item) => clashOf(item, name, program));
  const diagnostics = [...prepared.diagnostics, ...clashes];
  if (diagnostics.some(isBlocking)) throw new DefinitionError(diagnostics);
  return { ...prepared, diagnostics };
}

function clashOf(item: Resource, name: string, program: ClusterProgram): Diagnostic[] {
  const identity = identityOf(item);
  const clash = identity && program.objects.add(name, identity, item);
  return clash ? diagnoseClash(clash, { construct: name, subject: 'props' }) : [];
}

// The engine resolves inherited providers itself; here it only tells clusters apart.
function kubernetesProvider({
  provider,
  providers,
  parent,
}: pulumi.ComponentResourceOptions): pulumi.ProviderResource | undefined {
  if (provider) return provider;
  const listed = Array.isArray(providers)
    ? providers.find(isKubernetesProvider)
    : (providers as Record<string, pulumi.ProviderResource> | undefined)?.kubernetes;
  return listed ?? parent?.getProvider('kubernetes:index:Provider');
}

function isKubernetesProvider(candidate: pulumi.ProviderResource): boolean {
  return (candidate as { __pulumiType?: string }).__pulumiType === 'pulumi:providers:kubernetes';
}
