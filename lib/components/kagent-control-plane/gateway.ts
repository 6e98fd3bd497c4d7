import type { EnvVar } from '../../api';
import type { Settings } from './settings';
import { TLS_PROXY_ADDRESS } from './tls-proxy';
import { usesTlsProxy } from './tls-proxy/settings';

const CA = { volume: 'gateway-ca', folder: '/etc/kagent/gateway-ca', file: 'ca.crt' } as const;
const TOKEN = { volume: 'gateway-token', folder: '/etc/kagent/gateway-token', file: 'token' } as const;

/**
 * How the controller reaches the gateway. Its terminal has an address of its own, which it always dials in plain text:
 * through the sidecar that works, with a TLS gateway it does not. source: facts/kagent.md §2, OpenShell wiring
 */
export function gatewayEnvironment({ props: { gateway, gatewayToken } }: Settings): EnvVar[] {
  if (gateway === undefined) return [];
  const { host, port } = gateway.endpoint;
  const address = usesTlsProxy(gateway) ? TLS_PROXY_ADDRESS : `${host}:${port}`;
  return [
    { name: 'OPENSHELL_GATEWAY_URL', value: address },
    { name: 'OPENSHELL_GRPC_ADDR', value: address },
    gateway.transport.mode === 'server'
      ? { name: 'OPENSHELL_TLS_CA_FILE', value: `${CA.folder}/${CA.file}` }
      : { name: 'OPENSHELL_INSECURE', value: 'true' },
    ...(gatewayToken ? [{ name: 'OPENSHELL_TOKEN_FILE', value: `${TOKEN.folder}/${TOKEN.file}` }] : []),
  ];
}

/** The files that the controller reads once, at its start. */
export function gatewayMounts({ props: { gateway, gatewayToken } }: Settings) {
  return [
    ...(gateway?.transport.mode === 'server' ? [mounted(CA, gateway.transport.caSecret, 'ca.crt')] : []),
    ...(gateway && gatewayToken ? [mounted(TOKEN, gatewayToken.name, gatewayToken.key)] : []),
  ];
}

/** What rolls the controller: it connects once and reads its files once. source: facts/verified.md §1 */
export function gatewayAnnotations({ props: { gateway } }: Settings): { readonly [key: string]: string } {
  return gateway === undefined ? {} : { 'kagent-fleet.dev/gateway-identity': gateway.identity };
}

function mounted({ volume, folder, file }: typeof CA | typeof TOKEN, secretName: string, key: string) {
  return {
    volume: { name: volume, secret: { secretName, defaultMode: 0o440, items: [{ key, path: file }] } },
    mount: { name: volume, mountPath: folder, readOnly: true },
  };
}
