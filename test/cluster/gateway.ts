import { type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { definePlatform, type PlatformRef } from '../../lib/platform/platform-ref';
import { type ReleaseName, releases } from '../../lib/releases';
import type { ApiClient } from './api-client';
import { IMAGE } from './fleet';
import type { Manifest } from './kubernetes-object';

export const GATEWAY = 'team-a-openshell';
export const SANDBOXES = 'team-a-harnesses';
export const CALLER = 'team-a-kagent';
export const DIGEST = `sha256:${'6'.repeat(64)}`;
export const OIDC = { oidc: { issuer: 'https://login.example.com/realms/team-a', audience: 'openshell' } };
export const JOB = { job: { image: IMAGE } };
export const EXISTING = { serverSecret: 'corp-server', clientSecret: 'corp-client' };
export const KEYS = { jwtSecret: 'corp-jwt', credentialKeySecret: 'corp-kek' };

export function platformOf(name: ReleaseName): PlatformRef {
  const release = releases[name];
  const { version } = release.openshell;
  return definePlatform({
    release,
    cluster: {
      kubernetes: '1.34',
      cni: 'calico',
      apiServerCidrs: ['192.0.2.10/32'],
      serviceCidr: '10.96.0.0/16',
      podCidr: '10.244.0.0/16',
      nodeAppArmor: 'absent',
      operators: ['cert-manager'],
    },
    images: {
      lock: {
        [release.agentSandbox.images.controller]: DIGEST,
        [`ghcr.io/nvidia/openshell/gateway:${version}`]: DIGEST,
        [`ghcr.io/nvidia/openshell/supervisor:${version}`]: DIGEST,
      },
    },
  });
}

function gatewayProps(platform: PlatformRef, changes: object): OpenShellGatewayProps {
  return {
    platform,
    namespace: GATEWAY,
    sandboxNamespace: SANDBOXES,
    createNamespaces: true,
    callers: [{ namespace: CALLER, podLabels: { 'app.kubernetes.io/component': 'controller' } }],
    ...changes,
  } as unknown as OpenShellGatewayProps;
}

export function resourcesOf(platform: PlatformRef, changes: object): readonly Resource[] {
  const { resources, diagnostics } = prepare(openShellGateway, gatewayProps(platform, changes), 'team-a/gw', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

export const namespaceOf = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const ASKED: readonly (readonly [string, string])[] = [
  ['agents.x-k8s.io', 'sandboxes'],
  ['agents.x-k8s.io', 'sandboxes/status'],
  ['extensions.agents.x-k8s.io', 'sandboxclaims'],
  ...['pods', 'pods/exec', 'pods/log', 'pods/ephemeralcontainers', 'secrets', 'configmaps', 'events'].map(
    (resource) => ['', resource] as const,
  ),
  ...['serviceaccounts', 'serviceaccounts/token', 'persistentvolumeclaims', 'services'].map(
    (resource) => ['', resource] as const,
  ),
  ['apps', 'deployments'],
  ['batch', 'jobs'],
  ['rbac.authorization.k8s.io', 'roles'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
  ['networking.k8s.io', 'networkpolicies'],
];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** `<verb> <resource>` of everything that is allowed without naming an object. */
export async function allowed(client: ApiClient, namespace: string): Promise<string[]> {
  const answers = await Promise.all(
    ASKED.flatMap(([group, path]) =>
      VERBS.map(async (verb) => {
        const [resource = '', subresource] = path.split('/');
        const yes = await client.can({ group, resource, subresource, verb, namespace });
        return yes ? [`${verb} ${path}`] : [];
      }),
    ),
  );
  return answers.flat().sort();
}

/** Labels of the pods that a workload makes. */
export interface Templated {
  readonly spec: { readonly template: { readonly metadata: { readonly labels: Record<string, string> } } };
}
