import type { Resource } from '../../plan/resource';
import { namespacedMember } from './member';
import { CONFIG_MAP } from './names';
import type { Settings } from './settings';

/** The key that the controller reads, once, at its start. source: facts/agent-sandbox.md §2.7 */
const DOMAINS_KEY = 'allowed-label-domains';

/** The content of the ConfigMap, or `undefined` where upstream's default does: the roll of the pods hangs on it. */
export function configData({ extensions, platform }: Settings): { readonly [key: string]: string } | undefined {
  const domains = platform.agentSandbox.allowedLabelDomains;
  return extensions && domains.length > 0 ? { [DOMAINS_KEY]: domains.join('\n') } : undefined;
}

/** The ConfigMap with the label domains that claims may use, where the platform names some. */
export function configMembers(settings: Settings): Resource[] {
  const data = configData(settings);
  if (data === undefined) return [];
  return [
    namespacedMember(settings, {
      key: 'config',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: CONFIG_MAP,
      component: 'controller',
      body: { data },
    }),
  ];
}
