import { applyInRandomOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { fleetResources, manifestsOf, testPlatform, testPool } from './fleet';

test('two control planes side by side share nothing, and are of the version that clients expect', async () => {
  const planes = await Promise.all([0, 1].map(() => startControlPlane({ controllers: false })));
  try {
    const [one, other] = planes as [ControlPlane, ControlPlane];
    const platform = testPlatform('SIDE_BY_SIDE');
    const objects = manifestsOf(fleetResources(platform, [testPool(platform)]));
    const applied = await applyInRandomOrder(one.client, objects, { seed: 7 });

    expect(applied).toHaveLength(objects.length);
    for (const { apiVersion, kind } of objects.filter(({ apiVersion }) => apiVersion.includes('x-k8s.io'))) {
      expect(await other.client.serves({ apiVersion, kind })).toBe(false);
    }
    expect(one.url).not.toBe(other.url);
    for (const { client } of planes) {
      expect(await client.call('GET', '/version')).toMatchObject({ gitVersion: 'v1.34.4' });
    }
  } finally {
    await Promise.all(planes.map((plane) => plane.stop()));
  }
});
