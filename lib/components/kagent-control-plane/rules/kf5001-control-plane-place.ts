import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel, parseRfc1035Label } from '../../../syntax/names';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

/** The longest name made of it, a Service's, adds up to 40 characters. */
const LONGEST_NAME = 20;

/** A control plane has one place, a namespace that is no sandbox's, and a name that others can be made of. */
export const CONTROL_PLANE_PLACE: Rule<KagentControlPlaneProps> = {
  id: 'KF5001',
  name: 'control-plane-place',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller holds the keys of every model and may write every Secret of its namespace: beside sandboxes, or in a namespace that others use, those are theirs too. Names are put together from its own and are cut or refused when it is long.',
  fix: 'give the tenant, or a platform with a namespace of the control plane’s own, and a name of at most 20 characters',
  faults: ['F-TEN-01', 'F-ENG-09'],
  sources: ['facts/kagent.md §2, §10.11', 'DESIGN §9'],
  check(props, report) {
    for (const finding of [...placeFindings(props), ...nameFindings(props)]) report(finding);
  },
  examples: {
    failing: exampleControlPlane({ name: 'the-agents-of-the-first-team', namespace: 'kube-system' }),
    mended: exampleControlPlane({ name: 'team-a', namespace: 'team-a-kagent' }),
  },
};

function placeFindings({ tenant, platform, createNamespace }: KagentControlPlaneProps): Finding[] {
  const places = [tenant, platform].filter((place) => place !== undefined).length;
  if (places !== 1) {
    return [
      {
        path: places === 0 ? ['tenant'] : ['platform'],
        problem:
          places === 0
            ? 'the control plane belongs to no platform'
            : 'the control plane has a tenant and a platform of its own',
        allowed: 'tenant, or platform and namespace',
      },
    ];
  }
  if (tenant === undefined || createNamespace !== true) return [];
  return [
    {
      path: ['createNamespace'],
      problem: 'the namespaces of a tenant are made by its Tenant',
      got: true,
      allowed: 'false, or nothing',
    },
  ];
}

function nameFindings(props: KagentControlPlaneProps): Finding[] {
  const { name, tenant } = props;
  const namespace: unknown = props.namespace ?? tenant?.namespaces?.controlPlane;
  const path = tenant === undefined ? ['namespace'] : ['tenant', 'namespaces', 'controlPlane'];
  const use = takenNamespaces(props).get(namespace);
  return [
    ...(name === undefined
      ? []
      : findingsOf(['name'], 'the name', name, parseRfc1035Label(name, { max: LONGEST_NAME }))),
    ...findingsOf(path, 'the namespace', namespace, parseDnsLabel(namespace)),
    ...(use === undefined
      ? []
      : [{ path, problem: `this namespace is that of ${use}`, got: namespace, allowed: 'a namespace of its own' }]),
  ];
}

function takenNamespaces({ platform, tenant, gateway }: KagentControlPlaneProps): ReadonlyMap<unknown, string> {
  const controller = (platform ?? tenant?.platform)?.agentSandboxNamespace;
  const taken: readonly (readonly [unknown, string])[] = [
    ['kube-system', 'the cluster'],
    ['kube-public', 'the cluster'],
    ['default', 'whatever names none'],
    [controller, 'the agent-sandbox controller'],
    [tenant?.namespaces?.sandboxes, 'the tenant’s pools'],
    [tenant?.namespaces?.gatewaySandboxes, 'the tenant’s harnesses'],
    [gateway?.sandboxNamespace, 'the gateway’s sandboxes'],
  ];
  return new Map(taken.filter(([namespace]) => namespace !== undefined));
}
