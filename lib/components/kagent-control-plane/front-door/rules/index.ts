import type { Rule } from '../../../../diagnostics/rule';
import type { KagentControlPlaneProps } from '../../props';
import { UNSECURE } from './kf5020-unsecure';
import { OAUTH2_PROXY_USERS } from './kf5021-oauth2-proxy-users';
import { FRONT_DOOR_SHAPE } from './kf5022-front-door-shape';
import { ENFORCED_FENCE } from './kf5023-enforced-fence';
import { SESSIONS } from './kf5024-sessions';
import { OAUTH2_PROXY_VERSION } from './kf5025-oauth2-proxy-version';
import { PROXY_FLAGS } from './kf5026-proxy-flags';
import { ISSUER_SLASH } from './kf5027-issuer-slash';

/** The rules over who gets in, and how. */
export const FRONT_DOOR_RULES: readonly Rule<KagentControlPlaneProps>[] = [
  UNSECURE,
  OAUTH2_PROXY_USERS,
  FRONT_DOOR_SHAPE,
  ENFORCED_FENCE,
  SESSIONS,
  OAUTH2_PROXY_VERSION,
  PROXY_FLAGS,
  ISSUER_SLASH,
];
