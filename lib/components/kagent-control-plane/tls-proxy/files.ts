/** Where the client certificate is mounted, in the sidecar alone. */
export const CERTIFICATE_FOLDER = '/etc/tls-proxy/client';

/** Where the sidecar's own configuration is mounted. */
export const CONFIG_FOLDER = '/etc/tls-proxy/config';

/** The files in `CERTIFICATE_FOLDER`: haproxy finds a key beside its certificate by this name. source: haproxy configuration, crt */
export const CERTIFICATE_FILES = { certificate: 'client.pem', key: 'client.pem.key', authorities: 'ca.crt' } as const;

/** The sidecar's connection, with the paths of the files that it reads. */
export interface Tunnel {
  /** Loopback address and port on which kagent reaches it in plain text. */
  readonly listen: string;
  /** Address and port that answer the kubelet. */
  readonly health: string;
  /** The gateway, whose certificate has to name the host. */
  readonly host: string;
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
  readonly authorities: string;
}
