import type { HttpMethod, RestRule } from '../model';
import { allow, https, reads } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export interface GithubOptions {
  /** `read-only` fetches and reads the API; `read-write` also pushes and writes through the API. */
  readonly access: 'read-only' | 'read-write';
  /**
   * Repositories, as `owner/name` or `owner/*`. The API is then open below `/repos/…` of them only.
   *
   * @default - every repository that the credentials can see
   */
  readonly repositories?: readonly string[];
  /** Who may use it, as the kernel resolves paths. @default - git and what it starts */
  readonly binaries?: readonly string[];
}

const GIT = ['/usr/bin/git', '/usr/lib/git-core/git-remote-http'];
const METHODS: { readonly [A in GithubOptions['access']]: readonly HttpMethod[] } = {
  'read-only': ['GET'],
  'read-write': ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
};

/** Upstream opens both hosts as blind tunnels, which collides with every inspected neighbour and lets anything be pushed. */
export const github = bundle(
  'github',
  'git over HTTPS and the API on github.com: fetching and reading, or with read-write also pushing and writing',
  ({ access, repositories, binaries = GIT }: GithubOptions): NetworkFragment => ({
    networkPolicies: {
      github: {
        endpoints: [
          https(
            'github.com',
            (repositories?.flatMap(gitPaths) ?? ['/**']).flatMap((path) => gitRules(path, access)),
          ),
          https('api.github.com', apiRules(access, repositories)),
        ],
        binaries,
      },
    },
  }),
);

/** A remote may be written with or without `.git`. */
function gitPaths(repository: string): string[] {
  return repository.endsWith('/*') ? [`/${repository}`] : [`/${repository}`, `/${repository}.git`];
}

/** The smart protocol: a handshake that names the service, and a POST to it. `read-only` would not do (F-POL-20). */
function gitRules(path: string, access: GithubOptions['access']): RestRule[] {
  const services = access === 'read-only' ? ['git-upload-pack'] : ['git-upload-pack', 'git-receive-pack'];
  return services.flatMap((name): RestRule[] => [
    { method: 'GET', path: `${path}/info/refs`, query: { service: name } },
    { method: 'POST', path: `${path}/${name}` },
  ]);
}

function apiRules(access: GithubOptions['access'], repositories: readonly string[] | undefined): RestRule[] {
  if (repositories === undefined) return allow(METHODS[access], '/**');
  const below = repositories.map((repository) => `/repos/${repository}/**`);
  return [...reads('/rate_limit'), ...allow(METHODS[access], ...below)];
}
