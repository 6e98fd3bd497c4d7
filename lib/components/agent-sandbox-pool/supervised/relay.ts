/** Where the relay's configuration is mounted. */
export const RELAY_FOLDER = '/etc/kagent-fleet/relay';
export const RELAY_FILE = 'haproxy.cfg';

/** What runs when no image is named: haproxy's long-term branch; the platform's lock fixes the content. */
export const RELAY_IMAGE = 'docker.io/library/haproxy:3.2';

/** The user of the image. source: docker-library/haproxy, 3.2/Dockerfile */
export const RELAY_USER = 99;

/** Answers the kubelet: 200 while every published port has somebody behind it, else 503. */
export const RELAY_HEALTH = { path: '/ready', alive: '/alive', port: 8404 } as const;

/** The address of the command's own network namespace, and that of the supervisor's proxy. source: facts/verified.md §9; facts/openshell.md §4.4 */
export const INNER_ADDRESS = '10.200.0.2';
export const INNER_NETWORK = '10.200.0.0/24';

/** Ports that the pod itself uses. source: facts/openshell.md §4.4 (the proxy) */
export const OWN_PORTS: readonly number[] = [3128, RELAY_HEALTH.port];

/** What the relay connects; addresses differ only where it is tried out. */
export interface RelayPlaces {
  readonly listen: string;
  readonly target: string;
  readonly health: string;
}

/** The places inside a pod; of an IPv6 cluster's pods, every address of that family. */
export function relayPlaces({ podCidr }: { readonly podCidr: string }): RelayPlaces {
  const listen = podCidr.includes(':') ? '::' : '';
  return { listen, target: INNER_ADDRESS, health: `${listen}:${RELAY_HEALTH.port}` };
}

/**
 * One listener per port, each before the same port inside the command's network namespace. Nothing is read or changed;
 * connections are idle as long as an agent thinks. source: facts/verified.md §9
 */
export function relayConfig(ports: readonly number[], { listen, target, health }: RelayPlaces): string {
  const names = ports.map((port) => `port-${port}`);
  return `global
    log stdout format raw local0 notice
    maxconn 512
    hard-stop-after 30s

defaults
    log global
    mode tcp
    timeout connect 5s
    timeout check 2s
    timeout client 24h
    timeout server 24h
${ports
  .map(
    (port) => `
listen port-${port}
    bind ${listen}:${port}
    server command ${target}:${port} check inter 1s fall 2 rise 1
`,
  )
  .join('')}
frontend health
    mode http
    timeout client 5s
    timeout http-request 5s
    bind ${health}
    monitor-uri ${RELAY_HEALTH.path}
${names.map((name) => `    monitor fail if { nbsrv(${name}) lt 1 }`).join('\n')}
    http-request return status 200 if { path ${RELAY_HEALTH.alive} }
    http-request return status 404
`;
}
