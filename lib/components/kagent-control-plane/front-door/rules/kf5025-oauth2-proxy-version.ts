import type { Finding, Rule } from '../../../../diagnostics/rule';
import { isBefore, parseReleaseVersion } from '../../../../platform/version';
import { parseImageReference } from '../../../../syntax/image-reference';
import { exampleBehindOAuth2Proxy } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

const PATH = ['frontDoor', 'oauth2Proxy', 'image'];
const DIGEST = `sha256:${'9'.repeat(64)}`;

/** The proxy has no known way around it. */
export const OAUTH2_PROXY_VERSION: Rule<KagentControlPlaneProps> = {
  id: 'KF5025',
  name: 'oauth2-proxy-version',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Versions before 7.15.2 can be passed without a login by a header or a User-Agent, in settings that are common; upstream’s chart brings one of them.',
  fix: 'leave image out for the release’s, or name v7.15.2 or later',
  faults: [],
  sources: [
    'oauth2-proxy GHSA-7x63-xv5r-3p2x, GHSA-5hvv-m4w4-gf6v, GHSA-pxq7-h93f-9jrg, GHSA-c5c4-8r6x-56w3',
    'kagent v0.9.12, helm/kagent/Chart-template.yaml',
  ],
  check({ frontDoor }, report) {
    if (!frontDoor?.oauth2Proxy) return;
    report.whenKnown(PATH, frontDoor.oauth2Proxy.image, imageFindings);
  },
  examples: {
    failing: exampleBehindOAuth2Proxy({ image: `quay.io/oauth2-proxy/oauth2-proxy:v7.6.0@${DIGEST}` }),
    mended: exampleBehindOAuth2Proxy({ image: `quay.io/oauth2-proxy/oauth2-proxy:v7.15.3@${DIGEST}` }),
  },
};

/** A tag that is no version, or a digest alone, says nothing. */
function imageFindings(image: string): Finding[] {
  const parsed = parseImageReference(image);
  const version = /^v?(\d+\.\d+\.\d+)/.exec((parsed.ok && parsed.value.tag) || '')?.[1];
  const known = parseReleaseVersion(version);
  if (!known.ok || !isBefore(known.value, [7, 15, 2])) return [];
  return [{ path: PATH, problem: `${version} can be passed without a login`, got: image, allowed: 'v7.15.2 or later' }];
}
