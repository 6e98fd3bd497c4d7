import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseImageReference } from '../../../syntax/image-reference';
import { parseDnsSubdomain, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

/** kagent's own default; it does not serve every image of 0.9.12. source: facts/kagent.md §0.3 */
const BROKEN_REGISTRY = 'cr.kagent.dev';

const BIND_HOSTS = ['0.0.0.0', '::'];

/** What every agent gets can be pulled, and is read by the controller as it is meant. */
export const AGENT_DEFAULTS: Rule<KagentControlPlaneProps> = {
  id: 'KF5008',
  name: 'agent-defaults',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller puts the name of Go agents’ image together from this one, with -full behind its tag: that registry does not serve them for 0.9.12, and behind a digest the name is broken, so that agents stay in ImagePullBackOff. Labels are split at commas and equals signs.',
  fix: 'take the image from ghcr.io or a mirror of it, by tag, with `golang-adk` beside it',
  faults: ['F-REL-11'],
  sources: ['facts/kagent.md §0.3, §4', 'kagent#2531'],
  check({ agents }, report) {
    const { image, skillsInitImage, bindHost, serviceAccountName, imagePullSecret, podLabels } = agents ?? {};
    const findings = [
      ...(image === undefined ? [] : imageFindings(['agents', 'image'], image)),
      ...(skillsInitImage === undefined ? [] : registryFindings(['agents', 'skillsInitImage'], skillsInitImage)),
      ...(bindHost === undefined || BIND_HOSTS.includes(bindHost)
        ? []
        : [
            {
              path: ['agents', 'bindHost'],
              problem: 'agents are not reached at this address',
              got: bindHost,
              allowed: BIND_HOSTS.join(', '),
            },
          ]),
      ...nameFindings(['agents', 'serviceAccountName'], serviceAccountName),
      ...nameFindings(['agents', 'imagePullSecret'], imagePullSecret),
      ...Object.entries(podLabels ?? {}).flatMap(([key, value]) => [
        ...findingsOf(['agents', 'podLabels', key], 'the label', key, parseLabelKey(key)),
        ...findingsOf(['agents', 'podLabels', key], 'the label’s value', value, parseLabelValue(value)),
      ]),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleControlPlane({ agents: { image: 'cr.kagent.dev/kagent-dev/kagent/app:0.9.12' } }),
    mended: exampleControlPlane({ agents: { image: 'mirror.example/kagent-dev/kagent/app:0.9.12' } }),
  },
};

function imageFindings(path: Path, image: unknown): Finding[] {
  const parsed = parseImageReference(image);
  if (!parsed.ok) return findingsOf(path, 'the image', image, parsed);
  const { digest, tag } = parsed.value;
  return [
    ...registryFindings(path, image),
    ...(digest !== undefined || tag === undefined
      ? [{ path, problem: 'it is not a name with a tag alone', got: image, allowed: 'registry/repository:tag' }]
      : []),
  ];
}

function registryFindings(path: Path, image: unknown): Finding[] {
  const parsed = parseImageReference(image);
  if (!parsed.ok || parsed.value.domain !== BROKEN_REGISTRY) return [];
  return [
    { path, problem: 'this registry does not serve every image of this release', got: image, allowed: 'ghcr.io' },
  ];
}

function nameFindings(path: Path, name: unknown): Finding[] {
  return name === undefined ? [] : findingsOf(path, 'the name', name, parseDnsSubdomain(name));
}
