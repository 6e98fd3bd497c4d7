import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { explicitNetwork } from './kf3201-explicit-network';
import { dnsReachable } from './kf3202-dns-reachable';
import { bothDirections } from './kf3203-both-directions';
import { fetchingNeedsHttps } from './kf3204-fetching-needs-https';
import { routerPeer } from './kf3205-router-peer';
import { noMetadataEgress } from './kf3206-no-metadata-egress';
import { labelsThatReachPods } from './kf3207-labels-that-reach-pods';
import { networkRuleSyntax } from './kf3208-network-rule-syntax';

type ObjectRules = readonly Rule<KubernetesObject>[];

/** Rules over the network of a SandboxTemplate. */
export const TEMPLATE_NETWORK_RULES: ObjectRules = [
  explicitNetwork,
  dnsReachable,
  bothDirections,
  fetchingNeedsHttps,
  routerPeer,
  noMetadataEgress,
  labelsThatReachPods,
  networkRuleSyntax,
];

/** Rules over a bare Sandbox's network. */
export const SANDBOX_NETWORK_RULES: ObjectRules = [dnsReachable];

/** Rules over NetworkPolicies, whoever they are for. */
export const NETWORK_POLICY_RULES: ObjectRules = [routerPeer, labelsThatReachPods, networkRuleSyntax];

export const DISRUPTION_BUDGET_RULES: ObjectRules = [labelsThatReachPods];
