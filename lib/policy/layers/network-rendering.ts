import { dnsEgressRule } from '../../platform/dns-egress';
import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { type EgressSpec, egressSpec, infrastructureRules } from './egress-spec';
import type { LayerName, Rendering } from './layer';
import { networkPart, type PublicNames } from './network-part';
import { subjectOf } from './subject';
import type { Surroundings } from './surroundings';

/** A NetworkPolicy of all endpoints, with DNS and the machinery's own flows; `publicNames` says how names are opened. */
export function renderNetworkPolicy(
  layer: LayerName,
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  surroundings: Surroundings,
  publicNames: PublicNames,
): Rendering<EgressSpec> {
  const subject = subjectOf(policy, openshell);
  const parts = subject.endpoints.map((it) => networkPart(subject, it, surroundings, publicNames));
  return {
    layer,
    output: egressSpec([
      dnsEgressRule(surroundings.cluster),
      ...infrastructureRules(surroundings),
      ...parts.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
    ]),
    fidelity: parts.map(({ fidelity }) => fidelity),
  };
}
