import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import type { ModelProviderSettings } from '../props';

const URL_FIELDS = ['baseUrl', 'endpoint', 'host', 'authUrl'];

/** The URLs among the settings, with the prop of each. */
export function urlsOf(settings: ModelProviderSettings): { readonly path: Path; readonly url: Leaf<string> }[] {
  const fields = settings as unknown as { readonly [field: string]: Leaf<string> | undefined };
  return URL_FIELDS.flatMap((field) => {
    const url = fields[field];
    return url === undefined ? [] : [{ path: ['provider', field], url }];
  });
}
