import type { Finding, Rule } from '../../../../diagnostics/rule';
import { networkFindings } from '../../network-shape';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

const WORD = 'sandbox-router';

/** Ports are published for somebody, and callers have ports to call. */
export const callersAndPorts: Rule<AgentSandboxPoolProps> = {
  id: 'KF3441',
  name: 'callers-and-ports',
  severity: 'error',
  acknowledge: 'never',
  why: 'The NetworkPolicy lets in nobody who is not named: a port without callers is one that every connection to times out, and callers without a port reach nothing, because only published ports leave the command’s network namespace.',
  fix: 'name the callers (sandbox-router, { controlPlane }, pods, addresses) and the ports that they call',
  faults: ['F-SBX-03', 'F-SBX-04'],
  sources: ['facts/verified.md §9', 'facts/agent-sandbox.md §2.6'],
  check(props, report) {
    const { callers } = props;
    const calls = Array.isArray(callers) && callers.length > 0;
    if (callers !== undefined && !Array.isArray(callers)) {
      report({ path: ['callers'], problem: 'these are no callers that are known at synth', allowed: 'a list' });
      return;
    }
    callers?.forEach((caller: unknown, index) => {
      for (const finding of callerFindings(caller)) report({ ...finding, path: ['callers', index, ...finding.path] });
    });
    if (!isSupervised(props)) return;
    const publishes = Array.isArray(props.ports) && props.ports.length > 0;
    if (publishes === calls) return;
    report(
      publishes
        ? {
            path: ['callers'],
            problem: 'nobody may connect to the published ports',
            got: callers,
            allowed: 'at least one caller',
          }
        : {
            path: ['ports'],
            problem: 'the callers reach nothing: no port is published',
            got: props.ports,
            allowed: 'at least one port',
          },
    );
  },
  examples: {
    failing: exampleSupervisedPool({ ports: [8888] }),
    mended: exampleSupervisedPool({ ports: [8888], callers: [{ namespace: 'clients', pods: { app: 'reviewer' } }] }),
  },
};

function callerFindings(caller: unknown): Finding[] {
  if (caller === WORD) return [];
  if (typeof caller === 'object' && caller !== null && 'controlPlane' in caller) {
    const ref = caller.controlPlane as { readonly namespace?: unknown; readonly controller?: unknown } | undefined;
    return typeof ref?.namespace === 'string' && typeof ref.controller === 'object'
      ? []
      : [
          {
            path: ['controlPlane'],
            problem: 'this is no ControlPlaneRef',
            allowed: 'the `ref` of a KagentControlPlane',
          },
        ];
  }
  // The shape of a peer is judged where networks are: as the one peer of one rule.
  return networkFindings({ ingress: [{ from: [caller], ports: 'all' }], egress: 'none' }).map((finding) => ({
    ...finding,
    path: finding.path.slice(4),
    ...(typeof caller === 'string' && { allowed: `${WORD}, ${finding.allowed}` }),
  }));
}
