import type { Finding, Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseCidr } from '../../../../syntax/cidr';
import { parsePort } from '../../../../syntax/port';
import { peerFindings } from '../../../observability/rules/peer-findings';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Wider than this a range of addresses names nobody. */
const WIDEST = { 4: 8, 6: 32 } as const;

/** Whoever may reach the port is named. */
export const CALLERS: Rule<OpenShellGatewayProps> = {
  id: 'KF4030',
  name: 'callers',
  severity: 'error',
  acknowledge: 'never',
  why: 'A peer without namespace and address is everybody to a NetworkPolicy, and the port hands out credentials to whoever gets through.',
  fix: 'name the namespace of each caller with the labels of its pods, or its addresses',
  faults: ['F-GW-02', 'F-GW-16', 'F-NET-04'],
  sources: ['facts/openshell.md §10.9, §10.17'],
  check(props, report) {
    const { auth, storage, ingress } = props;
    const callers: unknown = props.callers;
    if (callers !== undefined && !Array.isArray(callers)) {
      report({ path: ['callers'], problem: 'this is no list of peers', got: callers, allowed: 'a list of peers' });
    } else {
      for (const [index, peer] of (props.callers ?? []).entries()) {
        for (const finding of namedPeer(['callers', index], peer)) report(finding);
      }
    }
    const peers: readonly (readonly [readonly string[], unknown])[] = [
      [['auth', 'oidc', 'to'], auth?.oidc?.to],
      [['storage', 'postgres', 'to'], storage?.postgres?.to],
      [['ingress', 'gatewayApi', 'dataPlane'], ingress?.gatewayApi?.dataPlane],
      // The one that has to be said: nobody knows where an ingress controller runs.
      [['ingress', 'ingress', 'controller'], ingress?.ingress ? (ingress.ingress.controller ?? null) : undefined],
    ];
    for (const [path, peer] of peers.filter(([, given]) => given !== undefined)) {
      for (const finding of namedPeer(path, peer)) report(finding);
    }
    const port = auth?.oidc?.port;
    if (port !== undefined) {
      for (const finding of findingsOf(['auth', 'oidc', 'port'], 'the port', port, parsePort(port))) report(finding);
    }
    if (!auth?.trustedProxy) return;
    for (const finding of namedPeer(['auth', 'trustedProxy', 'proxy'], auth.trustedProxy.proxy)) report(finding);
    if (props.callers !== undefined) {
      report({
        path: ['callers'],
        problem: 'who goes past the trusted proxy has full rights and is known to nobody',
        got: props.callers,
        allowed: 'nothing: the proxy is the one caller',
      });
    }
  },
  examples: {
    failing: exampleGateway({ callers: [{ podLabels: { app: 'kagent' } }, { cidr: '0.0.0.0/0' }] }),
    mended: exampleGateway({
      callers: [{ namespace: 'kagent', podLabels: { app: 'kagent' } }, { cidr: '10.9.0.0/16' }],
    }),
  },
};

function namedPeer(path: readonly (string | number)[], peer: unknown): Finding[] {
  if (typeof peer !== 'object' || peer === null) {
    return [{ path, problem: 'this is no peer', got: peer, allowed: '{ namespace, podLabels } or { cidr }' }];
  }
  const found = peerFindings(path, peer as Parameters<typeof peerFindings>[1]);
  if (found.length > 0 || !('cidr' in peer)) return found;
  const parsed = parseCidr(peer.cidr);
  if (!parsed.ok || parsed.value.prefix >= WIDEST[parsed.value.family]) return found;
  return [
    {
      path: [...path, 'cidr'],
      problem: 'the range is so wide that it names nobody',
      got: peer.cidr,
      allowed: `at least /${WIDEST[parsed.value.family]}`,
    },
  ];
}
