import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';

export interface Access {
  url: string;
  /** PEM of the authority that signed the server's certificate. */
  certificateAuthority: string;
  token: string;
}

/** Writes a kubeconfig that only its owner may read, and returns its path. */
export function writeKubeconfig(path: string, access: Access, namespace = 'default'): string {
  const name = 'kagent-fleet';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: access.url,
          'certificate-authority-data': Buffer.from(access.certificateAuthority).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token: access.token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
  };
  writeFileSync(path, stringify(config), { mode: 0o600 });
  return path;
}
