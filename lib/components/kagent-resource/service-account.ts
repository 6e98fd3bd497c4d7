import type { Resource } from '../../plan/resource';
import { kagentMember } from './member';
import type { KagentResourceProps, ServiceAccountChoice } from './props';

/** Key of the ServiceAccount. */
export const SERVICE_ACCOUNT = 'service-account';

/**
 * The ServiceAccount of the pods. Upstream's controllers make one of the object's own name, with a token for the API
 * server in every pod; one made here has none unless asked for. source: facts/kagent.md §4
 */
export function serviceAccountMembers(
  props: KagentResourceProps,
  choice: ServiceAccountChoice = {},
  suffix: string,
): Resource[] {
  if (choice.name !== undefined) return [];
  return [
    kagentMember(props, {
      key: SERVICE_ACCOUNT,
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: serviceAccountName(props, choice, suffix),
      component: SERVICE_ACCOUNT,
      ...(choice.labels !== undefined && { labels: choice.labels }),
      ...(choice.annotations !== undefined && { annotations: choice.annotations }),
      body: { automountServiceAccountToken: choice.automountToken ?? false },
    }),
  ];
}

/** Its name: never the object's own, which upstream's controller would adopt and overwrite. source: fault F-KAG-24 */
export function serviceAccountName({ name }: KagentResourceProps, choice: ServiceAccountChoice = {}, suffix: string) {
  return choice.name ?? `${name}-${suffix}`;
}
