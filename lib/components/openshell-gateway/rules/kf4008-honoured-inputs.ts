import type { Finding, Rule } from '../../../diagnostics/rule';
import type { GatewayCapabilities } from '../../../releases/openshell/gateway';
import { parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { capabilitiesOf } from '../capabilities';
import { exampleGateway } from '../example';
import type { GatewaySandboxes, OpenShellGatewayProps } from '../props';

/** What each input needs, and what to do without it. */
const NEEDS: readonly {
  readonly input: keyof GatewaySandboxes;
  readonly without: string;
  has(can: GatewayCapabilities, value: unknown): boolean;
}[] = [
  {
    input: 'runtimeClassName',
    without: 'name the RuntimeClass in each request, which kagent does not, or isolate the nodes',
    has: ({ defaultRuntimeClass }) => defaultRuntimeClass,
  },
  {
    input: 'imagePullSecrets',
    without: 'put the Secret on the ServiceAccount `default` of the sandbox namespace, or mirror the images',
    has: ({ imagePullSecrets }) => imagePullSecrets,
  },
  {
    input: 'workspaceStorageClass',
    without: 'leave it out: the cluster’s default StorageClass is used',
    has: ({ workspaceStorageClass }) => workspaceStorageClass,
  },
  {
    input: 'topology',
    without: 'leave it out: the supervisor runs in the agent’s container',
    has: ({ topologies }, value) => topologies.some((topology) => topology === value),
  },
];

/** What is asked of sandboxes is something that the release's driver does. */
export const HONOURED_INPUTS: Rule<OpenShellGatewayProps> = {
  id: 'KF4008',
  name: 'honoured-inputs',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream’s chart ignores values that its version does not have: sandboxes then run without the RuntimeClass or the pull secret that was asked for, and nobody is told.',
  fix: 'leave the input out, or choose a release whose gateway has it',
  faults: ['F-REL-13'],
  sources: ['facts/openshell-0.0.46.md §2.1, §3', 'facts/openshell.md §3.4'],
  check(props, report) {
    const can = capabilitiesOf(props);
    for (const finding of modeFindings(props.workspaceMode, can)) report(finding);
    if (can === undefined || props.sandboxes === undefined) return;
    for (const { input, without, has } of NEEDS) {
      const value = props.sandboxes[input];
      if (value === undefined || has(can, value)) continue;
      report({
        path: ['sandboxes', input],
        problem: 'the gateway of this release does not do this',
        got: value,
        fix: without,
      });
    }
  },
  examples: {
    failing: exampleGateway({ sandboxes: { runtimeClassName: 'gvisor', imagePullSecrets: ['registry'] } }),
    mended: exampleGateway({ sandboxes: { workspaceSize: '10Gi' } }),
  },
};

function modeFindings(mode: unknown, can: GatewayCapabilities | undefined): Finding[] {
  if (mode === undefined) return [];
  const modes: readonly string[] = can?.workspaceModes ?? ['shared', 'managed', 'operator'];
  const word = typeof mode === 'object' && mode !== null && 'operator' in mode ? 'operator' : mode;
  if (typeof word !== 'string' || !modes.includes(word)) {
    return [
      {
        path: ['workspaceMode'],
        problem: 'the gateway of this release has no such mode',
        got: mode,
        allowed: modes.join(', '),
        fix: 'leave it out: every sandbox goes into the one sandbox namespace, and each tenant gets a gateway',
      },
    ];
  }
  return typeof mode === 'object' ? labelFindings(mode) : [];
}

function labelFindings(mode: object | null): Finding[] {
  const label: unknown = (mode as { operator?: { namespaceLabel?: unknown } }).operator?.namespaceLabel;
  const [key, value, more] = typeof label === 'string' ? label.split('=') : [];
  if (parseLabelKey(key).ok && parseLabelValue(value).ok && more === undefined) return [];
  return [
    {
      path: ['workspaceMode', 'operator', 'namespaceLabel'],
      problem: 'this is no label with its value',
      got: label,
      allowed: 'key=value, e.g. openshell.ai/workspace=true',
      fix: 'write the label by which namespaces are found, with its value',
    },
  ];
}
