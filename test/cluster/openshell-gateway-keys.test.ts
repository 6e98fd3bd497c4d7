import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ApiClient } from './api-client';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { manifestsOf } from './fleet';
import { allowed, CALLER, GATEWAY, JOB, namespaceOf, OIDC, platformOf, resourcesOf, SANDBOXES } from './gateway';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { waitUntil } from './wait-until';

describe.each([
  ['0.0.46', 'KAGENT_0_9', { tls: JOB }],
  ['0.0.111', 'SIDE_BY_SIDE', { tls: JOB, auth: OIDC }],
] as const)('the Job that makes keys for %s', (version, release, changes) => {
  const resources = resourcesOf(platformOf(release), changes);
  const byKey = new Map(resources.map((resource) => [resource.key, resource.manifest]));
  let plane: ControlPlane;
  let client: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    const access = manifestsOf(resources).filter(({ kind }) => ACCESS.includes(kind));
    await applyInOrder(client, [namespaceOf(CALLER), ...access]);
  });

  afterAll(() => plane?.stop());

  test('the Job reads what it makes, and can write one Secret elsewhere', async () => {
    const certgen = client.asServiceAccount(GATEWAY, 'openshell-certgen');
    const secret = (verb: string, namespace: string, name?: string) =>
      certgen.can({ resource: 'secrets', verb, namespace, ...(name !== undefined && { name }) });
    expect(await allowed(certgen, GATEWAY)).toEqual(['create secrets']);
    expect(await allowed(certgen, SANDBOXES)).toEqual([]);
    expect(await allowed(certgen, CALLER)).toEqual([]);
    expect(await secret('get', GATEWAY, 'openshell-client-tls')).toBe(true);
    expect(await secret('get', GATEWAY, 'other')).toBe(false);
    expect(await secret('patch', GATEWAY, 'openshell-server-tls')).toBe(false);
    for (const namespace of [SANDBOXES, CALLER]) {
      expect(await secret('patch', namespace, 'openshell-client-tls')).toBe(true);
      expect(await secret('create', namespace, 'openshell-client-tls')).toBe(true);
      expect(await secret('create', namespace, 'other')).toBe(false);
      expect(await secret('get', namespace, 'openshell-client-tls')).toBe(false);
    }
  });

  const runs = findKubectl() === undefined ? test.skip : test;
  describe('the Job’s script, run as its ServiceAccount by the kubectl that is installed here', () => {
    const MADE = ['ca.crt', 'tls.crt', 'tls.key'];
    let run: () => Promise<string>;

    beforeAll(async () => {
      // What certgen leaves behind, as far as the script reads it.
      for (const name of ['openshell-server-tls', 'openshell-client-tls']) await client.create(tlsSecret(name, name));
      const { template } = (byKey.get('certgen') as unknown as JobManifest).spec;
      const [carrier] = template.spec.containers;
      const env = Object.fromEntries(carrier.env.map(({ name, value }) => [name, value]));
      const kubeconfig = await plane.serviceAccountKubeconfig(GATEWAY, 'openshell-certgen');
      run = async () => {
        // The image's own shell may be another one; a home of its own is what the pod has.
        const home = mkdtempSync(join(plane.dir, 'home-'));
        const [command = '', ...args] = carrier.command;
        const { stdout, stderr } = await promisify(execFile)(command, args, {
          env: { PATH: process.env.PATH ?? '', ...env, HOME: home, KUBECONFIG: kubeconfig },
        });
        return stdout + stderr;
      };
    });

    runs('it carries the client certificate and nothing else, and prints no data', async () => {
      const said = await run();
      for (const namespace of [SANDBOXES, CALLER]) {
        const copy = await client.get<SecretObject>(secretRef(namespace, 'openshell-client-tls'));
        expect(copy.type).toBe('kubernetes.io/tls');
        expect(Object.keys(copy.data).sort()).toEqual(MADE);
        expect(text(copy.data['tls.key'])).toBe('tls.key of openshell-client-tls');
        await expect(client.get(secretRef(namespace, 'openshell-server-tls'))).rejects.toMatchObject({ status: 404 });
        expect(said).not.toContain(copy.data['tls.key']);
      }
    });

    runs('again it changes nothing; a new certificate it carries over', async () => {
      const copies = () =>
        Promise.all(
          [SANDBOXES, CALLER].map((space) => client.get<SecretObject>(secretRef(space, 'openshell-client-tls'))),
        );
      const before = await copies();
      await run();
      expect((await copies()).map(({ metadata }) => metadata.resourceVersion)).toEqual(
        before.map(({ metadata }) => metadata.resourceVersion),
      );
      await client.patch(secretRef(GATEWAY, 'openshell-client-tls'), { data: { 'tls.key': base64('another') } });
      await run();
      for (const copy of await copies()) expect(text(copy.data['tls.key'])).toBe('another');
    });

    const credentialKey = secretRef(GATEWAY, 'openshell-credential-storage-key-encryption-key');
    const whereItIs = version === '0.0.46' ? test.skip : runs;
    whereItIs('the credential key is 32 bytes, made once and immutable', async () => {
      await run();
      const first = await client.get<SecretObject>(credentialKey);
      expect(Buffer.from(text(first.data['key-encryption-key']), 'base64')).toHaveLength(32);
      const said = await run();
      expect(await client.get(credentialKey)).toEqual(first);
      expect(said).not.toContain(text(first.data['key-encryption-key']));
      await expect(client.patch(credentialKey, { data: { 'key-encryption-key': base64('x') } })).rejects.toThrow(
        /immutable/,
      );
    });
  });
});

describe('the issuer of a gateway’s certificates', () => {
  const resources = resourcesOf(platformOf('KAGENT_0_9'), { tls: { certManager: {} } });
  const guard = manifestsOf(resources).filter(({ metadata }) => metadata.name?.endsWith('-guard'));
  const ISSUER = 'team-a-openshell-openshell-ca';
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    await applyInOrder(plane.client, [
      ...[...CERTIFICATE_CRDS],
      ...[GATEWAY, SANDBOXES, CALLER, 'stranger'].map(namespaceOf),
      ...guard,
    ]);
    await waitUntil('the guard to be in effect', async () => {
      const probe = plane.client.create(certificate('Certificate', 'stranger'), { dryRun: true });
      return probe.then(
        () => false,
        (error: Error) => error.message.includes('full rights on an OpenShell gateway'),
      );
    });
  });

  afterAll(() => plane?.stop());

  test.each(['Certificate', 'CertificateRequest'])('a %s of it is for its own namespaces', async (kind) => {
    await expect(plane.client.create(certificate(kind, 'stranger'))).rejects.toThrow(/full rights/);
    for (const namespace of [GATEWAY, SANDBOXES, CALLER]) {
      await expect(plane.client.create(certificate(kind, namespace))).resolves.toBeDefined();
    }
  });

  test('others’ issuers are others’ business, and nobody changes over', async () => {
    const other = certificate('Certificate', 'stranger', { kind: 'ClusterIssuer', name: 'corp' });
    await expect(plane.client.create(other)).resolves.toBeDefined();
    await expect(plane.client.patch(refOf(other), { spec: { issuerRef: { name: ISSUER } } })).rejects.toThrow(
      /full rights/,
    );
    const named = certificate('CertificateRequest', 'stranger', { name: ISSUER });
    await expect(plane.client.create(named)).resolves.toBeDefined();
  });

  function certificate(kind: string, namespace: string, issuerRef: object = { kind: 'ClusterIssuer', name: ISSUER }) {
    return {
      apiVersion: 'cert-manager.io/v1',
      kind,
      metadata: { name: 'mine', namespace },
      spec: { issuerRef },
    } as Manifest;
  }
});

/** As far as the guard looks at them; the real ones are cert-manager's. */
const CERTIFICATE_CRDS = (['Certificate', 'CertificateRequest'] as const).map((kind) => {
  const plural = `${kind.toLowerCase()}s`;
  const text = { type: 'string' };
  const issuerRef = { type: 'object', properties: { name: text, kind: text, group: text }, required: ['name'] };
  const spec = { type: 'object', properties: { issuerRef }, required: ['issuerRef'] };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.cert-manager.io` },
    spec: {
      group: 'cert-manager.io',
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  };
});

/** What the Job is and may, without the rest of the gateway. */
const ACCESS = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'Job'];

interface JobManifest {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Carrier] } } };
}

interface Carrier {
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

interface SecretObject extends LiveObject {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Where `kubectl` is; nothing here builds it. */
function findKubectl(): string | undefined {
  try {
    return execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim();
  } catch {
    console.warn('no kubectl on PATH: the Job’s script is not run');
    return undefined;
  }
}

function tlsSecret(name: string, of: string): Manifest {
  const data = Object.fromEntries(['ca.crt', 'tls.crt', 'tls.key'].map((file) => [file, base64(`${file} of ${of}`)]));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: GATEWAY },
    type: 'kubernetes.io/tls',
    data,
  } as Manifest;
}

function secretRef(namespace: string, name: string) {
  return { apiVersion: 'v1', kind: 'Secret', namespace, name };
}

const base64 = (value: string) => Buffer.from(value).toString('base64');
const text = (value: string | undefined) => Buffer.from(value ?? '', 'base64').toString();
