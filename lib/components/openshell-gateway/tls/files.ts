import type { EnvVar, Volume, VolumeMount } from '../../../api';
import type { GatewayConfigTables } from '../config/toml';
import { gatewayIdOf } from '../names';
import type { Settings } from '../settings';
import { keyMaterial } from './material';

/** Where the gateway finds its keys: upstream's folders. source: facts/openshell.md §2.3 */
const FOLDER = {
  server: '/etc/openshell-tls/server',
  clientCa: '/etc/openshell-tls/client-ca',
  jwt: '/etc/openshell-jwt',
} as const;

/** The variable with the credential key; the file form wants raw bytes and changes the file's mode, which no Secret allows. source: crates/openshell-driver-db-credstore/src/lib.rs at v0.0.111 */
const CREDENTIAL_KEY_ENV = 'OPENSHELL_GATEWAY_CREDENTIAL_KEY_ENCRYPTION_KEY';

/** Read by the pod's group, as which the gateway runs. */
const MODE = 0o440;

/** The gateway pod's volumes with key material, and where they are mounted. */
export function tlsVolumes(settings: Settings): { volumes: Volume[]; mounts: VolumeMount[] } {
  const { server, jwt } = keyMaterial(settings);
  const files = [
    ...(server === undefined ? [] : [secretFiles('tls-cert', FOLDER.server, server, ['tls.crt', 'tls.key'])]),
    ...(server === undefined || !asksForCertificate(settings)
      ? []
      : [secretFiles('tls-client-ca', FOLDER.clientCa, server, ['ca.crt'])]),
    ...(jwt === undefined ? [] : [secretFiles('sandbox-jwt', FOLDER.jwt, jwt, ['signing.pem', 'public.pem', 'kid'])]),
  ];
  return { volumes: files.map(({ volume }) => volume), mounts: files.map(({ mount }) => mount) };
}

/** The tables of gateway.toml on transport and keys, to be merged with the rest. source: facts/openshell-0.0.46.md §2.1 */
export function tlsToml(settings: Settings): GatewayConfigTables {
  const { jwt, credentialKey } = keyMaterial(settings);
  return {
    ...transportTables(settings),
    ...(jwt !== undefined && {
      'openshell.gateway.gateway_jwt': {
        signing_key_path: `${FOLDER.jwt}/signing.pem`,
        public_key_path: `${FOLDER.jwt}/public.pem`,
        kid_path: `${FOLDER.jwt}/kid`,
        gateway_id: gatewayIdOf(settings),
        ttl_secs: 3600,
      },
    }),
    ...(credentialKey !== undefined && {
      'openshell.gateway.credential_storage': { key_encryption_key_env: CREDENTIAL_KEY_ENV },
    }),
  };
}

/** Environment of the gateway with key material, by reference. */
export function tlsEnv(settings: Settings): EnvVar[] {
  const { credentialKey } = keyMaterial(settings);
  if (credentialKey === undefined) return [];
  return [
    {
      name: CREDENTIAL_KEY_ENV,
      valueFrom: { secretKeyRef: { name: credentialKey, key: 'key-encryption-key' } },
    },
  ];
}

function transportTables(settings: Settings): GatewayConfigTables {
  const { client } = keyMaterial(settings);
  if (client === undefined) return { 'openshell.gateway': { disable_tls: true } };
  const { extraNames = [] } = settings.props.tls;
  return {
    'openshell.gateway': {
      client_tls_secret_name: client,
      // With a wildcard among them the gateway serves what listens in sandboxes below it.
      ...(extraNames.length > 0 && { server_sans: extraNames }),
    },
    'openshell.gateway.tls': {
      cert_path: `${FOLDER.server}/tls.crt`,
      key_path: `${FOLDER.server}/tls.key`,
      // The one switch of mutual TLS: upstream's own flag for it is computed and not read. source: facts/openshell.md §5
      ...(asksForCertificate(settings) && { client_ca_path: `${FOLDER.clientCa}/ca.crt` }),
    },
  };
}

function asksForCertificate({ props }: Settings): boolean {
  return props.tls.clients !== 'server';
}

function secretFiles(name: string, mountPath: string, secretName: string, keys: readonly string[]) {
  const items = keys.map((key) => ({ key, path: key }));
  return {
    volume: { name, secret: { secretName, defaultMode: MODE, items } },
    mount: { name, mountPath, readOnly: true },
  };
}
