import type { ApiClient } from './api-client';
import { hasCondition, type LiveObject, type ObjectRef } from './kubernetes-object';
import type { WaitOptions } from './wait-until';

export const CORE = 'agents.x-k8s.io/v1beta1';
export const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';

export interface PoolName {
  readonly namespace: string;
  readonly name: string;
}

export type LiveSandbox = LiveObject & { spec: { operatingMode?: string; podTemplate: { spec: LivePodSpec } } };
export type LivePod = LiveObject & { spec: LivePodSpec };
interface LivePodSpec {
  containers: { name: string; image: string }[];
  [field: string]: unknown;
}

export const poolRef = ({ namespace, name }: PoolName): ObjectRef => ({
  apiVersion: EXTENSIONS,
  kind: 'SandboxWarmPool',
  namespace,
  name,
});

export const sandboxRef = (namespace: string, name: string): ObjectRef => ({
  apiVersion: CORE,
  kind: 'Sandbox',
  namespace,
  name,
});

export const podRef = (namespace: string, name: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace,
  name,
});

export const claimOf = ({ namespace, name: pool }: PoolName, name: string, spec: object = {}) => ({
  apiVersion: EXTENSIONS,
  kind: 'SandboxClaim',
  metadata: { name, namespace },
  spec: { warmPoolRef: { name: pool }, ...spec },
});

/** Waits until the pool has as many ready sandboxes as it asks for, and returns their names. */
export async function untilFull(client: ApiClient, pool: PoolName, options?: WaitOptions): Promise<string[]> {
  const isFull = ({ spec, status }: LiveObject) => {
    const { replicas } = spec as { replicas: number };
    return (status as { readyReplicas?: number } | undefined)?.readyReplicas === replicas;
  };
  await client.waitFor(poolRef(pool), 'full', isFull, options);
  const sandboxes = await client.list({ apiVersion: CORE, kind: 'Sandbox' }, { namespace: pool.namespace });
  return sandboxes
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => isPool(owner) && owner.name === pool.name))
    .map(({ metadata }) => metadata.name);
}

const isPool = ({ kind }: { kind: string }) => kind === 'SandboxWarmPool';

export interface Claimed {
  readonly claim: LiveObject;
  readonly sandbox: LiveSandbox;
  readonly pod: LivePod;
}

/** Claims a sandbox as whoever `claimer` is, waits until it is ready, and returns what came of it. */
export async function claimSandbox(
  client: ApiClient,
  pool: PoolName,
  name: string,
  claimer: ApiClient = client,
): Promise<Claimed> {
  const request = claimOf(pool, name);
  await claimer.create(request);
  const claim = await client.waitFor<LiveObject>(
    { ...request, name, namespace: pool.namespace },
    'ready',
    (seen: LiveObject) => hasCondition(seen, 'Ready'),
  );
  const { name: sandboxName } = (claim.status as { sandbox: { name: string } }).sandbox;
  return {
    claim,
    sandbox: await client.get<LiveSandbox>(sandboxRef(pool.namespace, sandboxName)),
    pod: await client.get<LivePod>(podRef(pool.namespace, sandboxName)),
  };
}

export type LiveNetworkPolicy = LiveObject & {
  spec: {
    podSelector: { matchLabels?: Record<string, string>; matchExpressions?: unknown[] };
    ingress?: unknown[];
    egress?: unknown[];
    policyTypes: string[];
  };
};

/** Names of the NetworkPolicies that hold for this pod. */
export async function policiesSelecting(client: ApiClient, pod: LiveObject): Promise<string[]> {
  const { namespace, labels = {} } = pod.metadata;
  const policies = await client.list<LiveNetworkPolicy>(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
    { namespace },
  );
  return policies
    .filter(({ metadata, spec: { podSelector } }) => {
      if (podSelector.matchExpressions) throw new Error(`${metadata.name} selects by expressions`);
      return Object.entries(podSelector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
    })
    .map(({ metadata }) => metadata.name);
}
