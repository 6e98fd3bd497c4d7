export { type AdmissionConstraint, type AdmissionSurroundings, admissionConstraints } from './admission-constraints';
export { cidrFallback, type PinnedSurroundings } from './cidr-fallback';
export type { FqdnSelector } from './cilium-names';
export {
  type CiliumEgressSpec,
  type CiliumRule,
  type CiliumSurroundings,
  ciliumNetworkPolicy,
} from './cilium-network-policy';
export { type EndpointExplanation, type Explanation, explain, nameOf } from './explain';
export { type KagentNetwork, type KagentSurroundings, kagentAllowedDomains } from './kagent-allowed-domains';
export type { KagentChannel, KagentFlavour } from './kagent-policy';
export { type EndpointPlace, type Fidelity, LAYERS, type LayerName, type Rendering, type Verdict } from './layer';
export { type EgressSpec, networkPolicy } from './network-policy';
export { type OpenShellFile, openShellYaml } from './openshell-yaml';
export { type SeccompShare, type SocketFamily, seccompShare } from './seccomp';
export type { Backend, InfrastructureFlow, Surroundings } from './surroundings';
