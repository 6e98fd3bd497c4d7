import type { Rule } from '../../../../diagnostics/rule';
import { exampleBehindOAuth2Proxy, exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

/** Somebody answers for a control plane that asks nobody who he is. */
export const UNSECURE: Rule<KagentControlPlaneProps> = {
  id: 'KF5020',
  name: 'unsecure-front-door',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The user is whatever X-User-Id or user_id says, else admin@kagent.dev, and no right is checked after that: whoever reaches UI or API reads every session, changes every agent and uses every key.',
  fix: 'put oauth2Proxy or a proxy of yours before it',
  faults: ['F-TEN-03'],
  sources: ['facts/kagent.md §5', 'KA #1270'],
  check({ frontDoor }, report) {
    if (!frontDoor?.unsecure) return;
    report({
      path: ['frontDoor', 'unsecure'],
      problem: 'UI and API believe everybody who reaches them',
      allowed: 'oauth2Proxy, trustedProxy',
    });
  },
  examples: {
    failing: exampleControlPlane({ frontDoor: { unsecure: { from: [{ namespace: 'team-a' }] } } }),
    mended: exampleBehindOAuth2Proxy(),
  },
};
