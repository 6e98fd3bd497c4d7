import type { Rule } from '../../../../diagnostics/rule';
import { liftRule } from '../../../../platform/rules/lift';
import { POLICY_RULES, type PolicyInput } from '../../../../policy';
import { SUPERVISOR_RULES, supervisedPolicy } from '../../../../policy/supervisor';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised, openShellOf, policyOf } from '../policy-of';
import { networkOnlyLacks } from './kf3430-network-only-lacks';
import { poolPolicyReadable } from './kf3431-pool-policy-readable';
import { supervisedCommand } from './kf3432-supervised-command';
import { imageContract } from './kf3433-image-contract';
import { supervisorVersion } from './kf3434-supervisor-version';
import { poolInference } from './kf3435-pool-inference';
import { knownHarness } from './kf3436-known-harness';
import { measuredSeccomp } from './kf3437-measured-seccomp';
import { volumesBesideSupervisor } from './kf3438-volumes-beside-supervisor';
import { noSecretEnvironment } from './kf3439-no-secret-environment';
import { relayedPorts } from './kf3440-relayed-ports';
import { callersAndPorts } from './kf3441-callers-and-ports';
import { claimsBringNoEnvironment } from './kf3442-claims-bring-no-environment';
import { poolFenceLetsThrough } from './kf3443-pool-fence-lets-through';
import { innerNetworkFree } from './kf3444-inner-network-free';
import { kernelForSupervisor } from './kf3445-kernel-for-supervisor';
import { notTheGatewaysNamespace } from './kf3446-not-the-gateways-namespace';
import { writablePathsMounted } from './kf3447-writable-paths-mounted';
import { oneEnforcementForm } from './kf3448-one-enforcement-form';
import { commandReadable } from './kf3449-command-readable';

/** The policy with the OpenShell that will read it. */
const POLICY = {
  read(props: AgentSandboxPoolProps): PolicyInput | undefined {
    if (!isSupervised(props)) return undefined;
    const policy = policyOf(props);
    const openshell = openShellOf(props);
    // Where the policy says nothing of Landlock, the file says the strictest that this supervisor survives.
    return (
      policy && openshell && { policy: { landlock: supervisedPolicy({}, openshell).landlock, ...policy }, openshell }
    );
  },
  place: (path: readonly (string | number)[]) => ['policy', ...path],
  embed({ policy, openshell }: PolicyInput): AgentSandboxPoolProps {
    const version = openshell.version === '0.0.111' ? '0.0.111' : '0.0.46';
    return exampleSupervisedPool({ policy, supervisor: { version } });
  },
};

/** What only a gateway gives a meaning: its own refusals, and credentials that it fills in, of which KF2051 speaks here. */
const ONLY_GATEWAYS = ['KF2004', 'KF2049'];

/** The rules over what supervises a pool, and over its policy. */
export const supervisedPoolRules: readonly Rule<AgentSandboxPoolProps>[] = [
  oneEnforcementForm,
  networkOnlyLacks,
  poolPolicyReadable,
  supervisedCommand,
  imageContract,
  supervisorVersion,
  poolInference,
  knownHarness,
  measuredSeccomp,
  volumesBesideSupervisor,
  noSecretEnvironment,
  relayedPorts,
  callersAndPorts,
  claimsBringNoEnvironment,
  poolFenceLetsThrough,
  innerNetworkFree,
  kernelForSupervisor,
  notTheGatewaysNamespace,
  writablePathsMounted,
  commandReadable,
  ...[...POLICY_RULES, ...SUPERVISOR_RULES]
    .filter(({ id }) => !ONLY_GATEWAYS.includes(id))
    .map((rule) => liftRule(rule, POLICY)),
];
