/** Hand-written objects at the edges of the agent-sandbox kinds: what people get wrong, and what looks wrong but is not. */
type Json = Record<string, unknown>;

const container = { name: 'main', image: 'registry.example/plain' };
const claimTemplate = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } };
const cluster = { namespaceSelector: {} };

const pods: readonly Json[] = [
  { containers: [] },
  {},
  { containers: null },
  { containers: [container, container] },
  { containers: [{ image: 'no-name' }] },
  { containers: [{ ...container, name: null }] },
  { containers: [{ ...container, comand: ['x'] }] },
  { containers: [{ ...container, env: [{ name: 'A' }, { name: 'A' }] }] },
  { containers: [{ ...container, env: [{ name: 'A', value: 1 }] }] },
  { containers: [{ ...container, env: [{ name: 'A', value: null }] }] },
  { containers: [{ ...container, env: [{ name: 'A', valueFrom: { secretKeyRef: { key: 'k' } } }] }] },
  { containers: [{ ...container, env: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'k', path: 'p' } } }] }] },
  { containers: [{ ...container, envFrom: [{ configMapRef: {} }, { secretRef: { name: 's', optional: true } }] }] },
  { containers: [{ ...container, ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] }] },
  { containers: [{ ...container, ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'TCP' }] }] },
  { containers: [{ ...container, ports: [{ containerPort: 53 }, { containerPort: 53, protocol: null }] }] },
  { containers: [{ ...container, ports: [{ containerPort: '80' }] }] },
  { containers: [{ ...container, ports: [{ containerPort: 99999 }] }] },
  { containers: [{ ...container, ports: [{ containerPort: 2 ** 31 }] }] },
  { containers: [{ ...container, ports: [{}] }] },
  { containers: [{ ...container, resources: { limits: { cpu: 0.5 } } }] },
  { containers: [{ ...container, resources: { limits: { cpu: 1, memory: '1Gi' } } }] },
  { containers: [{ ...container, resources: { limits: { cpu: '1 Gi' } } }] },
  { containers: [{ ...container, resources: { limits: { cpu: '' } } }] },
  { containers: [{ ...container, resources: { limits: { cpu: null } } }] },
  { containers: [{ ...container, resources: { claims: [{ name: 'a' }, { name: 'a' }] } }] },
  { containers: [{ ...container, livenessProbe: { httpGet: { port: 'http' } } }] },
  { containers: [{ ...container, livenessProbe: { httpGet: { port: 8080 } } }] },
  { containers: [{ ...container, livenessProbe: { httpGet: { port: 1.5 } } }] },
  { containers: [{ ...container, livenessProbe: { httpGet: {} } }] },
  { containers: [{ ...container, livenessProbe: { grpc: { port: 1 } } }] },
  { containers: [{ ...container, imagePullPolicy: 'Sometimes' }] },
  { containers: [{ ...container, args: ['a', null] }] },
  { containers: [{ ...container, args: 'a' }] },
  {
    containers: [
      {
        ...container,
        volumeMounts: [
          { name: 'a', mountPath: '/a' },
          { name: 'b', mountPath: '/a' },
        ],
      },
    ],
  },
  { containers: [container], restartPolicy: 'Whenever' },
  { containers: [container], hostUsers: 'false' },
  { containers: [container], nodeSelector: { a: 1 } },
  { containers: [container], nodeSelector: { a: null } },
  { containers: [container], nodeSelector: ['a'] },
  { containers: [container], tolerations: [{}] },
  { containers: [container], imagePullSecrets: [{}, {}] },
  { containers: [container], imagePullSecrets: [{ name: 'a' }, {}] },
  { containers: [container], terminationGracePeriodSeconds: 2 ** 53 },
  { containers: [container], terminationGracePeriodSeconds: 2 ** 63 },
  { containers: [container], activeDeadlineSeconds: '5' },
  {
    containers: [container],
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'a', emptyDir: {} },
    ],
  },
  { containers: [container], volumes: [{ name: 'a', emptyDir: { sizeLimit: '1Gi' }, secret: { secretName: 's' } }] },
  { containers: [container], volumes: [{ name: 'a', configMap: { items: [{ key: 'k' }] } }] },
  {
    containers: [container],
    volumes: [
      { name: 'a', configMap: {} },
      { name: 'b', projected: { sources: [{ secret: {} }] } },
    ],
  },
  { containers: [container], volumes: [{ name: 'a', azureDisk: { diskName: 'd', diskURI: 'u' } }] },
  { containers: [container], volumes: [{ name: 'a', rbd: { image: 'i', monitors: ['m'] } }] },
  { containers: [container], volumes: [{ name: 'a', iscsi: { iqn: 'i', lun: 0, targetPortal: 't' } }] },
  { containers: [container], volumes: [{ name: 'a', scaleIO: { gateway: 'g', secretRef: null, system: 's' } }] },
  { containers: [container], volumes: [{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata: {}, spec: {} } } }] },
  {
    containers: [container],
    volumes: [{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: {} } } }],
  },
  { containers: [container], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'No' }] },
  { containers: [container], schedulingGates: [{ name: 'a' }, { name: 'a' }] },
  { containers: [container], securityContext: { sysctls: [{ name: 'a', value: 'b' }], runAsUser: 0 } },
  { containers: [container], securityContext: { runAsUser: '1000' } },
  { containers: [container], workloadRef: { name: 'a' } },
];

const podTemplates: readonly Json[] = [
  {},
  { spec: null },
  { spec: [] },
  { metadata: { labels: { a: 'b' }, annotations: { c: '' } }, spec: { containers: [container] } },
  { metadata: { name: 'a' }, spec: { containers: [container] } },
  { metadata: { labels: { a: true } }, spec: { containers: [container] } },
  { metadata: null, spec: { containers: [container] } },
  ...pods.map((spec) => ({ spec })),
];

const good = { spec: { containers: [container] } };
const blueprints: readonly Json[] = [
  {},
  { podTemplate: null },
  { podTemplate: good, service: true },
  { podTemplate: good, service: 'true' },
  { podTemplate: good, service: null },
  { podTemplate: good, volumeClaimTemplates: [claimTemplate, claimTemplate] },
  { podTemplate: good, volumeClaimTemplates: [{ metadata: { name: 'a', namespace: 'b' }, spec: {} }] },
  { podTemplate: good, volumeClaimTemplates: [{ metadata: { name: 'a' } }] },
  { podTemplate: good, volumeClaimTemplates: {} },
  ...podTemplates.map((podTemplate) => ({ podTemplate })),
];

const lifecycles: readonly Json[] = [
  { shutdownTime: '2026-01-31T12:00:00Z' },
  { shutdownTime: '2026-01-31t12:00:00z' },
  { shutdownTime: '2026-01-31T12:00:00.5+25:99' },
  { shutdownTime: '2026-02-29T12:00:00Z' },
  { shutdownTime: '2026-01-31 12:00:00Z' },
  { shutdownTime: '2026-01-31T12:00:60Z' },
  { shutdownTime: '2026-01-31T12:00:00' },
  { shutdownTime: '2026-1-31T12:00:00Z' },
  { shutdownTime: '' },
  { shutdownTime: 1769860800 },
  { shutdownTime: ['2026-01-31T12:00:00Z'] },
  { shutdownTime: null, shutdownPolicy: null },
  { shutdownPolicy: 'Retain' },
  { shutdownPolicy: 'retain' },
  { shutdownPolicy: '' },
];

const replicas: readonly unknown[] = [0, 1, 2, -1, '1', 1.5, null, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 1e30, true];

/** Specs by apiVersion and kind. */
export const AGENT_SANDBOX_EDGES: Readonly<Record<string, readonly Json[]>> = {
  'agents.x-k8s.io/v1beta1 Sandbox': [
    ...blueprints,
    ...lifecycles.map((lifecycle) => ({ podTemplate: good, ...lifecycle })),
    ...['Running', 'Suspended', 'running', '', null, 0].map((operatingMode) => ({ podTemplate: good, operatingMode })),
    { podTemplate: good, replicas: 1 },
    { podTemplate: good, lifecycle: {} },
  ],
  'agents.x-k8s.io/v1alpha1 Sandbox': [
    ...blueprints,
    ...lifecycles.map((lifecycle) => ({ podTemplate: good, ...lifecycle })),
    ...replicas.map((count) => ({ podTemplate: good, replicas: count })),
    { podTemplate: good, operatingMode: 'Running' },
  ],
  'extensions.agents.x-k8s.io/v1beta1 SandboxTemplate': [
    ...blueprints,
    ...[
      {},
      null,
      { ingress: null, egress: [] },
      { ingress: [{}], egress: [{ to: [cluster], ports: [{ port: 53, protocol: 'UDP' }, { port: 'dns' }] }] },
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      { ingress: [{ to: [cluster] }] },
      { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] },
      { egress: [{ to: [{ ipBlock: { except: [] } }] }] },
      { egress: [{ to: [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }] }] },
      { egress: [{ to: [{ podSelector: { matchExpressions: [{ operator: 'In' }] } }] }] },
      { egress: [{ ports: [{ port: true }] }] },
      { podSelector: {} },
      { policyTypes: ['Egress'] },
    ].map((networkPolicy) => ({ podTemplate: good, networkPolicy })),
    ...['Managed', 'Unmanaged', 'managed', null].map((value) => ({
      podTemplate: good,
      networkPolicyManagement: value,
    })),
    ...['Allowed', 'Overrides', 'Disallowed', 'Never'].flatMap((value) => [
      { podTemplate: good, envVarsInjectionPolicy: value },
      { podTemplate: good, volumeClaimTemplatesPolicy: value },
    ]),
    { podTemplate: good, operatingMode: 'Running' },
  ],
  'extensions.agents.x-k8s.io/v1beta1 SandboxWarmPool': [
    {},
    { sandboxTemplateRef: {} },
    { sandboxTemplateRef: { name: null } },
    { sandboxTemplateRef: { name: '' } },
    { sandboxTemplateRef: { name: 'a', namespace: 'b' } },
    { sandboxTemplateRef: 'a' },
    ...replicas.map((count) => ({ sandboxTemplateRef: { name: 'a' }, replicas: count })),
    ...[{}, null, [], { type: 'Recreate' }, { type: null }, { type: 'RollingUpdate' }, { rollingUpdate: {} }].map(
      (updateStrategy) => ({ sandboxTemplateRef: { name: 'a' }, updateStrategy }),
    ),
  ],
  'extensions.agents.x-k8s.io/v1beta1 SandboxClaim': [
    {},
    { warmPoolRef: {} },
    { warmPoolRef: { name: 'a', kind: 'b' } },
    { sandboxTemplateRef: { name: 'a' } },
    { warmPoolRef: { name: 'a' }, warmpool: 'default' },
    ...[
      ...lifecycles,
      { shutdownPolicy: 'DeleteForeground' },
      ...[0, -1, '60', null, 1.5].map((ttlSecondsAfterFinished) => ({ ttlSecondsAfterFinished })),
      {},
      null,
    ].map((lifecycle) => ({ warmPoolRef: { name: 'a' }, lifecycle })),
    ...[
      [],
      null,
      [
        { name: 'A', value: 'b' },
        { name: 'A', value: 'b' },
      ],
      [{ name: 'A' }],
      [{ name: 'A', value: null }],
      [{ name: 'A', value: '', containerName: 'c' }],
      [{ name: 'A', value: 'b', valueFrom: {} }],
      [null],
    ].map((env) => ({ warmPoolRef: { name: 'a' }, env })),
    { warmPoolRef: { name: 'a' }, additionalPodMetadata: { labels: { a: 'b' }, name: 'c' } },
    { warmPoolRef: { name: 'a' }, additionalPodMetadata: { labels: { a: null }, annotations: null } },
    { warmPoolRef: { name: 'a' }, volumeClaimTemplates: [claimTemplate, { spec: { accessModes: ['Any'] } }] },
    { warmPoolRef: { name: 'a' }, volumeClaimTemplates: [{ spec: { storageClassName: 1 } }] },
  ],
};
