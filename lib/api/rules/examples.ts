import type { KubernetesObject } from '../../plan/resource';

// Complete objects that no rule refuses; the examples of a rule are these with the one thing changed that it is about.

const DIGEST = 'sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945';

type Fields = Readonly<Record<string, unknown>>;

/** A hardened container, with some fields changed. */
export function exampleContainer(fields: Fields = {}): Fields {
  return {
    name: 'claude',
    image: `registry.example/agents/claude@${DIGEST}`,
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    ...fields,
  };
}

/** A hardened pod, with some fields changed. */
export function examplePod(fields: Fields = {}): Fields {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    dnsPolicy: 'ClusterFirst',
    containers: [exampleContainer()],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
    ...fields,
  };
}

/** Egress to the cluster's DNS, over both protocols. */
export const EXAMPLE_DNS: Fields = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** Egress to a gateway in the cluster. */
export const EXAMPLE_GATEWAY: Fields = {
  to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-a-control' } } }],
  ports: [{ protocol: 'TCP', port: 8443 }],
};

/** A SandboxTemplate for one team, with some fields of its spec changed. */
export function exampleTemplate(pod: Fields = {}, spec: Fields = {}, name = 'claude'): KubernetesObject {
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxTemplate',
    metadata: { name, namespace: 'team-a' },
    spec: {
      podTemplate: { metadata: { labels: { team: 'a' } }, spec: examplePod(pod) },
      networkPolicyManagement: 'Managed',
      networkPolicy: { ingress: [], egress: [EXAMPLE_DNS, EXAMPLE_GATEWAY] },
      ...spec,
    },
  };
}

/** The template with its one container changed. */
export function exampleTemplateWith(container: Fields): KubernetesObject {
  return exampleTemplate({ containers: [exampleContainer(container)] });
}

/** A bare Sandbox, with some fields of its spec changed. */
export function exampleSandbox(spec: Fields = {}, name = 'claude-49'): KubernetesObject {
  return {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name, namespace: 'team-a' },
    spec: { podTemplate: { metadata: { labels: { team: 'a' } }, spec: examplePod() }, service: true, ...spec },
  };
}

/** A pool of the template, with some fields of its spec changed. */
export function exampleWarmPool(spec: Fields = {}, name = 'claude'): KubernetesObject {
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxWarmPool',
    metadata: { name, namespace: 'team-a' },
    spec: {
      replicas: 5,
      sandboxTemplateRef: { name: 'claude' },
      updateStrategy: { type: 'Recreate' },
      ...spec,
    },
  };
}

/** A claim on the pool, with some fields of its spec changed. */
export function exampleClaim(spec: Fields = {}, name = 'review-2041'): KubernetesObject {
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
    metadata: { name, namespace: 'team-a' },
    spec: {
      warmPoolRef: { name: 'claude' },
      lifecycle: { ttlSecondsAfterFinished: 300, shutdownPolicy: 'Delete' },
      ...spec,
    },
  };
}

/** A claim that the agent's volume is made from. */
export const EXAMPLE_VOLUME_CLAIM: Fields = {
  metadata: { name: 'workspace' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
};

/** The mount of `EXAMPLE_VOLUME_CLAIM`, beside the one of /tmp. */
export const EXAMPLE_VOLUME_MOUNTS: readonly Fields[] = [
  { name: 'tmp', mountPath: '/tmp' },
  { name: 'workspace', mountPath: '/workspace' },
];
