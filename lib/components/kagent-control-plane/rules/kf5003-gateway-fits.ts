import type { Finding, Rule } from '../../../diagnostics/rule';
import type { GatewayRef } from '../../../platform/gateway-ref';
import { letsIn } from '../../../platform/network-peer';
import { REF_VERSION } from '../../../platform/platform-ref';
import { isBefore, parseReleaseVersion } from '../../../platform/version';
import { findRelease, releases } from '../../../releases';
import { exampleWithGateway } from '../example';
import { partSelector } from '../names';
import { namespaceOf, platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';
import { DEFAULT_PREFIX } from '../settings';
import { secretKeyFindings } from './secret-key';

/** The gateway is one that this kagent can drive, of the same platform, and lets this controller in. */
export const GATEWAY_FITS: Rule<KagentControlPlaneProps> = {
  id: 'KF5003',
  name: 'gateway-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent speaks one generation of the gateway’s protocol: with a newer one harnesses are accepted and never get Ready. It connects once, at its start, and ends when it is not let in, which takes all agents and the API with it.',
  fix: 'take the gateway of a release whose kagent drives it, and name this control plane among its callers; without harnesses leave `gateway` out',
  faults: ['F-REL-01', 'F-REL-02', 'F-KAG-09', 'F-TEN-01'],
  sources: ['facts/kagent.md §0.1, §3', 'facts/verified.md §1'],
  check(props, report) {
    for (const finding of [...gatewayFindings(props), ...tokenFindings(props)]) report(finding);
  },
  examples: {
    failing: exampleWithGateway({}, { callers: [{ namespace: 'team-b-kagent' }] }),
    mended: exampleWithGateway(),
  },
};

function gatewayFindings(props: KagentControlPlaneProps): Finding[] {
  const { gateway } = props;
  if (gateway === undefined) return [];
  const version: unknown = gateway?.refVersion;
  if (version !== REF_VERSION) {
    return [
      { path: ['gateway'], problem: 'this is no ref of a gateway that this library reads', allowed: 'gateway.ref' },
    ];
  }
  return [...versionFindings(props, gateway), ...platformFindings(props, gateway), ...callerFindings(props, gateway)];
}

function versionFindings(props: KagentControlPlaneProps, { version }: GatewayRef): Finding[] {
  const kagent = findRelease(platformOf(props).release)?.kagent;
  if (kagent === undefined || kagent.drivesOpenShell.includes(version)) return [];
  return [
    {
      path: ['gateway', 'version'],
      problem: `kagent ${kagent.version} cannot drive this gateway: ${whyNot(version)}`,
      got: version,
      allowed: kagent.drivesOpenShell.join(', '),
      fix: `use release ${nearestRelease(kagent.drivesOpenShell)} for harnesses; in this one leave \`gateway\` out`,
    },
  ];
}

/** What of the protocol changed when. source: facts/kagent.md §0.1; facts/verified.md §1 */
function whyNot(version: string): string {
  const parsed = parseReleaseVersion(version);
  if (!parsed.ok) return 'its version is not known';
  if (!isBefore(parsed.value, [0, 0, 88])) {
    return 'it has no SetClusterInference any more, and it reports a sandbox’s phase where kagent does not look';
  }
  if (!isBefore(parsed.value, [0, 0, 53])) {
    return 'it reports a sandbox’s phase where kagent does not look, so that no harness gets Ready';
  }
  return 'its sandboxes get no identity under the agent-sandbox of this release';
}

function nearestRelease(drives: readonly string[]): string {
  const found = Object.values(releases).find(({ openshell }) => drives.includes(openshell.version));
  return found?.name ?? 'KAGENT_0_9';
}

function platformFindings(props: KagentControlPlaneProps, gateway: GatewayRef): Finding[] {
  const own = platformOf(props);
  const { platform: theirs } = gateway;
  const place = props.tenant?.namespaces?.gateway;
  return [
    ...(theirs?.name === own.name && theirs.release === own.release
      ? []
      : [
          {
            path: ['gateway', 'platform'],
            problem: 'the gateway belongs to another platform or release',
            got: `${theirs?.name}, ${theirs?.release}`,
            allowed: `${own.name}, ${own.release}`,
          },
        ]),
    // Whoever drives a gateway reads every sandbox and every credential of it.
    ...(place === undefined || gateway.namespace === place
      ? []
      : [
          {
            path: ['gateway', 'namespace'],
            problem: 'the gateway is not this tenant’s',
            got: gateway.namespace,
            allowed: place,
          },
        ]),
  ];
}

function callerFindings(props: KagentControlPlaneProps, { callers }: GatewayRef): Finding[] {
  const namespace = namespaceOf(props);
  const own: { readonly [label: string]: string } = partSelector(props.name ?? DEFAULT_PREFIX, 'controller');
  if (letsIn(callers, { namespace, labels: own })) return [];
  return [
    {
      path: ['gateway', 'callers'],
      problem: 'the gateway’s NetworkPolicy does not let this controller in',
      got: callers,
      allowed: `{ namespace: ${namespace}, podLabels: ${JSON.stringify(own)} } or less exact`,
    },
  ];
}

function tokenFindings({ gateway, gatewayToken }: KagentControlPlaneProps): Finding[] {
  const wanted = gateway?.auth === 'oidc';
  const path = ['gatewayToken'];
  if (gatewayToken === undefined) {
    if (!wanted) return [];
    return [
      { path, problem: 'the gateway asks for a token, and kagent has none', allowed: '{ name, key } of a Secret' },
    ];
  }
  return [
    ...secretKeyFindings(path, gatewayToken),
    ...(wanted ? [] : [{ path, problem: 'no gateway asks for this token', got: gateway?.auth ?? 'no gateway' }]),
  ];
}
