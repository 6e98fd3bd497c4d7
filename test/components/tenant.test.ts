import { prepare } from '../../lib/components/prepare';
import { tenant, tenantRefOf } from '../../lib/components/tenant';
import { isBlocking } from '../../lib/diagnostics/format';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { describeRuleExamples } from './rule-examples';

const props = { platform: examplePlatform(), name: 'team-a' };
const build = (changes: object = {}) => prepare(tenant, { ...props, ...changes }, 'team-a', 'none');

describeRuleExamples(tenant);

describe('namespaces', () => {
  const levels = (changes: object = {}) =>
    Object.fromEntries(
      build(changes)
        .resources.filter(({ manifest }) => manifest.kind === 'Namespace')
        .map(({ manifest: { metadata } }) => [metadata.name, metadata.labels?.['pod-security.kubernetes.io/enforce']]),
    );

  test('are split by trust', () => {
    expect(levels()).toEqual({
      'team-a': 'restricted',
      'team-a-kagent': 'restricted',
      'team-a-openshell': 'restricted',
      'team-a-harnesses': 'privileged',
    });
  });

  test('are no part of a service mesh where OpenShell runs', () => {
    const namespaces = build().resources.filter(({ manifest }) => manifest.kind === 'Namespace');
    const outside = namespaces.filter(({ manifest }) => manifest.metadata.labels?.['istio-injection'] === 'disabled');
    expect(outside.map(({ manifest: { metadata } }) => metadata)).toEqual([
      expect.objectContaining({
        name: 'team-a-harnesses',
        labels: expect.objectContaining({ 'istio.io/dataplane-mode': 'none' }),
        annotations: { 'linkerd.io/inject': 'disabled' },
      }),
    ]);
  });

  test('are named as asked, and open to privileged pods only where that was asked', () => {
    expect(levels({ namespaces: { sandboxes: 'pools-a' }, pools: 'privileged' })).toMatchObject({
      'pools-a': 'privileged',
      'team-a-kagent': 'restricted',
    });
  });

  test('are closed on all sides, and stay with what is in them', () => {
    const { resources } = build();
    const closed = resources.filter(({ manifest }) => manifest.kind === 'NetworkPolicy');
    expect(closed.map(({ manifest }) => manifest.metadata.namespace).sort()).toEqual(
      Object.values(tenantRefOf(props).namespaces).sort(),
    );
    for (const { manifest, dependsOn } of closed) {
      expect(manifest.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
      expect(dependsOn).toHaveLength(1);
    }
    expect(resources.filter(({ state }) => state?.retain !== true)).toEqual([]);
  });

  test('of two purposes are never one', () => {
    const { diagnostics } = build({ namespaces: { gateway: 'agent-sandbox-system' } });
    expect(diagnostics.filter(isBlocking).map(({ problem }) => problem)).toEqual([
      'the namespace is that of the agent-sandbox controller',
    ]);
  });
});
