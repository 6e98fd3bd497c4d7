import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../../syntax/names';
import { exampleControlPlane } from '../../example';
import { onePeerFindings, peerListFindings } from '../../fence/rules/peer-list';
import type { KagentControlPlaneProps } from '../../props';
import type { OAuth2Proxy } from '../props';

const DOORS = ['oauth2Proxy', 'trustedProxy', 'unsecure'] as const;
const TEXTS = ['clientId', 'scope', 'groupsClaim'] as const;
const ALLOWED = DOORS.map((door) => `{ ${door} }`).join(', ');

/** There is one front door, of a kind that kagent knows, and it is said who stands before it. */
export const FRONT_DOOR_SHAPE: Rule<KagentControlPlaneProps> = {
  id: 'KF5022',
  name: 'front-door-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent ends at its start on a mode of authentication other than unsecure and trusted-proxy, and an empty list of peers opens the port to everybody.',
  fix: 'give exactly one of oauth2Proxy, trustedProxy and unsecure, complete',
  faults: ['F-KAG-29', 'F-TEN-03'],
  sources: ['facts/kagent.md §5'],
  check({ frontDoor, ui }, report) {
    const given: readonly (readonly [string, unknown])[] =
      typeof frontDoor === 'object' && frontDoor !== null
        ? Object.entries(frontDoor).filter(([, value]) => value !== undefined)
        : [];
    const [door] = given;
    if (door === undefined || given.length > 1 || !DOORS.some((known) => known === door[0])) {
      report({
        path: ['frontDoor'],
        problem: 'there is not exactly one front door that kagent knows',
        got: given.length > 0 ? given.map(([name]) => name) : frontDoor,
        allowed: ALLOWED,
      });
      return;
    }
    for (const finding of doorFindings(['frontDoor', door[0]], door[1], ui === false)) report(finding);
  },
  examples: {
    failing: exampleControlPlane({ frontDoor: { proxy: { from: [{ namespace: 'ingress' }] } } }),
    mended: exampleControlPlane({ frontDoor: { trustedProxy: { from: [{ namespace: 'ingress' }] } } }),
  },
};

function doorFindings(path: Path, door: unknown, withoutUi: boolean): Finding[] {
  if (typeof door !== 'object' || door === null) return [{ path, problem: 'it is not set up', got: door }];
  const { from, userIdClaim } = door as { readonly from?: unknown; readonly userIdClaim?: unknown };
  return [
    ...peerListFindings([...path, 'from'], from),
    ...textFindings([...path, 'userIdClaim'], userIdClaim, false),
    ...(path.at(-1) === 'oauth2Proxy' ? proxyFindings(path, door as OAuth2Proxy, withoutUi) : []),
  ];
}

function proxyFindings(path: Path, proxy: OAuth2Proxy, withoutUi: boolean): Finding[] {
  return [
    ...(withoutUi
      ? [
          {
            path,
            problem:
              'the proxy leads to the UI, which is left out; only there are headers taken away that kagent believes',
            allowed: 'the UI, or trustedProxy',
          },
        ]
      : []),
    ...onePeerFindings([...path, 'issuerAt'], proxy.issuerAt, ['public-internet']),
    ...TEXTS.flatMap((field) => textFindings([...path, field], proxy[field], field === 'clientId')),
    ...(proxy.bearerTokens === undefined || typeof proxy.bearerTokens === 'boolean'
      ? []
      : [
          {
            path: [...path, 'bearerTokens'],
            problem: 'this is no switch that is known at synth',
            allowed: 'true, false',
          },
        ]),
    ...secretFindings([...path, 'clientSecret'], proxy.clientSecret),
    ...secretFindings([...path, 'cookieSecret'], proxy.cookieSecret),
    ...(proxy.issuerCa === undefined ? [] : secretFindings([...path, 'issuerCa'], proxy.issuerCa)),
    ...routeFindings([...path, 'route'], proxy.route),
  ];
}

function textFindings(path: Path, value: unknown, required: boolean): Finding[] {
  if ((value === undefined && !required) || (typeof value === 'string' && value !== '')) return [];
  return [
    { path, problem: 'this is no text that is known at synth', got: typeof value, allowed: 'at least one character' },
  ];
}

function secretFindings(path: Path, reference: unknown): Finding[] {
  const { name, key } = (reference ?? {}) as { readonly name?: unknown; readonly key?: unknown };
  return [
    ...findingsOf([...path, 'name'], 'the name of the Secret', name, parseDnsSubdomain(name)),
    ...(typeof key === 'string' && /^[-._a-zA-Z0-9]+$/.test(key)
      ? []
      : [{ path: [...path, 'key'], problem: 'this is no key of a Secret', allowed: 'letters, digits, dots, dashes' }]),
  ];
}

function routeFindings(path: Path, route: unknown): Finding[] {
  if (route === undefined) return [];
  const given = Object.keys(route ?? {});
  if (given.length === 1 && (given[0] === 'gatewayApi' || given[0] === 'ingress')) return [];
  return [{ path, problem: 'a route is one of the two', got: given, allowed: '{ gatewayApi } or { ingress }' }];
}
