import { applyInOrder } from './apply';
import { startControlPlane } from './control-plane';
import { pointConversionAt } from './conversion-webhook';
import { CONTROLLER, controllerIdentity, controllerServices, crds, SYSTEM } from './upstream-agent-sandbox';
import { waitUntil } from './wait-until';

const mayListenOnServicePorts = process.getuid?.() === 0;
const sandbox = {
  apiVersion: 'agents.x-k8s.io/v1alpha1',
  kind: 'Sandbox',
  metadata: { name: 'old', namespace: 'default' },
  spec: { replicas: 0, podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example/plain' }] } } },
};

describe('v1alpha1 is converted by the real webhook', () => {
  const throughService = mayListenOnServicePorts ? test : test.skip;

  throughService('through its Service, with the certificate the controller makes and puts into the CRDs', () =>
    expectConversion('service'),
  );

  test('through a URL, with a certificate of ours', () => expectConversion('url'));
});

async function expectConversion(route: 'service' | 'url'): Promise<void> {
  const plane = await startControlPlane({ nodes: 0 });
  try {
    const { client } = plane;
    await applyInOrder(client, [...controllerIdentity(), ...controllerServices(), ...crds()]);
    const controller = await plane.startAgentSandboxController({
      args: ['--leader-elect=true', '--extensions'],
      kubeconfigPath: await plane.serviceAccountKubeconfig(SYSTEM, CONTROLLER),
      namespace: SYSTEM,
      webhook: route,
    });
    if (controller.webhook) expect(await pointConversionAt(client, controller.webhook)).toHaveLength(4);

    // The server takes a moment to notice that a CRD's conversion has changed.
    const { warnings } = await waitUntil('a v1alpha1 Sandbox to be accepted', () => client.create(sandbox));
    const stored = await client.get({
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      name: 'old',
      namespace: 'default',
    });

    expect(warnings).toEqual([expect.stringContaining('v1alpha1 Sandbox is deprecated')]);
    expect(stored.spec).toMatchObject({ operatingMode: 'Suspended' });
  } finally {
    await plane.stop();
  }
}
