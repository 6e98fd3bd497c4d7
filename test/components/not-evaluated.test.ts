import { checkObject } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';

const sandbox = (spec: object) => ({
  apiVersion: 'agents.x-k8s.io/v1beta1',
  kind: 'Sandbox',
  metadata: { name: 'a', namespace: 'n', labels: { app: 'a' } },
  spec,
});

const podTemplate = {
  spec: { automountServiceAccountToken: false, containers: [{ name: 'main', image: 'a.example/b:1' }] },
};
const withVolumes = sandbox({
  podTemplate,
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }],
});

function rulesSaid(manifest: ReturnType<typeof sandbox>): string[] {
  const place = { construct: 'team-a/x', subject: { key: 'sandbox', kind: 'Sandbox', name: 'a' } };
  return checkObject(manifest, place, 'none')
    .diagnostics.filter(({ rule }) => rule === 'KF7006')
    .map(({ problem }) => problem);
}

describe('KF7006: a rule that only the API server can answer', () => {
  it('is said, not passed over', () => {
    expect(rulesSaid(withVolumes)).toEqual([expect.stringContaining('volumeClaimTemplates is immutable')]);
  });

  it('does not stop synthesis', () => {
    const place = { construct: 'team-a/x', subject: 'props' as const };
    const { diagnostics } = checkObject(withVolumes, place, 'none');
    expect(diagnostics.filter(({ rule }) => rule === 'KF7006').some(isBlocking)).toBe(false);
  });
});
