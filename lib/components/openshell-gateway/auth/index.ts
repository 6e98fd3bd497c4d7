import type { EnvVar, Volume, VolumeMount } from '../../../api';
import type { GatewayConfigTables } from '../config/toml';
import type { Settings } from '../settings';

const CA_FOLDER = '/etc/openshell-tls/oidc-ca';

/** The tables of gateway.toml on users. source: facts/openshell-0.0.46.md §2.1, §2.2 */
export function authToml({ props: { auth }, gateway }: Settings): GatewayConfigTables {
  if (auth?.oidc) {
    const { issuer, audience, roles, scopesClaim } = auth.oidc;
    return {
      'openshell.gateway.oidc': {
        issuer,
        audience,
        ...(roles && { admin_role: roles.admin, user_role: roles.user }),
        ...(roles?.claim !== undefined && { roles_claim: roles.claim }),
        ...(scopesClaim !== undefined && { scopes_claim: scopesClaim }),
      },
    };
  }
  // Older gateways let callers in without being told to.
  if (auth === undefined || !gateway.can.anonymousSwitch) return {};
  return { 'openshell.gateway.auth': { allow_unauthenticated_users: true } };
}

/** The issuer's CA in the gateway's pod. */
export function authVolumes({ props: { auth } }: Settings): { volumes: Volume[]; mounts: VolumeMount[] } {
  const caConfigMap = auth?.oidc?.caConfigMap;
  if (caConfigMap === undefined) return { volumes: [], mounts: [] };
  const name = 'oidc-ca';
  const items = [{ key: 'ca.crt', path: 'ca.crt' }];
  return {
    volumes: [{ name, configMap: { name: caConfigMap, defaultMode: 0o444, items } }],
    mounts: [{ name, mountPath: CA_FOLDER, readOnly: true }],
  };
}

/** Environment of the gateway: its client of the issuer has no other way to be told of a CA. source: facts/openshell.md §2.3 */
export function authEnv({ props: { auth } }: Settings): EnvVar[] {
  if (auth?.oidc?.caConfigMap === undefined) return [];
  return [{ name: 'SSL_CERT_FILE', value: `${CA_FOLDER}/ca.crt` }];
}
