import type { Rule } from '../../../../diagnostics/rule';
import { isDeferred } from '../../../../plan/leaf';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parsePort } from '../../../../syntax/port';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';
import { OWN_PORTS } from '../relay';

const FIRST_UNPRIVILEGED = 1024;

/** The published ports are numbers that a relay without rights can listen on. */
export const relayedPorts: Rule<AgentSandboxPoolProps> = {
  id: 'KF3440',
  name: 'relayed-ports',
  severity: 'error',
  acknowledge: 'never',
  why: 'The command listens in a network namespace of its own, where neither a probe nor a Service reaches it; the relay that publishes its ports has no right to those below 1024, and the pod uses some itself.',
  fix: 'have the command listen on ports from 1024, and list each as a number, once',
  faults: ['F-NEM-06'],
  sources: ['facts/verified.md §9', 'facts/nemoclaw.md §11.13'],
  check(props, report) {
    if (!isSupervised(props) || props.ports === undefined) return;
    const ports: unknown = props.ports;
    if (!Array.isArray(ports) || isDeferred(ports)) {
      report({ path: ['ports'], problem: 'these are no ports that are known at synth', allowed: 'a list of numbers' });
      return;
    }
    ports.forEach((port: unknown, index) => {
      const path = ['ports', index];
      const parsed = parsePort(port);
      for (const finding of findingsOf(path, 'the port', port, parsed)) report(finding);
      if (!parsed.ok) return;
      const problem =
        parsed.value < FIRST_UNPRIVILEGED
          ? 'the relay has no right to listen on this port'
          : OWN_PORTS.includes(parsed.value)
            ? 'the pod uses this port itself'
            : ports.indexOf(port) < index
              ? 'the port is listed twice'
              : undefined;
      if (problem === undefined) return;
      report({
        path,
        problem,
        got: port,
        allowed: `${FIRST_UNPRIVILEGED} to 65535 without ${OWN_PORTS.join(' and ')}, each once`,
      });
    });
  },
  examples: {
    failing: exampleSupervisedPool({ ports: [80], callers: ['sandbox-router'] }),
    mended: exampleSupervisedPool({ ports: [8888], callers: ['sandbox-router'] }),
  },
};
