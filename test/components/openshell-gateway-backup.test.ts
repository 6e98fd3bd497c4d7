import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenShellGatewayProps } from '../../lib/components/openshell-gateway';
import { COPY_SCRIPT } from '../../lib/components/openshell-gateway/backup/scripts';
import { EXAMPLE_TOOLS, exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { build, manifest } from './openshell-gateway-objects';

const COPIES = { backup: { cronJob: { schedule: '0 3 * * *', image: EXAMPLE_TOOLS, claim: 'openshell-copies' } } };
const SNAPSHOTS = { backup: { volumeSnapshot: { schedule: '0 3 * * *', image: EXAMPLE_TOOLS, className: 'csi' } } };

describe('backup', () => {
  const backupPod = (props: OpenShellGatewayProps) => manifest(props, 'backup').spec.jobTemplate.spec.template.spec;

  test('a copy reads database and keys, on the gateway’s node, without network or token', () => {
    const props = exampleSideBySide(COPIES);
    const { volumes, automountServiceAccountToken, affinity, containers } = backupPod(props);
    expect(automountServiceAccountToken).toBe(false);
    expect(affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey).toBe(
      'kubernetes.io/hostname',
    );
    expect(volumes).toEqual([
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'openshell-data-openshell-0', readOnly: true } },
      { name: 'backup', persistentVolumeClaim: { claimName: 'openshell-copies' } },
      {
        name: 'keys',
        projected: {
          defaultMode: 0o440,
          sources: [
            { secret: { name: 'openshell-server-tls' } },
            { secret: { name: 'openshell-jwt-keys' } },
            { secret: { name: 'openshell-credential-storage-key-encryption-key' } },
          ],
        },
      },
    ]);
    expect(containers[0].env).toEqual([
      { name: 'COPIES', value: '7' },
      { name: 'PREFIX', value: 'openshell' },
    ]);
    expect(manifest(props, 'backup-network-policy').spec).toEqual({
      podSelector: { matchLabels: manifest(props, 'backup').spec.jobTemplate.spec.template.metadata.labels },
      policyTypes: ['Ingress', 'Egress'],
    });
    expect([...build(props).keys()]).not.toContain('backup-role');
  });

  test('a snapshot may make snapshots and read the keys by name', () => {
    const props = exampleSideBySide(SNAPSHOTS);
    expect(manifest(props, 'backup-role').rules).toEqual([
      {
        apiGroups: ['snapshot.storage.k8s.io'],
        resources: ['volumesnapshots'],
        verbs: ['create', 'delete', 'get', 'list', 'watch'],
      },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: [
          'openshell-server-tls',
          'openshell-jwt-keys',
          'openshell-credential-storage-key-encryption-key',
        ],
        verbs: ['get'],
      },
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    ]);
    expect(backupPod(props).volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('where cert-manager makes the certificates and there are no other keys, no Secret is read', () => {
    expect(JSON.stringify(manifest(exampleGateway(SNAPSHOTS), 'backup-role').rules)).not.toContain('secrets');
  });

  const sqlite = spawnSync('sqlite3', ['--version']).status === 0;
  (sqlite ? test : test.skip)(
    'the script copies a database in use with its keys, and keeps as many as it should',
    () => {
      const root = mkdtempSync(join(tmpdir(), 'copies-'));
      const path = (name: string) => join(root, name);
      for (const folder of ['data', 'keys', 'backup']) mkdirSync(path(folder));
      spawnSync('sqlite3', [path('data/openshell.db'), 'CREATE TABLE t (n); INSERT INTO t VALUES (42);']);
      writeFileSync(path('keys/key-encryption-key'), 'k');
      for (const day of ['01', '02', '03']) mkdirSync(path(`backup/openshell-202601${day}T000000Z`));
      mkdirSync(path('backup/openshell-20260104T000000Z.part'));
      mkdirSync(path('backup/other-20200101T000000Z'));

      const script = COPY_SCRIPT.replace(/\/(data|keys|backup)\b/g, (_whole, folder) => path(folder));
      const run = spawnSync('sh', ['-c', script], {
        env: { ...process.env, COPIES: '2', PREFIX: 'openshell' },
        encoding: 'utf8',
      });

      expect(run).toMatchObject({ status: 0, stderr: '' });
      const copies = readdirSync(path('backup')).sort();
      expect(copies).toHaveLength(3);
      expect(copies[0]).toBe('openshell-20260103T000000Z');
      expect(copies[2]).toBe('other-20200101T000000Z');
      const made = path(`backup/${copies[1]}`);
      expect(readdirSync(made).sort()).toEqual(['key-encryption-key', 'openshell.db']);
      expect(spawnSync('sqlite3', [join(made, 'openshell.db'), 'SELECT n FROM t'], { encoding: 'utf8' }).stdout).toBe(
        '42\n',
      );
    },
  );
});
