import type { AgentPlatformProps } from '../../lib/components/agent-platform';
import type { AgentSandboxPoolProps } from '../../lib/components/agent-sandbox-pool';
import type { Answer, ApiClient } from './api-client';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { fleetResources, IMAGE, manifestsOf, testPlatform, testPool } from './fleet';
import type { Manifest } from './kubernetes-object';

interface PodTemplate {
  readonly metadata?: object;
  readonly spec: Readonly<Record<string, unknown>>;
}

const volumes = {
  work: { mountPath: '/workspace', ephemeral: { sizeLimit: '2Gi' } },
  data: {
    mountPath: '/data',
    perSandbox: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  },
  shared: { mountPath: '/shared', claim: { name: 'team-data' }, readOnly: true },
};
const probe = { tcpSocket: { port: 8888 }, periodSeconds: 5 };

/** What the server says to the pods themselves: of a Deployment it would check the pod template only to warn. */
describe('our namespaces enforce Pod Security restricted, and every pod that we generate passes', () => {
  const rotated = { webhookCertificate: { source: 'rotated', image: IMAGE } } as const;
  const platforms: [string, AgentPlatformProps][] = [
    ['v1beta1 only', testPlatform('SIDE_BY_SIDE')],
    ['conversion webhook', testPlatform('KAGENT_0_9')],
    ['rotated certificate', { ...testPlatform('KAGENT_0_9'), controller: rotated }],
  ];
  const [, platform] = platforms[0]!;
  const pools: [string, AgentSandboxPoolProps][] = [
    ['plain', testPool(platform)],
    [
      'full',
      testPool(platform, { volumes, startupProbe: probe, readinessProbe: probe, service: true, runAsUser: 4711 }),
    ],
    ['isolated by gvisor', testPool(testPlatformWithClasses('gvisor'), { isolation: 'gvisor' })],
  ];
  let plane: ControlPlane;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    await applyInOrder(client, [
      ...manifestsOf(fleetResources(platform, [testPool(platform)])),
      // Made by kube-controller-manager elsewhere; without it no pod is admitted.
      ...['team-a', 'agent-sandbox-system'].map((namespace) => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      })),
      serviceAccount('agent-sandbox-webhook-rotation'),
      ...['gvisor'].map((name) => ({
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name },
        handler: 'runsc',
      })),
    ]);
  });

  afterAll(() => plane?.stop());

  const admit = (namespace: string, { metadata, spec }: PodTemplate): Promise<Answer> =>
    client.create(
      { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'dry', namespace }, spec } as Manifest,
      { dryRun: true },
    );

  test.each(platforms)('the pods of a platform with %s', async (_, props) => {
    const templates = manifestsOf(fleetResources(props, [])).flatMap(podTemplatesOf);

    expect(templates.length).toBeGreaterThan(0);
    for (const template of templates) {
      expect((await admit('agent-sandbox-system', template)).warnings).toEqual([]);
    }
  });

  test.each(pools)('the pods of a pool: %s', async (_, props) => {
    const objects = manifestsOf(fleetResources(platform, [props]));
    const [template, ...others] = objects
      .filter(({ kind }) => kind === 'SandboxTemplate')
      .map((object) => sandboxPodOf(object as Manifest & { spec: SandboxSpec }));

    expect(others).toEqual([]);
    expect((await admit('team-a', template!)).warnings).toEqual([]);
  });

  test.each([
    ['a privileged container', { containers: [{ ...bare(), securityContext: { privileged: true } }] }],
    ['a pod of the host network', { hostNetwork: true, containers: [bare()] }],
    ['a plain pod', { containers: [bare()] }],
  ])('%s is refused in both, or the rest would prove nothing', async (_, spec) => {
    for (const namespace of ['team-a', 'agent-sandbox-system']) {
      await expect(admit(namespace, { spec })).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('violates PodSecurity "restricted:'),
      });
    }
  });
});

interface SandboxSpec {
  readonly podTemplate: PodTemplate;
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

/** The pod as the agent-sandbox controller completes it: with the volumes of its claims. */
function sandboxPodOf({ spec: { podTemplate, volumeClaimTemplates = [] } }: { spec: SandboxSpec }): PodTemplate {
  const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-dry` },
  }));
  const { volumes: own = [] } = podTemplate.spec as { volumes?: object[] };
  return { ...podTemplate, spec: { ...podTemplate.spec, volumes: [...own, ...claimed] } };
}

/** The templates in Deployments and CronJobs. */
function podTemplatesOf(object: Manifest): PodTemplate[] {
  const { spec } = object as { spec?: { template?: PodTemplate; jobTemplate?: { spec: { template: PodTemplate } } } };
  const template = spec?.template ?? spec?.jobTemplate?.spec.template;
  return template ? [template] : [];
}

function bare() {
  return { name: 'main', image: IMAGE };
}

function serviceAccount(name: string) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'agent-sandbox-system' } };
}

function testPlatformWithClasses(...runtimeClasses: string[]) {
  const { cluster, ...rest } = testPlatform('SIDE_BY_SIDE');
  return { ...rest, cluster: { ...cluster, runtimeClasses } };
}
