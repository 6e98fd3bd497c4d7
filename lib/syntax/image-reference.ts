import { remembering } from './memo';
import { accept, type Parsed, quote, type Refused, refuse, refuseType, withSoundSuggestion } from './parsed';

/** The parts of an image's name. */
export interface ImageReference {
  /** Registry with its port, e.g. `ghcr.io` or `localhost:5000`. */
  readonly domain: string;
  /** Repository within the registry, e.g. `kagent-dev/kagent/app`. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest?: string;
}

const SCHEME = /^[a-z][a-z0-9+-]*:\/\//i;
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[a-f0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

const LONGEST_PATH = 255;
const LONGEST_DOMAIN = 259; // 253 characters of a DNS name and a port
const ALLOWED = 'registry/repository:tag, registry/repository@sha256:digest, or both';
const ALLOWED_PREFIX = 'a registry, or a registry and the first parts of a repository';
const ALLOWED_DIGEST = 'sha256: and 64 lower-case hex digits';

/**
 * An image's name with its registry written out.
 *
 * A name without a registry, which container runtimes take for docker.io, is refused.
 * source: distribution/reference ParseNormalizedNamed, OCI distribution-spec
 */
export function parseImageReference(input: unknown): Parsed<ImageReference> {
  if (typeof input !== 'string') return refuseType(input, 'an image reference', { allowed: ALLOWED });
  return readSoundly(input);
}

const readSoundly = remembering((input) => withSoundSuggestion(read(input), read));

function read(input: string): Parsed<ImageReference> {
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED, suggestion });
  if (input === '') return fail('is empty');
  const scheme = SCHEME.exec(input)?.[0];
  if (scheme !== undefined) {
    const bare = input.slice(scheme.length);
    return fail(`starts with ${scheme}, which image references do not have`, bare);
  }
  if (/\s/.test(input)) return fail('contains white space', input.trim());

  const at = input.indexOf('@');
  const [named, digest] = at < 0 ? [input, undefined] : [input.slice(0, at), input.slice(at + 1)];
  if (digest !== undefined && !DIGEST.test(digest)) return refuseDigest(input, digest);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [name, tag] = colon < 0 ? [named, undefined] : [named.slice(0, colon), named.slice(colon + 1)];
  if (tag !== undefined && !TAG.test(tag)) return fail(`has the tag ${quote(tag)}, which is not a tag`);

  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const path = name.slice(slash + 1);
  const flaw = flawOfPath(path);
  if (flaw !== undefined) return fail(flaw, name.toLowerCase() + input.slice(name.length));
  if (!isDomain(first)) return refuseImplied(input, name);
  if (first !== first.toLowerCase()) {
    return fail(`has capital letters in the registry ${quote(first)}`, name.toLowerCase() + input.slice(name.length));
  }
  if (first.length > LONGEST_DOMAIN || !DOMAIN.test(first)) {
    return fail(`has the registry ${quote(first)}, which is not a host name with an optional port`);
  }
  const legacy = dockerHubName(first, path);
  if (legacy !== undefined) {
    return fail(`is Docker Hub's ${legacy}; write it so`, `${legacy}${input.slice(name.length)}`);
  }
  return accept({
    domain: first,
    path,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  });
}

/** The digest of an image. source: OCI image-spec, descriptor digests of the registered algorithm sha256 */
export function parseDigest(input: unknown): Parsed<string> {
  if (typeof input !== 'string') return refuseType(input, 'an image digest', { allowed: ALLOWED_DIGEST });
  return DIGEST.test(input) ? accept(input) : refuseDigest(input, input);
}

/** The reference as one text; the reverse of `parseImageReference`. */
export function formatImageReference({ domain, path, tag, digest }: ImageReference): string {
  return `${domain}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** A registry or the beginning of a repository in it, without tag and digest, e.g. `ghcr.io/kagent-dev`. */
export function parseImagePrefix(input: unknown): Parsed<string> {
  if (typeof input !== 'string')
    return refuseType(input, 'the beginning of an image name', { allowed: ALLOWED_PREFIX });
  return withSoundSuggestion(readPrefix(input), readPrefix);
}

function readPrefix(input: string): Parsed<string> {
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED_PREFIX, suggestion });
  const bare = input.replace(SCHEME, '').replace(/\/+$/, '');
  if (bare !== input) return fail('has a scheme or a slash at its end', bare);
  const [domain = '', ...components] = input.split('/');
  if (!isDomain(domain) || domain.length > LONGEST_DOMAIN || !DOMAIN.test(domain)) {
    return fail(`starts with ${quote(domain)}, which is not a registry`);
  }
  const flaw = components.length === 0 ? undefined : flawOfPath(components.join('/'));
  return flaw === undefined ? accept(input) : fail(flaw);
}

/** Whether the first part of a name is a registry. source: distribution/reference splitDockerDomain */
function isDomain(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
}

function flawOfPath(path: string): string | undefined {
  if (path.length > LONGEST_PATH) return `has a repository of ${path.length} characters, more than ${LONGEST_PATH}`;
  if (path !== path.toLowerCase()) return `has capital letters in the repository ${quote(path)}`;
  const wrong = path.split('/').find((component) => !PATH_COMPONENT.test(component));
  if (wrong === undefined) return undefined;
  return wrong === ''
    ? 'has an empty part in its repository'
    : `has the repository part ${quote(wrong)}, which is malformed`;
}

function refuseImplied(input: string, name: string): Refused {
  const explicit = name.includes('/') ? `docker.io/${input}` : `docker.io/library/${input}`;
  return refuse(`${quote(input)} names no registry, so docker.io is implied; did you mean ${explicit}?`, {
    allowed: ALLOWED,
    suggestion: explicit,
  });
}

/** Docker Hub's canonical name where the one written is an alias of it. source: distribution/reference splitDockerDomain */
function dockerHubName(domain: string, path: string): string | undefined {
  if (domain !== 'docker.io' && domain !== 'index.docker.io') return undefined;
  const official = path.includes('/') ? path : `library/${path}`;
  return domain === 'docker.io' && official === path ? undefined : `docker.io/${official}`;
}

function refuseDigest(input: string, digest: string): Refused {
  const fail = (flaw: string, meant = '') =>
    refuse(`${quote(input)} ${flaw}`, {
      allowed: ALLOWED_DIGEST,
      suggestion: DIGEST.test(meant) ? input.slice(0, input.length - digest.length) + meant : undefined,
    });
  const [, algorithm, hex] = /^([^:]*):(.*)$/s.exec(digest) ?? [];
  if (algorithm === undefined || hex === undefined) {
    return fail('has a digest without its algorithm', `sha256:${digest}`);
  }
  if (algorithm !== 'sha256') return fail(`has a digest of the algorithm ${quote(algorithm)}`);
  if (hex.length !== 64) return fail(`has a digest of ${hex.length} characters, sha256 has 64`);
  return fail('has a digest that is not lower-case hex', `sha256:${hex.toLowerCase()}`);
}
