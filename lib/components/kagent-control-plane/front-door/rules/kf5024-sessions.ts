import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseDuration } from '../../../../syntax/duration';
import { exampleBehindOAuth2Proxy } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import { DEFAULT_SESSION_LIFETIME } from '../arguments';

const AT: Path = ['frontDoor', 'oauth2Proxy'];

/** Sessions end, and are asked for again before they do. */
export const SESSIONS: Rule<KagentControlPlaneProps> = {
  id: 'KF5024',
  name: 'oauth2-proxy-sessions',
  severity: 'error',
  acknowledge: 'never',
  why: 'The proxy ends at its start when a session is refreshed later than it ends, and a lifetime of 0 never ends one.',
  fix: 'give a lifetime above 0 and a refresh below it',
  faults: [],
  sources: ['oauth2-proxy v7.15.3, pkg/validation/cookie.go, validateCookie'],
  check({ frontDoor }, report) {
    const proxy = frontDoor?.oauth2Proxy;
    if (!proxy) return;
    const { sessionLifetime = DEFAULT_SESSION_LIFETIME, sessionRefresh, replicas = 1 } = proxy;
    for (const finding of durationFindings(sessionLifetime, sessionRefresh)) report(finding);
    if (Number.isInteger(replicas) && replicas >= 1) return;
    report({
      path: [...AT, 'replicas'],
      problem: 'there is no proxy',
      got: replicas,
      allowed: 'a whole number from 1',
    });
  },
  examples: {
    failing: exampleBehindOAuth2Proxy({ sessionLifetime: '1h', sessionRefresh: '2h' }),
    mended: exampleBehindOAuth2Proxy({ sessionLifetime: '8h', sessionRefresh: '1h' }),
  },
};

function durationFindings(lifetime: string, refresh: string | undefined): Finding[] {
  const ends = parseDuration(lifetime);
  const refreshes = parseDuration(refresh ?? '0');
  const path = [...AT, 'sessionRefresh'];
  return [
    ...findingsOf([...AT, 'sessionLifetime'], 'the lifetime', lifetime, ends),
    ...(ends.ok && ends.value <= 0n
      ? [
          {
            path: [...AT, 'sessionLifetime'],
            problem: 'sessions never end',
            got: lifetime,
            allowed: 'above 0, e.g. 12h',
          },
        ]
      : []),
    ...findingsOf(path, 'the refresh', refresh, refreshes),
    ...(ends.ok && refreshes.ok && refreshes.value >= ends.value && ends.value > 0n
      ? [{ path, problem: 'the session has ended by then', got: refresh, allowed: `below ${lifetime}` }]
      : []),
  ];
}
