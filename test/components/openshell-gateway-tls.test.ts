import { type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import { EXAMPLE_TOOLS, exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { settingsOf } from '../../lib/components/openshell-gateway/settings';
import { tlsEnv, tlsToml, tlsVolumes } from '../../lib/components/openshell-gateway/tls';
import { type Engine, prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { LateOutput } from '../fixtures/late-output';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;

const JOB = { tls: { job: { image: EXAMPLE_TOOLS } } };
const EXISTING = { serverSecret: 'corp-server', clientSecret: 'corp-client' };
const PLAINTEXT = [{ rule: 'KF4012', reason: 'a mesh encrypts' }];

function build(props: OpenShellGatewayProps, engine: Engine = 'none'): Map<string, Resource> {
  const { resources, diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', engine);
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function manifestIn(resources: Map<string, Resource>, key: string): Anything {
  const found = resources.get(key);
  if (!found) throw new Error(`no object ${key}; there are ${[...resources.keys()].join(', ')}`);
  return found.manifest;
}

const manifest = (props: OpenShellGatewayProps, key: string): Anything => manifestIn(build(props), key);

function keysOf(props: OpenShellGatewayProps, ...prefixes: string[]): string[] {
  return [...build(props).keys()].filter((key) => prefixes.some((prefix) => key.startsWith(prefix))).sort();
}

describe('cert-manager', () => {
  const issuer = { name: 'team-a-openshell-openshell-ca', kind: 'ClusterIssuer', group: 'cert-manager.io' };

  test('a CA of the gateway’s own, its certificate, and one for each namespace that calls', () => {
    expect(keysOf(exampleGateway(), 'ca-', 'server-', 'client-', 'issuer-', 'certgen')).toEqual([
      'ca-certificate',
      'ca-issuer',
      'ca-self-signed',
      'client-certificate-team-a-harnesses',
      'client-certificate-team-a-kagent',
      'issuer-guard',
      'issuer-guard-binding',
      'server-certificate',
    ]);
  });

  test('the server certificate names the Service from near and far, and what is asked for', () => {
    const props = exampleGateway({
      tls: { certManager: {}, extraNames: ['openshell.example.com', '192.0.2.7'] },
    });
    expect(manifest(props, 'server-certificate')).toMatchObject({
      metadata: { name: 'openshell-server-tls', namespace: 'team-a-openshell' },
      spec: {
        secretName: 'openshell-server-tls',
        dnsNames: [
          'openshell',
          'openshell.team-a-openshell',
          'openshell.team-a-openshell.svc',
          'openshell.team-a-openshell.svc.cluster.local',
          'localhost',
          'openshell.example.com',
        ],
        ipAddresses: ['127.0.0.1', '192.0.2.7'],
        usages: ['digital signature', 'key encipherment', 'server auth'],
        duration: '8760h0m0s',
        renewBefore: '720h0m0s',
        issuerRef: issuer,
      },
    });
  });

  test('it names the ways in as well', () => {
    const ingress = {
      gatewayApi: { parent: { name: 'edge', namespace: 'edge' }, hostnames: ['openshell.example.com'] },
    };
    const { spec } = manifest(exampleGateway({ ingress }), 'server-certificate');
    expect(spec.dnsNames).toContain('openshell.example.com');
  });

  test.each(['team-a-harnesses', 'team-a-kagent'])('the client certificate in %s says whose it is', (namespace) => {
    expect(manifest(exampleGateway(), `client-certificate-${namespace}`)).toMatchObject({
      metadata: { name: 'openshell-client-tls', namespace },
      spec: {
        commonName: namespace,
        secretName: 'openshell-client-tls',
        usages: ['digital signature', 'key encipherment', 'client auth'],
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: issuer,
      },
    });
  });

  test('the CA keeps its key when it is renewed, and is not given up', () => {
    const resources = build(exampleGateway());
    expect(resources.get('ca-certificate')?.state).toMatchObject({ retain: true, protect: true });
    expect(manifestIn(resources, 'ca-certificate')).toMatchObject({
      metadata: { name: issuer.name, namespace: 'cert-manager' },
      spec: { isCA: true, secretName: issuer.name, privateKey: { rotationPolicy: 'Never' } },
    });
    expect(manifestIn(resources, 'ca-issuer').spec).toEqual({ ca: { secretName: issuer.name } });
  });

  test('nobody can ask for a certificate before the guard stands', () => {
    const resources = build(exampleGateway());
    expect(resources.get('ca-issuer')?.dependsOn).toContain('issuer-guard-binding');
    expect(manifestIn(resources, 'issuer-guard').spec.validations[0].expression).toBe(
      "request.namespace in ['team-a-harnesses', 'team-a-kagent', 'team-a-openshell']",
    );
  });

  test('a tenant’s CA carries the tenant’s name', () => {
    const { platform } = exampleGateway();
    const namespaces = { sandboxes: 'a', controlPlane: 'a-kagent', gateway: 'a-openshell', gatewaySandboxes: 'a-harn' };
    const tenant = { refVersion: 1, name: 'a', platform, namespaces };
    const props = { tenant, tls: { certManager: {} } } as unknown as OpenShellGatewayProps;
    expect(manifest(props, 'ca-issuer').metadata.name).toBe('a-openshell-ca');
  });

  test('an issuer of the user’s is used as it is', () => {
    const props = exampleGateway({ tls: { certManager: { clusterIssuer: 'corp-openshell' } } });
    expect(keysOf(props, 'ca-', 'issuer-')).toEqual([]);
    expect(manifest(props, 'server-certificate').spec.issuerRef.name).toBe('corp-openshell');
  });

  test('what a release needs beside certificates is made by the Job', () => {
    const props = exampleSideBySide({ tls: { certManager: { keysImage: EXAMPLE_TOOLS } } });
    const { spec } = manifest(props, 'certgen').spec.template;
    expect(spec.initContainers[0].args).toEqual([
      'generate-certs',
      '--namespace=team-a-openshell',
      '--jwt-only',
      '--jwt-secret-name=openshell-jwt-keys',
    ]);
    expect(spec.containers[0].command[2]).not.toContain('kubectl apply');
    expect(spec.containers[0].command[2]).toContain('kubectl create');
  });
});

describe('the Job', () => {
  test('it writes the certificates of the release, for every name', () => {
    const { spec } = manifest(exampleGateway(JOB), 'certgen').spec.template;
    expect(spec.initContainers).toMatchObject([
      {
        name: 'certgen',
        command: ['/usr/local/bin/openshell-gateway'],
        args: [
          'generate-certs',
          '--namespace=team-a-openshell',
          '--server-secret-name=openshell-server-tls',
          '--client-secret-name=openshell-client-tls',
          '--server-san=openshell',
          '--server-san=openshell.team-a-openshell',
          '--server-san=openshell.team-a-openshell.svc',
          '--server-san=openshell.team-a-openshell.svc.cluster.local',
          '--server-san=localhost',
          '--server-san=127.0.0.1',
        ],
      },
    ]);
  });

  test('the newer release gets its keys from the same Job', () => {
    const { spec } = manifest(exampleSideBySide(), 'certgen').spec.template;
    expect(spec.initContainers[0].args).toContain('--jwt-secret-name=openshell-jwt-keys');
    expect(spec.containers[0].env).toContainEqual({
      name: 'CREDENTIAL_KEY_SECRET',
      value: 'openshell-credential-storage-key-encryption-key',
    });
  });

  test('it carries the client certificate where it is needed, and has no other right there', () => {
    const resources = build(exampleGateway(JOB));
    const { containers } = manifestIn(resources, 'certgen').spec.template.spec;
    expect(containers[0].env).toContainEqual({ name: 'CLIENT_NAMESPACES', value: 'team-a-harnesses team-a-kagent' });
    for (const namespace of ['team-a-harnesses', 'team-a-kagent']) {
      expect(manifestIn(resources, `certgen-in-${namespace}-role`)).toMatchObject({
        metadata: { namespace, name: 'team-a-openshell-openshell-certgen' },
        rules: [
          {
            apiGroups: [''],
            resources: ['secrets'],
            resourceNames: ['openshell-client-tls'],
            verbs: ['create', 'patch'],
          },
        ],
      });
      expect(manifestIn(resources, `certgen-in-${namespace}-role-binding`).subjects).toEqual([
        { kind: 'ServiceAccount', name: 'openshell-certgen', namespace: 'team-a-openshell' },
      ]);
    }
  });

  test('at home it reads what it makes by name', () => {
    expect(manifest(exampleGateway(JOB), 'certgen-role').rules).toEqual([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['openshell-server-tls', 'openshell-client-tls'],
        verbs: ['get'],
      },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    ]);
  });

  test('with cert-manager it cannot read the certificates', () => {
    const props = exampleSideBySide({ tls: { certManager: { keysImage: EXAMPLE_TOOLS } } });
    expect(manifest(props, 'certgen-role').rules[0].resourceNames).toEqual([
      'openshell-jwt-keys',
      'openshell-credential-storage-key-encryption-key',
    ]);
    expect(keysOf(props, 'certgen-in-')).toEqual([]);
  });

  test('it waits for its rights and its fence, goes after a day, and the gateway waits for it', () => {
    const resources = build(exampleGateway(JOB));
    expect(resources.get('certgen')).toMatchObject({
      readiness: [{ condition: 'Complete' }],
      createOnly: [['spec', 'template']],
      dependsOn: expect.arrayContaining([
        'certgen-role-binding',
        'certgen-in-team-a-harnesses-role-binding',
        'certgen-network-policy',
      ]),
    });
    expect(manifestIn(resources, 'certgen').spec.ttlSecondsAfterFinished).toBe(86_400);
    expect(resources.get('gateway')?.dependsOn).toContain('certgen');
  });

  test('its pod is not the gateway’s: the Service and the gateway’s policy do not select it', () => {
    const resources = build(exampleGateway(JOB));
    const { labels } = manifestIn(resources, 'certgen').spec.template.metadata;
    const selected = (selector: Record<string, string>) =>
      Object.entries(selector).every(([key, value]) => labels[key] === value);
    expect(selected(manifestIn(resources, 'service').spec.selector)).toBe(false);
    expect(selected(manifestIn(resources, 'network-policy').spec.podSelector.matchLabels)).toBe(false);
    expect(selected(manifestIn(resources, 'certgen-network-policy').spec.podSelector.matchLabels)).toBe(true);
  });

  test('another pod is another Job, the same is the same', () => {
    const nameOf = (changes: object) => manifest(exampleGateway({ ...JOB, ...changes }), 'certgen').metadata.name;
    expect(nameOf({})).toMatch(/^openshell-certgen-[0-9a-f]{10}$/);
    expect(nameOf({})).toBe(nameOf({}));
    expect(nameOf({ tls: { ...JOB.tls, extraNames: ['openshell.example.com'] } })).not.toBe(nameOf({}));
    expect(nameOf({ callers: [{ namespace: 'other' }] })).not.toBe(nameOf({}));
  });

  test('an image that is known later leaves the name as it is', () => {
    const late = (text: string) => new LateOutput(() => text);
    const nameOf = (image: unknown) =>
      manifestIn(build(exampleGateway({ tls: { job: { image } } }), 'pulumi'), 'certgen').metadata.name;
    expect(nameOf(late(EXAMPLE_TOOLS))).toBe(nameOf(late(`other@sha256:${'7'.repeat(64)}`)));
  });

  test('the credential key is made once, never changed, and by no argument', () => {
    const { containers } = manifest(exampleSideBySide(), 'certgen').spec.template.spec;
    const [, , script] = containers[0].command;
    expect(script).toContain('"immutable":true');
    expect(script).toMatch(/if \[ -z "\$found" \]; then\n.*\/dev\/urandom/);
    expect(script.split('\n').filter((line: string) => /kubectl.*\$key/.test(line))).toEqual([]);
  });
});

describe('Secrets of somebody else’s', () => {
  test('nothing is made, and the gateway mounts them', () => {
    const props = exampleGateway({ tls: { existing: EXISTING } });
    expect(keysOf(props, 'ca-', 'server-', 'client-', 'certgen')).toEqual([]);
    expect(tlsVolumes(settingsOf(props)).volumes).toMatchObject([
      { name: 'tls-cert', secret: { secretName: 'corp-server' } },
      { name: 'tls-client-ca', secret: { secretName: 'corp-server', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ]);
    expect(tlsToml(settingsOf(props))['openshell.gateway']).toEqual({ client_tls_secret_name: 'corp-client' });
  });
});

describe('gateway.toml and files', () => {
  test('mutual TLS at 0.0.46', () => {
    const settings = settingsOf(exampleGateway());
    expect(tlsToml(settings)).toEqual({
      'openshell.gateway': { client_tls_secret_name: 'openshell-client-tls' },
      'openshell.gateway.tls': {
        cert_path: '/etc/openshell-tls/server/tls.crt',
        key_path: '/etc/openshell-tls/server/tls.key',
        client_ca_path: '/etc/openshell-tls/client-ca/ca.crt',
      },
    });
    expect(tlsVolumes(settings).mounts).toEqual([
      { name: 'tls-cert', mountPath: '/etc/openshell-tls/server', readOnly: true },
      { name: 'tls-client-ca', mountPath: '/etc/openshell-tls/client-ca', readOnly: true },
    ]);
    expect(tlsEnv(settings)).toEqual([]);
  });

  test('without client certificates there is no CA to check them with', () => {
    const settings = settingsOf(exampleGateway({ tls: { certManager: {}, clients: 'server' } }));
    expect(tlsToml(settings)['openshell.gateway.tls']).not.toHaveProperty('client_ca_path');
    expect(tlsVolumes(settings).volumes.map(({ name }) => name)).toEqual(['tls-cert']);
  });

  test('keys of the newer release, also in plaintext', () => {
    const tls = { disabled: true, keys: { image: EXAMPLE_TOOLS } };
    const props = exampleSideBySide({ tls, acknowledge: PLAINTEXT });
    const settings = settingsOf(props);
    expect(tlsToml(settings)).toEqual({
      'openshell.gateway': { disable_tls: true },
      'openshell.gateway.gateway_jwt': {
        signing_key_path: '/etc/openshell-jwt/signing.pem',
        public_key_path: '/etc/openshell-jwt/public.pem',
        kid_path: '/etc/openshell-jwt/kid',
        gateway_id: 'team-a-openshell-openshell',
        ttl_secs: 3600,
      },
      'openshell.gateway.credential_storage': {
        key_encryption_key_env: 'OPENSHELL_GATEWAY_CREDENTIAL_KEY_ENCRYPTION_KEY',
      },
    });
    expect(tlsVolumes(settings).volumes.map(({ name }) => name)).toEqual(['sandbox-jwt']);
    expect(tlsEnv(settings)).toEqual([
      {
        name: 'OPENSHELL_GATEWAY_CREDENTIAL_KEY_ENCRYPTION_KEY',
        valueFrom: {
          secretKeyRef: { name: 'openshell-credential-storage-key-encryption-key', key: 'key-encryption-key' },
        },
      },
    ]);
    expect(manifest(props, 'certgen').spec.template.spec.initContainers[0].args).toContain('--jwt-only');
  });
});

test.each([
  ['cert-manager', exampleGateway()],
  ['the Job', exampleGateway(JOB)],
  ['the newer release', exampleSideBySide()],
])('no key is in the output of %s', (_, props) => {
  const resources = [...build(props).values()];
  expect(resources.filter(({ manifest: { kind } }) => kind === 'Secret')).toEqual([]);
  expect(JSON.stringify(resources)).not.toMatch(/BEGIN|PRIVATE KEY/);
});
