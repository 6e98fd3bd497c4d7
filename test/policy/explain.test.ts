import { OpenShellPolicy, type Policy } from '../../lib/policy';
import { releases } from '../../lib/releases';
import { samplePlatform } from '../fixtures/sample-component';

const { cluster } = samplePlatform();
const POLICY: Policy = {
  version: 1,
  networkPolicies: {
    tickets: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'tickets.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [{ method: 'GET', path: '/v1/**' }],
        },
      ],
    },
  },
};

test('inside the pod, and by the network plugin that the cluster has', () => {
  const { text, unenforced } = OpenShellPolicy.explain(POLICY, {
    release: releases.KAGENT_0_9,
    cluster: { ...cluster, cni: 'cilium' },
  });
  expect(unenforced).toEqual([]);
  expect(text.split('\n')).toEqual([
    'tickets[0] tickets.example.com:443: /usr/local/bin/node may rest: GET /v1/**',
    '  openshell: exact, the policy itself, as OpenShell 0.0.46 reads it',
    '  cilium-network-policy: wider, also lets through any process of the pod, any request on the connection',
    'files and identity are confined by OpenShell where the node has Landlock, and silently not where it has none',
    'every endpoint is enforced exactly by some layer',
  ]);
});

test('what no layer in force enforces exactly is named', () => {
  const { unenforced, text } = OpenShellPolicy.explain(POLICY, {
    release: '0.0.111',
    layers: ['network-policy', 'cidr-fallback', 'kagent-allowed-domains', 'seccomp', 'admission'],
    cluster,
    addresses: { 'tickets.example.com': ['93.184.215.14'] },
  });
  expect(unenforced[0]!.layers.map(({ layer, verdict }) => `${layer} ${verdict}`)).toEqual([
    'network-policy wider',
    'cidr-fallback wider',
    'kagent-allowed-domains wider',
    'seccomp none',
    'admission none',
  ]);
  expect(text).toContain('enforced exactly by no layer: tickets[0] tickets.example.com:443');
});

test('the network layers say what they lack', () => {
  expect(() => OpenShellPolicy.explain(POLICY, { release: '0.0.46', layers: ['network-policy'] })).toThrow(
    'the layer network-policy cannot be explained without `cluster`',
  );
});
