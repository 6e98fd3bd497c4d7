import type { ResolvedClusterFacts } from '../platform/cluster';
import { type OpenShellTarget, openShell } from '../releases/openshell';
import { admissionConstraints } from './layers/admission-constraints';
import { cidrFallback } from './layers/cidr-fallback';
import { type CiliumSurroundings, ciliumNetworkPolicy } from './layers/cilium-network-policy';
import { type Explanation, explain } from './layers/explain';
import { kagentAllowedDomains } from './layers/kagent-allowed-domains';
import type { KagentChannel, KagentFlavour } from './layers/kagent-policy';
import type { LayerName, Rendering } from './layers/layer';
import { networkPolicy } from './layers/network-policy';
import { openShellYaml } from './layers/openshell-yaml';
import { seccompShare } from './layers/seccomp';
import type { PolicyDocument } from './model';

/** Where the policy is to hold. */
export interface ExplainOptions extends Partial<Omit<CiliumSurroundings, 'cluster'>> {
  /** The release, or the OpenShell version, that reads the policy. */
  readonly release: OpenShellTarget;
  /**
   * The layers in force. The three network layers need `cluster`.
   *
   * @default - openshell, and with `cluster` the network layer that its plugin knows
   */
  readonly layers?: readonly LayerName[];
  /** Facts of the cluster, as a platform has them. */
  readonly cluster?: ResolvedClusterFacts;
  /** Addresses of public hosts, for `cidr-fallback`. @default - none, so that it opens nothing public */
  readonly addresses?: { readonly [host: string]: readonly string[] };
  /** The harness, for `kagent-allowed-domains`. @default - an openclaw or nemoclaw one without channels */
  readonly kagent?: { readonly flavour: KagentFlavour; readonly channels?: readonly KagentChannel[] };
}

/** Who may reach what under a policy, what each layer in force makes of it, and what no layer enforces. */
export function explainPolicy(policy: PolicyDocument, options: ExplainOptions): Explanation {
  const { cluster, layers = usualLayers(cluster) } = options;
  return explain(
    policy,
    [...new Set(layers)].map((layer) => render(layer, policy, options)),
  );
}

function usualLayers(cluster: ResolvedClusterFacts | undefined): readonly LayerName[] {
  if (cluster === undefined) return ['openshell'];
  return ['openshell', cluster.cni === 'cilium' ? 'cilium-network-policy' : 'network-policy'];
}

function render(layer: LayerName, policy: PolicyDocument, options: ExplainOptions): Rendering {
  const { release, layers, addresses = {}, kagent = { flavour: 'claw' } } = options;
  const openshell = openShell(release);
  switch (layer) {
    case 'openshell':
      return openShellYaml(policy, openshell);
    case 'seccomp':
      return seccompShare(policy, openshell, { supervised: layers?.includes('openshell') ?? true });
    case 'network-policy':
      return networkPolicy(policy, openshell, surroundingsOf(layer, options));
    case 'cilium-network-policy':
      return ciliumNetworkPolicy(policy, openshell, surroundingsOf(layer, options));
    case 'cidr-fallback':
      return cidrFallback(policy, openshell, { ...surroundingsOf(layer, options), addresses });
    case 'kagent-allowed-domains':
      return kagentAllowedDomains(policy, openshell, kagent);
    case 'admission':
      return admissionConstraints(policy, openshell);
  }
}

function surroundingsOf(layer: LayerName, { cluster, ...rest }: ExplainOptions): CiliumSurroundings {
  if (cluster === undefined) throw new RangeError(`the layer ${layer} cannot be explained without \`cluster\``);
  return { ...rest, cluster };
}
