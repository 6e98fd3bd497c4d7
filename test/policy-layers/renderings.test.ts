import fc from 'fast-check';
import type { PolicyDocument } from '../../lib/policy';
import { compileGlob } from '../../lib/policy';
import {
  admissionConstraints,
  ciliumNetworkPolicy,
  explain,
  kagentAllowedDomains,
  openShellYaml,
  seccompShare,
} from '../../lib/policy/layers';
import { fqdnSelectors } from '../../lib/policy/layers/cilium-names';
import { openShell } from '../../lib/releases/openshell';
import { samplePlatform } from '../fixtures/sample-component';
import { fits } from './models';

const OLD = openShell('0.0.46');
const { cluster } = samplePlatform();

function policyFor(...hosts: readonly string[]): PolicyDocument {
  const endpoints = hosts.map(
    (host) => ({ host, port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' }) as const,
  );
  return { version: 1, networkPolicies: { api: { endpoints, binaries: ['/usr/bin/curl'] } } };
}

describe('host patterns in Cilium’s words (F-NET-03)', () => {
  test.each([
    ['api.example.com', false, [{ matchName: 'api.example.com' }]],
    ['API.Example.com', false, [{ matchName: 'api.example.com' }]],
    ['*.example.com', false, [{ matchPattern: '*.example.com' }]],
    ['api-*.example.com', false, [{ matchPattern: 'api-*.example.com' }]],
    ['**.example.com', true, [{ matchPattern: '**.example.com' }]],
    [
      '**.example.com',
      false,
      ['*', '*.*', '*.*.*', '*.*.*.*'].map((labels) => ({ matchPattern: `${labels}.example.com` })),
    ],
  ])('%s (recursive: %s)', (pattern, recursive, selectors) => {
    expect(fqdnSelectors(pattern, recursive)?.selectors).toEqual(selectors);
  });

  test.each(['*', '**', 'api[1].example.com', 'a{b,c}.*.com', 'x.**.com'])('%s has none', (pattern) => {
    expect(fqdnSelectors(pattern, true)).toBeUndefined();
  });

  test('they fit the same names as OpenShell’s, of up to four labels before the rest', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    const name = fc.array(label, { minLength: 0, maxLength: 4 }).map((labels) => [...labels, 'example.com'].join('.'));
    const pattern = fc.constantFrom('*.example.com', '**.example.com', 'api*.example.com', 'example.com');
    fc.assert(
      fc.property(pattern, name, fc.boolean(), (host, asked, recursive) => {
        const ours = host.includes('*') ? compileGlob(host, '.').matches(asked) : host === asked;
        const theirs = fqdnSelectors(host, recursive)!.selectors.some((selector) => fits(selector, asked));
        expect(theirs).toBe(ours);
      }),
    );
  });
});

describe('Cilium', () => {
  test('lookups of the policy’s own names only, on demand', () => {
    const { egress } = ciliumNetworkPolicy(policyFor('api.example.com', '*.example.org'), OLD, {
      cluster,
      lookups: 'listed',
    }).output;
    expect(egress[0]!.toPorts![0]!.rules).toEqual({
      dns: [
        { matchName: 'api.example.com' },
        { matchPattern: '*.example.org' },
        { matchPattern: '*.*.svc.cluster.local' },
      ],
    });
  });

  test('NodeLocal DNSCache is asked too', () => {
    const { egress } = ciliumNetworkPolicy(policyFor('api.example.com'), OLD, {
      cluster: { ...cluster, dns: 'node-local' },
    }).output;
    expect(egress[0]!.toEndpoints!.map(({ matchLabels }) => matchLabels['k8s:k8s-app'])).toEqual([
      'kube-dns',
      'node-local-dns',
    ]);
  });

  test('an internal block that the policy opens is cut out of what is denied', () => {
    const policy: PolicyDocument = {
      version: 1,
      networkPolicies: {
        corp: {
          endpoints: [{ host: 'git.corp.example', port: 443, allowedIps: ['10.20.0.0/16', '192.168.0.0/16'] }],
          binaries: ['/usr/bin/git'],
        },
      },
    };
    const { egressDeny } = ciliumNetworkPolicy(policy, OLD, { cluster }).output;
    const denied = egressDeny![0]!.toCIDRSet!;
    expect(denied).toContainEqual({ cidr: '10.0.0.0/8', except: ['10.20.0.0/16'] });
    expect(denied.map(({ cidr }) => cidr)).not.toContain('192.168.0.0/16');
  });
});

describe('kagent', () => {
  const ask = (policy: PolicyDocument, channels: ('slack' | 'telegram')[] = []) =>
    kagentAllowedDomains(policy, OLD, { flavour: 'claw', channels });

  test('is asked for host names that it can open, once each', () => {
    const policy = policyFor('api.example.com', 'API.example.com', '*.example.org', '93.184.215.14');
    expect(ask(policy).output.allowedDomains).toEqual(['*.example.org', 'api.example.com']);
  });

  test.each([
    ['a host of its own baseline (F-POL-22)', policyFor('clawhub.ai'), []],
    ['a host of a channel (F-POL-10)', policyFor('slack.com'), ['slack' as const]],
    ['a pattern that covers one', policyFor('*.slack.com'), ['slack' as const]],
    [
      'another port (F-KAG-16)',
      { version: 1, networkPolicies: { a: { endpoints: [{ host: 'a.example.com', port: 8443 }], binaries: ['/**'] } } },
      [],
    ],
    ['every host (F-POL-15)', policyFor('*'), []],
  ])('is not asked for %s', (_, policy, channels) => {
    const { output, fidelity } = ask(policy, channels);
    expect(output.allowedDomains).toEqual([]);
    expect(fidelity[0]).toMatchObject({ verdict: 'none', consequence: expect.stringContaining('not asked for') });
  });

  test('opens more than a rule says, and the report shows a request that proves it', () => {
    const [fidelity] = ask(policyFor('api.example.com')).fidelity;
    expect(fidelity).toMatchObject({ verdict: 'wider', escapes: { host: 'api.example.com' } });
    expect(ask(policyFor()).output.openedAnyway).toEqual(['clawhub.ai', 'openclaw.ai', 'docs.openclaw.ai']);
  });
});

describe('what sees no requests', () => {
  test('seccomp takes the network away where nobody needs it', () => {
    const offline: PolicyDocument = { version: 1, networkPolicies: {} };
    expect(seccompShare(offline, OLD, { supervised: false }).output.deniedSocketFamilies).toContain('AF_INET');
    expect(seccompShare(offline, OLD, { supervised: true }).output.deniedSocketFamilies).not.toContain('AF_INET');
    const online = seccompShare(policyFor('api.example.com'), OLD, { supervised: false });
    expect(online.output.deniedSocketFamilies).toEqual(['AF_ALG', 'AF_VSOCK', 'AF_BLUETOOTH', 'AF_PACKET']);
    expect(online.fidelity).toMatchObject([{ verdict: 'none' }]);
  });

  test('admission enforces no endpoint', () => {
    const { output, fidelity } = admissionConstraints(policyFor('api.example.com'), OLD, {
      allowedDomains: ['api.example.com'],
    });
    expect(output.map(({ key }) => key)).toEqual(['pod-network', 'harness-domains']);
    expect(fidelity).toMatchObject([{ verdict: 'none' }]);
  });
});

test('a policy that does not load is enforced by nobody, and the report says why', () => {
  const policy = { version: 1, networkPolicies: { a: { endpoints: [{ host: '*', port: 443 }], binaries: ['/**'] } } };
  const { fidelity } = openShellYaml(policy, OLD);
  expect(fidelity).toMatchObject([{ verdict: 'none', consequence: expect.stringContaining('does not load') }]);
  expect(explain(policy, [openShellYaml(policy, OLD)]).unenforced).toHaveLength(1);
});
