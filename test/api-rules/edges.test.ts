import {
  EXAMPLE_DNS,
  EXAMPLE_VOLUME_CLAIM,
  EXAMPLE_VOLUME_MOUNTS,
  exampleClaim,
  exampleContainer,
  exampleSandbox,
  exampleTemplate,
  exampleTemplateWith,
  exampleWarmPool,
} from '../../lib/api/rules/examples';
import { checkObject } from '../../lib/components/prepare';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatPath } from '../../lib/plan/path';
import type { KubernetesObject } from '../../lib/plan/resource';
import { LateOutput } from '../fixtures/late-output';

const PLACE = { construct: 'team-a/x', subject: 'props' } as const;
const security = exampleContainer().securityContext as object;
const pod = 'spec.podTemplate.spec';
const container = `${pod}.containers[0]`;

function said(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ rule }) => rule.startsWith('KF3'))
    .map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

function judge(object: KubernetesObject): string[] {
  return said(checkObject(object, PLACE, 'none').diagnostics);
}

const withSecurity = (fields: object) => exampleTemplateWith({ securityContext: { ...security, ...fields } });
const withEgress = (...egress: object[]) =>
  exampleTemplate({}, { networkPolicy: { ingress: [], egress: [EXAMPLE_DNS, ...egress] } });

describe('pods', () => {
  test.each<[string, KubernetesObject, string[]]>([
    ['a faultless template', exampleTemplate(), []],
    [
      'hostPID and hostIPC',
      exampleTemplate({ hostPID: true, hostIPC: true }),
      [`KF3001 ${pod}.hostPID`, `KF3001 ${pod}.hostIPC`],
    ],
    ['false is as good as nothing', exampleTemplate({ hostNetwork: false }), []],
    [
      'a path of the node',
      exampleTemplate({ volumes: [{ name: 'tmp', hostPath: { path: '/var/run' } }] }),
      [`KF3001 ${pod}.volumes[0].hostPath`],
    ],
    [
      'a port of the node',
      exampleTemplateWith({ ports: [{ containerPort: 80, hostPort: 80 }] }),
      [`KF3001 ${container}.ports[0].hostPort`],
    ],
    [
      'a process of the node',
      withSecurity({ windowsOptions: { hostProcess: true } }),
      [`KF3001 ${container}.securityContext.windowsOptions.hostProcess`],
    ],
    ['privileged', withSecurity({ privileged: true }), [`KF3002 ${container}.securityContext.privileged`]],
    ['an unmasked /proc', withSecurity({ procMount: 'Unmasked' }), [`KF3002 ${container}.securityContext.procMount`]],
    [
      'kernel parameters',
      exampleTemplate({ securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } }),
      [`KF3002 ${pod}.securityContext.sysctls`],
    ],
    [
      'an init container is a container',
      exampleTemplate({
        initContainers: [
          exampleContainer({ name: 'init', securityContext: { ...security, allowPrivilegeEscalation: true } }),
        ],
      }),
      [`KF3003 ${pod}.initContainers[0].securityContext.allowPrivilegeEscalation`],
    ],
    ['root by its number', withSecurity({ runAsUser: 0 }), [`KF3004 ${container}.securityContext.runAsUser`]],
    [
      'the pod’s user counts where the container has none',
      exampleTemplate({
        securityContext: { runAsNonRoot: true, runAsUser: 0 },
        containers: [
          exampleContainer({ securityContext: { ...security, runAsNonRoot: undefined, runAsUser: undefined } }),
        ],
      }),
      [`KF3004 ${pod}.securityContext.runAsUser`],
    ],
    [
      'the pod’s profile counts where the container has none',
      exampleTemplate({
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [exampleContainer({ securityContext: { ...security, seccompProfile: undefined } })],
      }),
      [],
    ],
    [
      'no profile anywhere',
      withSecurity({ seccompProfile: undefined }),
      [`KF3005 ${container}.securityContext.seccompProfile`],
    ],
    [
      'a local profile without its path',
      withSecurity({ seccompProfile: { type: 'Localhost' } }),
      [`KF3005 ${container}.securityContext.seccompProfile.localhostProfile`],
    ],
    [
      'a local profile',
      withSecurity({ seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/agent.json' } }),
      [],
    ],
    [
      'a token in a template',
      exampleTemplate({ automountServiceAccountToken: true }),
      [`KF3006 ${pod}.automountServiceAccountToken`],
    ],
    [
      'a template that leaves the token to the controller',
      exampleTemplate({ automountServiceAccountToken: undefined }),
      [],
    ],
    [
      'a projected token',
      exampleTemplate({
        volumes: [{ name: 'tmp', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
      }),
      [`KF3006 ${pod}.volumes[0].projected.sources[0].serviceAccountToken`],
    ],
    [
      'no resources',
      exampleTemplateWith({ resources: undefined }),
      ['requests.cpu', 'requests.memory', 'limits.memory'].map((field) => `KF3007 ${container}.resources.${field}`),
    ],
    [
      'resources of the pod as a whole',
      exampleTemplate({
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } },
        containers: [exampleContainer({ resources: undefined })],
      }),
      [],
    ],
    ['no image', exampleTemplateWith({ image: undefined }), [`KF3009 ${container}.image`]],
    [
      'an image without a tag',
      exampleTemplateWith({ image: 'registry.example/agents/claude' }),
      [`KF3021 ${container}.image`],
    ],
    ['an image by tag', exampleTemplateWith({ image: 'registry.example/agents/claude:1.4' }), []],
    [
      'two mounts at one path',
      exampleTemplateWith({
        volumeMounts: [
          { name: 'tmp', mountPath: '/tmp' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      }),
      [`KF3014 ${container}.volumeMounts[1].mountPath`],
    ],
    [
      'a request below nothing',
      exampleTemplateWith({ resources: { requests: { cpu: '-1', memory: '1Gi' }, limits: { memory: '1Gi' } } }),
      [`KF3020 ${container}.resources.requests.cpu`],
    ],
    [
      'a request above its limit',
      exampleTemplateWith({ resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '1Gi' } } }),
      [`KF3020 ${container}.resources.requests.memory`],
    ],
    ['port 0', exampleTemplateWith({ ports: [{ containerPort: 0 }] }), [`KF3018 ${container}.ports[0].containerPort`]],
    [
      'two containers of one name',
      exampleTemplate({ containers: [exampleContainer(), exampleContainer()] }),
      [`KF3017 ${pod}.containers[1].name`],
    ],
  ])('%s', (_, object, expected) => {
    expect(judge(object)).toEqual(expected);
  });

  test('two volume claim templates of one name', () => {
    const containers = [exampleContainer({ volumeMounts: EXAMPLE_VOLUME_MOUNTS })];
    const volumeClaimTemplates = [EXAMPLE_VOLUME_CLAIM, EXAMPLE_VOLUME_CLAIM];
    expect(judge(exampleTemplate({ containers }, { volumeClaimTemplates }))).toEqual([
      'KF3012 spec.volumeClaimTemplates[1].metadata.name',
    ]);
  });

  test('a bare Sandbox names the label that a NetworkPolicy can select', () => {
    const { diagnostics } = checkObject(exampleSandbox({}, 'kagent-claw49'), PLACE, 'none');
    const [bare] = diagnostics.filter(({ rule }) => rule === 'KF3105');
    expect(bare?.problem).toContain('agents.x-k8s.io/sandbox-name-hash=01a1bcc6');
  });
});

describe('networks', () => {
  const block = (cidr: string, ...except: string[]) => ({
    to: [{ ipBlock: { cidr, ...(except.length > 0 && { except }) } }],
  });
  const firstBlock = 'spec.networkPolicy.egress[1].to[0].ipBlock';

  test.each<[string, KubernetesObject, string[]]>([
    [
      'unmanaged',
      exampleTemplate({}, { networkPolicyManagement: 'Unmanaged', networkPolicy: undefined }),
      ['KF3201 spec.networkPolicyManagement'],
    ],
    [
      'upstream’s defaults with the cluster’s DNS',
      exampleTemplate({}, { networkPolicy: undefined }),
      ['KF3201 spec.networkPolicy', `KF3202 ${pod}.dnsPolicy`],
    ],
    [
      'deny all, said as {}, with no name server',
      exampleTemplate({ dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } }, { networkPolicy: {} }),
      [],
    ],
    ['no name server at all', exampleTemplate({ dnsPolicy: 'None' }), [`KF3202 ${pod}.dnsConfig.nameservers`]],
    [
      'DNS over UDP only',
      exampleTemplate({}, { networkPolicy: { ingress: [], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] } }),
      [`KF3202 ${pod}.dnsPolicy`],
    ],
    [
      'a range that holds port 53',
      exampleTemplate(
        {},
        {
          networkPolicy: {
            ingress: [],
            egress: [
              {
                ports: [
                  { protocol: 'UDP', port: 1, endPort: 99 },
                  { protocol: 'TCP', port: 1, endPort: 99 },
                ],
              },
            ],
          },
        },
      ),
      [],
    ],
    [
      'ingress alone',
      exampleTemplate({ dnsPolicy: 'Default' }, { networkPolicy: { ingress: [] } }),
      ['KF3203 spec.networkPolicy.egress'],
    ],
    ['the metadata address alone', withEgress(block('169.254.169.254/32')), [`KF3206 ${firstBlock}.cidr`]],
    ['IPv6 with its metadata left out', withEgress(block('::/0', 'fc00::/7')), []],
    [
      'an exception of another block',
      withEgress(block('203.0.113.0/24', '198.51.100.0/25')),
      [`KF3208 ${firstBlock}.except[0]`],
    ],
    [
      'an exception as large as its block',
      withEgress(block('203.0.113.0/24', '203.0.113.0/24')),
      [`KF3208 ${firstBlock}.except[0]`],
    ],
    [
      'a block beside a selector',
      withEgress({ to: [{ ipBlock: { cidr: '203.0.113.0/24' }, podSelector: {} }] }),
      ['KF3208 spec.networkPolicy.egress[1].to[0].podSelector'],
    ],
    [
      'a protocol that does not exist',
      withEgress({ ports: [{ protocol: 'HTTP', port: 80 }] }),
      ['KF3208 spec.networkPolicy.egress[1].ports[0].protocol'],
    ],
    [
      'a range that ends before it starts',
      withEgress({ ports: [{ protocol: 'TCP', port: 90, endPort: 80 }] }),
      ['KF3208 spec.networkPolicy.egress[1].ports[0].endPort'],
    ],
    [
      'a peer by a label that reaches no pod',
      withEgress({
        to: [{ podSelector: { matchExpressions: [{ key: 'agents.x-k8s.io/claim-uid', operator: 'Exists' }] } }],
      }),
      ['KF3207 spec.networkPolicy.egress[1].to[0].podSelector.matchExpressions[0].key'],
    ],
  ])('%s', (_, object, expected) => {
    expect(judge(object)).toEqual(expected);
  });

  test('a PodDisruptionBudget selects labels that reach pods', () => {
    const budget = (label: string) => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'claude', namespace: 'team-a' },
      spec: { minAvailable: 1, selector: { matchLabels: { [label]: 'x' } } },
    });
    expect(judge(budget('agents.x-k8s.io/claim-uid'))).toEqual([
      'KF3207 spec.selector.matchLabels["agents.x-k8s.io/claim-uid"]',
    ]);
    expect(judge(budget('agents.x-k8s.io/sandbox-name-hash'))).toEqual([]);
  });
});

describe('claims, pools and autoscalers', () => {
  const metadata = (labels: object, annotations: object = {}) =>
    exampleClaim({ additionalPodMetadata: { labels, annotations } });

  test.each<[string, KubernetesObject, string[]]>([
    ['a subdomain of the allowed domain', metadata({ 'a.sandbox.users.io/team': 'a' }), []],
    [
      'a domain that only ends like it',
      metadata({ 'mysandbox.users.io/team': 'a' }),
      ['KF3108 spec.additionalPodMetadata.labels["mysandbox.users.io/team"]'],
    ],
    ['passing for the router', metadata({ app: 'Sandbox-Router' }), ['KF3108 spec.additionalPodMetadata.labels.app']],
    [
      'an annotation of Kubernetes',
      metadata({}, { 'x.kubernetes.io/y': '1' }),
      ['KF3108 spec.additionalPodMetadata.annotations["x.kubernetes.io/y"]'],
    ],
    ['the one that is exempt', metadata({}, { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' }), []],
    [
      'volumes of its own',
      exampleClaim({ volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] }),
      ['KF3106 spec.volumeClaimTemplates'],
    ],
    ['a claim without a lifecycle', exampleClaim({ lifecycle: undefined }), []],
    [
      'an explicit OnReplenish',
      exampleWarmPool({ updateStrategy: { type: 'OnReplenish' } }),
      ['KF3110 spec.updateStrategy.type'],
    ],
    ['a pool of none', exampleWarmPool({ replicas: 0 }), []],
  ])('%s', (_, object, expected) => {
    expect(judge(object)).toEqual(expected);
  });

  test('KEDA objects are autoscalers too', () => {
    const scaled = (target: object, trigger: object): KubernetesObject => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'claude', namespace: 'team-a' },
      spec: { scaleTargetRef: target, triggers: [{ type: 'prometheus', ...trigger }] },
    });
    const pool = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'claude' };
    expect(judge(scaled(pool, { metricType: 'Value' }))).toEqual(['KF3111 spec.triggers[0].metricType']);
    expect(judge(scaled(pool, {}))).toEqual([]);
    expect(judge(scaled({ kind: 'Sandbox', name: 'a' }, {}))).toEqual(['KF3112 spec.scaleTargetRef.kind']);
  });

  test('the values of env are not repeated in messages', () => {
    const { diagnostics } = checkObject(exampleClaim({ env: [{ name: 'TOKEN', value: 's3cret' }] }), PLACE, 'none');
    expect(JSON.stringify(diagnostics)).not.toContain('s3cret');
  });
});

describe('deferred values', () => {
  const late = (value: unknown) => new LateOutput(() => value);

  test.each<[string, KubernetesObject, string[]]>([
    ['a leaf', withSecurity({ privileged: late(true) }), [`KF3002 ${container}.securityContext.privileged`]],
    [
      'a whole security context',
      exampleTemplateWith({ securityContext: late({ ...security, privileged: true }) }),
      [`KF3002 ${container}.securityContext.privileged`],
    ],
    [
      'a container',
      exampleTemplate({ containers: [late(exampleContainer({ image: 'a b' }))] }),
      [`KF3009 ${container}.image`],
    ],
    [
      'all containers',
      exampleTemplate({ containers: late([exampleContainer({ image: 'a b' })]) }),
      [`KF3009 ${container}.image`],
    ],
    ['a name server policy', exampleTemplate({ dnsPolicy: late('None') }), [`KF3202 ${pod}.dnsConfig.nameservers`]],
  ])('%s is judged when it is known, and not before', (_, object, expected) => {
    const { diagnostics, deferred } = checkObject(object, PLACE, 'output');
    expect(said(diagnostics)).toEqual([]);
    const resolved = deferred.flatMap(({ path, diagnose }) => {
      const leaf = path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], object);
      return said(diagnose((leaf as LateOutput<unknown>).get()));
    });
    expect([...new Set(resolved)]).toEqual(expected);
  });

  test('a mount that is known only later is not held against its volume claim template', () => {
    const volumeMounts = [{ name: late('workspace'), mountPath: '/workspace' }];
    const object = exampleTemplateWith({ volumeMounts });
    const spec = { ...(object.spec as object), volumeClaimTemplates: [EXAMPLE_VOLUME_CLAIM] };
    expect(said(checkObject({ ...object, spec }, PLACE, 'output').diagnostics)).toEqual([]);
  });
});
