import type { Tunnel } from './files';

/** Path that answers 200 while the gateway can be reached over TLS, else 503. source: ghostunnel status.go */
export const GHOSTUNNEL_HEALTH_PATH = '/_status';

/**
 * The same tunnel as haproxy's, as arguments of ghostunnel, which reads changed files by itself and checks that the
 * gateway's certificate names the target's host. source: ghostunnel docs, Command-Line Flags
 */
export function ghostunnelArgs({ listen, health, host, port, certificate, key, authorities }: Tunnel): string[] {
  return [
    'client',
    `--listen=${listen}`,
    `--target=${host}:${port}`,
    `--cert=${certificate}`,
    `--key=${key}`,
    `--cacert=${authorities}`,
    '--timed-reload=30s',
    `--status=http://${health}`,
  ];
}
