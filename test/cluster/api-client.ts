import { HttpConnection } from './http-connection';
import { type KindRef, type LiveObject, labelOf, type Manifest, type ObjectRef, refOf } from './kubernetes-object';
import { RestMapper, UnknownKind } from './rest-mapper';
import { type WaitOptions, waitUntil } from './wait-until';

/** The API server said no. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    /** `NotFound`, `Forbidden`, `Invalid`, `Conflict`, … */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Answer<T = LiveObject> {
  object: T;
  warnings: string[];
}

export interface WriteOptions {
  dryRun?: boolean;
  /** Unknown and duplicate fields: refused (`Strict`, the default here), warned about, or dropped in silence. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
}

export interface ApplyOptions extends WriteOptions {
  fieldManager?: string;
  /** Take over fields that another manager owns. */
  force?: boolean;
}

export interface DeleteOptions {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

export interface AccessQuestion {
  verb: string;
  group?: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

export interface Impersonation {
  user: string;
  groups?: readonly string[];
}

export const FIELD_MANAGER = 'kagent-fleet-test';

type Query = Record<string, string | number | boolean | undefined>;
interface Call {
  body?: unknown;
  contentType?: string;
  query?: Query;
}

/** The little of a Kubernetes client that tests need; kinds are found by discovery. */
export class ApiClient {
  private constructor(
    private readonly connection: HttpConnection,
    private readonly mapper: RestMapper,
    private readonly headers: Record<string, string | string[]>,
  ) {}

  static connect(access: { url: string; certificateAuthority: string; token: string }): ApiClient {
    const connection = new HttpConnection(access.url, access.certificateAuthority);
    const headers = bearer(access.token);
    const discovery = new ApiClient(connection, new RestMapper(async () => undefined), headers);
    return new ApiClient(connection, new RestMapper((root) => orUndefined(discovery.call('GET', root))), headers);
  }

  /** The same server as somebody else, by impersonation. */
  as({ user, groups = [] }: Impersonation): ApiClient {
    const headers = { ...this.headers, 'Impersonate-User': user, 'Impersonate-Group': [...groups] };
    return new ApiClient(this.connection, this.mapper, headers);
  }

  asServiceAccount(namespace: string, name: string): ApiClient {
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    return this.as({ user: `system:serviceaccount:${namespace}:${name}`, groups });
  }

  /** The same server with another bearer token. */
  withToken(token: string): ApiClient {
    return new ApiClient(this.connection, this.mapper, bearer(token));
  }

  async get<T = LiveObject>(ref: ObjectRef): Promise<T> {
    return this.call('GET', await this.pathOf(ref));
  }

  /** Like get, but a missing object (or a kind nobody serves) is undefined. */
  async find<T = LiveObject>(ref: ObjectRef): Promise<T | undefined> {
    return orUndefined(this.get<T>(ref));
  }

  /** Whether this kind can be used now: its built-in API is on, or its CRD established. */
  async serves(kind: KindRef): Promise<boolean> {
    return (await orUndefined(this.mapper.mappingOf(kind))) !== undefined;
  }

  async list<T = LiveObject>(
    kind: KindRef,
    { namespace, labelSelector }: { namespace?: string; labelSelector?: string } = {},
  ): Promise<T[]> {
    const path = await this.collectionOf(kind, namespace);
    const { items } = await this.call<{ items: T[] }>('GET', path, { query: { labelSelector } });
    // The server leaves apiVersion and kind out of list items.
    return items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
  }

  async create<T = LiveObject>(object: Manifest, options: WriteOptions = {}): Promise<Answer<T>> {
    const path = await this.collectionOf(object, object.metadata.namespace);
    return this.callWithWarnings('POST', path, { body: object, query: writeQuery(options) });
  }

  /** Replaces the whole object. */
  async replace<T = LiveObject>(object: Manifest, options: WriteOptions = {}): Promise<Answer<T>> {
    const path = await this.pathOf(refOf(object));
    return this.callWithWarnings('PUT', path, { body: object, query: writeQuery(options) });
  }

  /** JSON merge patch: null removes. */
  async patch<T = LiveObject>(ref: ObjectRef, body: object, options: WriteOptions = {}): Promise<Answer<T>> {
    const contentType = 'application/merge-patch+json';
    return this.callWithWarnings('PATCH', await this.pathOf(ref), { body, contentType, query: writeQuery(options) });
  }

  /** Server-side apply. */
  async apply<T = LiveObject>(object: Manifest, options: ApplyOptions = {}): Promise<Answer<T>> {
    const { fieldManager = FIELD_MANAGER, force = false } = options;
    return this.callWithWarnings('PATCH', await this.pathOf(refOf(object)), {
      body: object,
      contentType: 'application/apply-patch+yaml',
      query: { ...writeQuery(options), fieldManager, force },
    });
  }

  async delete(ref: ObjectRef, { propagationPolicy = 'Background', ...rest }: DeleteOptions = {}): Promise<void> {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy, ...rest };
    await this.call('DELETE', await this.pathOf(ref), { body });
  }

  /** What `kubectl auth can-i` asks, for whoever this client is. */
  async can({ group = '', ...question }: AccessQuestion): Promise<boolean> {
    const review = await this.call<{ status: { allowed: boolean } }>(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { group, ...question } },
        },
      },
    );
    return review.status.allowed;
  }

  /** A token of this ServiceAccount, by the TokenRequest API: what the kubelet would mount. */
  async serviceAccountToken(namespace: string, name: string, expirationSeconds = 86_400): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds } };
    return (await this.call<{ status: { token: string } }>('POST', path, { body })).status.token;
  }

  /** Waits until the object exists and satisfies the condition, and returns it as it was then. */
  async waitFor<T = LiveObject>(
    ref: ObjectRef,
    what: string,
    satisfied: (object: T) => boolean = () => true,
    options?: WaitOptions,
  ): Promise<NonNullable<T>> {
    let seen: T | undefined;
    return waitUntil<T | undefined>(
      `${labelOf(ref)} to be ${what}`,
      async () => {
        seen = await this.find<T>(ref);
        return seen !== undefined && satisfied(seen) ? seen : undefined;
      },
      options,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; the object: ${JSON.stringify(seen)}`, { cause: error });
    });
  }

  async waitUntilGone(ref: ObjectRef, options?: WaitOptions): Promise<void> {
    await waitUntil(`${labelOf(ref)} to be gone`, async () => (await this.find(ref)) === undefined, options);
  }

  /** Any other path, such as `/readyz`, `/openapi/v3` or a subresource; the answer is parsed when it is JSON. */
  async call<T>(method: string, path: string, call: Call = {}): Promise<T> {
    return (await this.callWithWarnings<T>(method, path, call)).object;
  }

  close(): void {
    this.connection.close();
  }

  async pathOf(ref: ObjectRef): Promise<string> {
    return `${await this.collectionOf(ref, ref.namespace)}/${encodeURIComponent(ref.name)}`;
  }

  private async collectionOf(kind: KindRef, namespace?: string): Promise<string> {
    const { root, plural, namespaced } = await this.mapper.mappingOf(kind);
    return namespaced && namespace ? `${root}/namespaces/${namespace}/${plural}` : `${root}/${plural}`;
  }

  private async callWithWarnings<T>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    const { body, contentType = 'application/json', query = {} } = call;
    const response = await this.connection.send({
      method,
      path: path + queryString(query),
      headers: { ...this.headers, Accept: 'application/json', ...(body ? { 'Content-Type': contentType } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (response.status >= 400) throw errorOf(response.status, response.text, `${method} ${path}`);
    return { object: parse(response.text) as T, warnings: response.warnings };
  }
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

function writeQuery({ dryRun, fieldValidation = 'Strict' }: WriteOptions): Query {
  return { dryRun: dryRun ? 'All' : undefined, fieldValidation };
}

function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function errorOf(status: number, text: string, what: string): ApiError {
  const body = parse(text) as { message?: string; reason?: string } | string;
  if (typeof body === 'string') return new ApiError(status, 'Unknown', `${what}: HTTP ${status} ${body.slice(0, 300)}`);
  return new ApiError(status, body.reason ?? 'Unknown', `${what}: ${body.message ?? `HTTP ${status}`}`);
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof UnknownKind || (error instanceof ApiError && error.status === 404)) return undefined;
    throw error;
  }
}
