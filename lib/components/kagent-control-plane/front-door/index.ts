import type { EnvVar } from '../../../api';
import type { Resource } from '../../../plan/resource';
import type { Settings } from '../settings';
import { oauth2ProxyMembers } from './oauth2-proxy';
import { routeMembers } from './route';

/** The proxy that asks everybody who he is, and the way to it, where they are made here. */
export function frontDoorMembers(settings: Settings): Resource[] {
  const { oauth2Proxy } = settings.props.frontDoor;
  if (oauth2Proxy === undefined) return [];
  return [...oauth2ProxyMembers(settings, oauth2Proxy), ...routeMembers(settings, oauth2Proxy)];
}

/** How the controller learns who its user is; any other word ends it at its start. source: fault F-KAG-29 */
export function authEnvironment({ props: { frontDoor } }: Settings): EnvVar[] {
  if (frontDoor.unsecure) return [{ name: 'AUTH_MODE', value: 'unsecure' }];
  const { userIdClaim } = frontDoor.oauth2Proxy ?? frontDoor.trustedProxy;
  return [
    { name: 'AUTH_MODE', value: 'trusted-proxy' },
    ...(userIdClaim === undefined ? [] : [{ name: 'AUTH_USER_ID_CLAIM', value: userIdClaim }]),
  ];
}
