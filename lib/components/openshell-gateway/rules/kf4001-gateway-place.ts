import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel, parseRfc1035Label } from '../../../syntax/names';
import { exampleGateway } from '../example';
import { namespaceOf, platformOf, sandboxNamespaceOf } from '../place';
import type { OpenShellGatewayProps } from '../props';

/** Claims, jobs and pods are named after the gateway and add up to 18 characters. */
const LONGEST_NAME = 45;

/** A gateway has one place, and a namespace for its sandboxes that nothing else uses. */
export const GATEWAY_PLACE: Rule<OpenShellGatewayProps> = {
  id: 'KF4001',
  name: 'gateway-place',
  severity: 'error',
  acknowledge: 'never',
  why: 'Whoever makes pods beside the sandboxes can take a sandbox’s identity, and a Sandbox that the gateway did not make stops its watch of all others; the gateway itself holds every credential and belongs where no privileged pod may run.',
  fix: 'give the tenant, or a platform with two namespaces of the gateway’s own',
  faults: ['F-TEN-01', 'F-TEN-04', 'F-TEN-09'],
  sources: ['facts/openshell.md §3.7', 'facts/openshell-0.0.46.md §3'],
  check(props, report) {
    for (const finding of [...placeFindings(props), ...nameFindings(props), ...clashFindings(props)]) report(finding);
  },
  examples: {
    failing: exampleGateway({ sandboxNamespace: 'team-a-openshell' }),
    mended: exampleGateway({ sandboxNamespace: 'team-a-harnesses' }),
  },
};

function placeFindings({ tenant, platform, createNamespaces }: OpenShellGatewayProps): Finding[] {
  const places = [tenant, platform].filter((place) => place !== undefined).length;
  if (places !== 1) {
    return [
      {
        path: places === 0 ? ['tenant'] : ['platform'],
        problem:
          places === 0 ? 'the gateway belongs to no platform' : 'the gateway has a tenant and a platform of its own',
        allowed: 'tenant, or platform with namespace and sandboxNamespace',
      },
    ];
  }
  if (tenant === undefined || createNamespaces !== true) return [];
  return [
    {
      path: ['createNamespaces'],
      problem: 'the namespaces of a tenant are made by its Tenant',
      got: true,
      allowed: 'false, or nothing',
    },
  ];
}

function nameFindings(props: OpenShellGatewayProps): Finding[] {
  const { name } = props;
  const named =
    name === undefined ? [] : findingsOf(['name'], 'the name', name, parseRfc1035Label(name, { max: LONGEST_NAME }));
  return [
    ...named,
    ...places(props).flatMap(({ path, namespace }) =>
      findingsOf(path, 'the namespace', namespace, parseDnsLabel(namespace)),
    ),
  ];
}

function clashFindings(props: OpenShellGatewayProps): Finding[] {
  const taken = takenNamespaces(props);
  return places(props).flatMap(({ path, namespace }, index): Finding[] => {
    const other = index === 0 ? undefined : namespaceOf(props);
    const use = namespace === other ? 'the gateway itself' : taken.get(namespace);
    if (use === undefined) return [];
    return [{ path, problem: `this namespace is that of ${use}`, got: namespace, allowed: 'a namespace for it alone' }];
  });
}

function places(props: OpenShellGatewayProps): { readonly path: Path; readonly namespace: string }[] {
  const at = (own: string, ofTenant: string): Path =>
    props.tenant === undefined ? [own] : ['tenant', 'namespaces', ofTenant];
  return [
    { path: at('namespace', 'gateway'), namespace: namespaceOf(props) },
    { path: at('sandboxNamespace', 'gatewaySandboxes'), namespace: sandboxNamespaceOf(props) },
  ];
}

function takenNamespaces(props: OpenShellGatewayProps): ReadonlyMap<unknown, string> {
  const controller = platformOf(props)?.agentSandboxNamespace;
  const tenant = props.tenant?.namespaces;
  return new Map<unknown, string>([
    ['kube-system', 'the cluster'],
    ['kube-public', 'the cluster'],
    ['default', 'whatever names none'],
    ...(controller === undefined ? [] : [[controller, 'the agent-sandbox controller'] as const]),
    ...(tenant === undefined
      ? []
      : [
          [tenant.sandboxes, 'the tenant’s pools'] as const,
          [tenant.controlPlane, 'the tenant’s control plane'] as const,
        ]),
  ]);
}
