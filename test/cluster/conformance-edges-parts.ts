/** Parts that several kinds of kagent and kmcp share, at their edges. */
export type Json = Record<string, unknown>;

export const secret = { type: 'Secret', name: 'keys', key: 'token' };
const tooLong = 'x'.repeat(254);

/** Specs with one field set to each of these. */
export const each = (base: Json, field: string, values: readonly unknown[]): Json[] =>
  values.map((value) => ({ ...base, [field]: value }));

export const valueSources: readonly unknown[] = [
  secret,
  { ...secret, type: 'ConfigMap' },
  { ...secret, type: 'secret' },
  { ...secret, key: null },
  { ...secret, name: tooLong },
  { ...secret, name: '', key: '' },
  { ...secret, optional: true },
  { type: 'Secret' },
  {},
  null,
  'keys',
];

export const eitherValue: readonly Json[] = [
  { value: 'a' },
  { value: '' },
  { value: null },
  { valueFrom: secret },
  { value: 'a', valueFrom: secret },
  { value: '', valueFrom: secret },
  { value: null, valueFrom: secret },
  { value: 'a', valueFrom: null },
  {},
  { value: 1 },
  ...valueSources.map((valueFrom) => ({ valueFrom })),
];

export const headers: readonly unknown[] = [
  [],
  null,
  [{ value: 'a' }],
  [
    { name: 'A', value: 'a' },
    { name: 'A', value: 'a' },
  ],
  ...eitherValue.map((value) => [{ name: 'Authorization', ...value }]),
];

export const tls: readonly unknown[] = [
  {},
  null,
  { disableVerify: true },
  { disableVerify: null, disableSystemCAs: null },
  { caCertSecretRef: 'ca' },
  { caCertSecretKey: 'ca.crt' },
  { caCertSecretRef: 'ca', caCertSecretKey: 'ca.crt' },
  { caCertSecretRef: '', caCertSecretKey: '' },
  { caCertSecretRef: 'ca', caCertSecretKey: '' },
  { caCertSecretRef: '', caCertSecretKey: 'ca.crt' },
  { caCertSecretRef: '', disableVerify: true },
  { disableSystemCAs: true },
  { disableSystemCAs: true, disableVerify: true },
  { disableSystemCAs: true, caCertSecretRef: '' },
  { disableSystemCAs: true, caCertSecretRef: 'ca', caCertSecretKey: 'ca.crt' },
  { disableVerify: 'true' },
  { insecure: true },
];

export const allowedNamespaces: readonly unknown[] = [
  {},
  null,
  { from: null },
  { from: 'All' },
  { from: 'None' },
  { from: 'Selector' },
  { from: 'Selector', selector: {} },
  { from: 'Selector', selector: { matchLabels: { team: 'a' } } },
  { from: 'Selector', selector: { matchExpressions: [{ key: 'team' }] } },
  { selector: { matchLabels: { team: 1 } } },
];

export const deployments: readonly Json[] = [
  {},
  { serviceAccountName: 'a' },
  { serviceAccountConfig: {} },
  { serviceAccountName: 'a', serviceAccountConfig: {} },
  { serviceAccountName: '', serviceAccountConfig: {} },
  { serviceAccountName: 'a', serviceAccountConfig: null },
  { serviceAccountConfig: { labels: { a: 'b' }, annotations: null, name: 'c' } },
  { replicas: 0 },
  { replicas: -1 },
  { replicas: '1' },
  { replicas: 2 ** 31 },
  { imagePullPolicy: 'Sometimes' },
  { envFrom: [{ secretRef: { name: 'a' } }] },
  { env: [{ name: 'A', value: 1 }] },
  { env: [{ name: 'A' }, { name: 'A' }] },
  { env: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'k', path: 'p', volumeName: 'v' } } }] },
  { volumes: [{ name: 'a' }, { name: 'a' }] },
  { volumes: [{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata: { labels: {} }, spec: {} } } }] },
  { volumeMounts: [{ name: 'a' }] },
  { resources: { limits: { cpu: 0.5 } } },
  { resources: { limits: { cpu: 1, memory: '1Gi' }, requests: null } },
  { extraContainers: [{ name: 'a', restartPolicyRules: [{ action: 'Restart' }] }] },
  { extraContainers: [{ image: 'a' }] },
  { securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] } }, podSecurityContext: { fsGroup: 1 } },
  { securityContext: { privileged: 'no' } },
  { runtimeClassName: 'gvisor' },
  { tolerations: [{ operator: 'Exists', tolerationSeconds: '1' }] },
];
