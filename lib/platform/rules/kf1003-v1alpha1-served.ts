import type { Rule } from '../../diagnostics/rule';
import { findRelease, type Release, releases } from '../../releases';
import type { PlatformRef } from '../platform-ref';
import { isBefore, parseReleaseVersion } from '../version';
import { examplePlatform } from './example-platform';

/** Who of a release needs v1alpha1, in one sentence. */
export function whoNeedsV1alpha1({ agentSandbox, name }: Release): string {
  return `${name} needs v1alpha1: ${agentSandbox.v1alpha1.map(({ who }) => who).join('; ')}`;
}

/** The releases that do without v1alpha1. */
export function releasesWithoutV1alpha1(): string {
  return Object.values(releases)
    .filter(({ agentSandbox }) => agentSandbox.v1alpha1.length === 0)
    .map(({ name }) => name)
    .join(', ');
}

/** An agent-sandbox that somebody else installs serves the API versions that the release uses. */
export const V1ALPHA1_SERVED: Rule<PlatformRef> = {
  id: 'KF1003',
  name: 'v1alpha1-served',
  severity: 'error',
  acknowledge: 'never',
  why: 'A part with v1alpha1 compiled in ends each call in "no matches for kind", or skips its watch until a restart.',
  fix: 'have agent-sandbox 0.5.x installed with v1alpha1 served and the conversion webhook on, or choose a release that does without v1alpha1',
  faults: ['F-REL-03', 'F-REL-07'],
  sources: ['facts/agent-sandbox.md §1.6', 'facts/verified.md §1'],
  check({ release, agentSandbox: { external } }, report) {
    const known = findRelease(release);
    if (known === undefined || external === undefined) return;
    const version = parseReleaseVersion(external.version);
    if (external.servesV1alpha1 && version.ok && !isBefore(version.value, [1])) {
      report({
        path: ['agentSandbox', 'external', 'servesV1alpha1'],
        problem: `agent-sandbox ${external.version} cannot serve v1alpha1, which 1.0 removed`,
        got: true,
        allowed: 'false',
        fix: 'declare what is installed: false, or the version 0.5.x',
      });
    }
    if (known.agentSandbox.v1alpha1.length === 0 || external.servesV1alpha1) return;
    report({
      path: ['agentSandbox', 'external', 'servesV1alpha1'],
      problem: whoNeedsV1alpha1(known),
      got: external.servesV1alpha1,
      allowed: `true, or one of the releases ${releasesWithoutV1alpha1()}`,
    });
  },
  examples: {
    failing: examplePlatform({
      release: releases.KAGENT_0_9,
      agentSandbox: { external: { version: '0.5.6', servesV1alpha1: false } },
    }),
    mended: examplePlatform({
      release: releases.KAGENT_0_9,
      agentSandbox: { external: { version: '0.5.6', servesV1alpha1: true } },
    }),
  },
};
