import type { KindRef } from './kubernetes-object';

export interface RestMapping {
  /** `/api/v1` or `/apis/<group>/<version>`. */
  root: string;
  plural: string;
  namespaced: boolean;
}

/** The server does not serve this kind (yet: a CRD may be on its way). */
export class UnknownKind extends Error {
  override name = 'UnknownKind';
}

interface ApiResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

/** Finds out by discovery where a kind is served; what was found is remembered, what was not is asked again. */
export class RestMapper {
  private readonly found = new Map<string, RestMapping>();

  constructor(private readonly discover: (root: string) => Promise<ApiResourceList | undefined>) {}

  async mappingOf({ apiVersion, kind }: KindRef): Promise<RestMapping> {
    const key = `${apiVersion}/${kind}`;
    if (!this.found.has(key)) await this.learn(apiVersion);
    const mapping = this.found.get(key);
    if (!mapping) throw new UnknownKind(`the API server serves no ${kind} in ${apiVersion}`);
    return mapping;
  }

  private async learn(apiVersion: string): Promise<void> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    for (const { name, kind, namespaced } of (await this.discover(root))?.resources ?? []) {
      // Subresources ("pods/exec") carry kinds of their own and are no place to put an object.
      if (!name.includes('/')) this.found.set(`${apiVersion}/${kind}`, { root, plural: name, namespaced });
    }
  }
}
