import type { GatewayState } from '../../plan/gateway-state';
import { type PolicyDocument, toProto } from '../../policy';
import type { KagentChannel } from '../../policy/layers';
import { KAGENT_CHANNEL_HOSTS } from '../../policy/layers/kagent-policy';
import { hostsOverlap } from '../../policy/load/overlap';
import { presets } from '../../policy/presets';
import { channelKinds } from './channels';
import { frozenParts } from './confinement';
import { policyOf } from './network';
import { isSynced, sandboxNameOf } from './place';
import type { NemoClawHarnessProps } from './props';

/** The rows of the gateway that `sync` writes and checks for the harness, once its sandbox is there. */
export function harnessStateOf(props: NemoClawHarnessProps): readonly GatewayState[] {
  const policy = isSynced(props) ? storedPolicyOf(props) : undefined;
  const command = verifyCommandOf(props);
  const row = { key: `harness-${props.name}`, sandbox: sandboxNameOf(props) };
  return [
    ...(policy === undefined ? [] : [{ kind: 'Policy' as const, ...row, policy: toProto(policy) }]),
    ...(command === undefined ? [] : [{ kind: 'Check' as const, ...row, key: `${row.key}-runs`, command }]),
  ];
}

/** The policy as it is stored: the user's, with what the channels need and what a live sandbox cannot change. */
export function storedPolicyOf(props: NemoClawHarnessProps): PolicyDocument | undefined {
  const policy = policyOf(props);
  if (policy === undefined) return undefined;
  const derived = channelKinds(props).filter((kind) => !namesHostOf(policy, kind));
  const agent = props.backend;
  return {
    ...policy,
    ...frozenParts(props, policy),
    networkPolicies: Object.assign(
      {},
      ...derived.map((kind) => presets[kind]({ agent }).networkPolicies),
      policy.networkPolicies,
    ),
  };
}

/** Hosts of the harness's channels that the policy would shut. source: fault F-NEM-11 */
export function channelHostsShut(props: NemoClawHarnessProps): readonly string[] {
  const stored = storedPolicyOf(props);
  if (stored === undefined) return [];
  return channelKinds(props)
    .flatMap((kind) => KAGENT_CHANNEL_HOSTS[kind])
    .filter((host) => !hostsOf(stored).some((other) => hostsOverlap(other, host)));
}

function namesHostOf(policy: PolicyDocument, kind: KagentChannel): boolean {
  return hostsOf(policy).some((host) => KAGENT_CHANNEL_HOSTS[kind].some((other) => hostsOverlap(host, other)));
}

function hostsOf({ networkPolicies = {} }: PolicyDocument): readonly string[] {
  return Object.values(networkPolicies).flatMap(({ endpoints = [] }) => endpoints.flatMap(({ host }) => host ?? []));
}

/** Where the backend's own server listens inside the sandbox. source: facts/kagent.md §3 */
const PORT = { openclaw: 18800, nemoclaw: 18800, hermes: 18642 } as const;

/** The command that fails unless the harness runs. source: facts/nemoclaw.md §4 */
export function verifyCommandOf({ verify, backend }: NemoClawHarnessProps): readonly string[] | undefined {
  if (verify === false) return undefined;
  if (verify !== undefined) return verify.command;
  const curl = ['curl', '--fail', '--silent', '--show-error', '--max-time', '10', '--noproxy', '*'];
  return [...curl, '--output', '/dev/null', `http://127.0.0.1:${PORT[backend]}/health`];
}
