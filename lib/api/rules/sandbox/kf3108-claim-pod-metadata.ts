import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { exampleClaim } from '../examples';
import { Spot } from '../spot';

/** What the controller allows unless its ConfigMap agent-sandbox-config says otherwise. */
const ALLOWED_DOMAIN = 'sandbox.users.io';
const RESTRICTED = ['kubernetes.io', 'k8s.io', 'agents.x-k8s.io'] as const;
const EXEMPT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

/** Labels and annotations that a claim adds to its pod are ones that the controller takes. */
export const claimPodMetadata: Rule<KubernetesObject> = {
  id: 'KF3108',
  name: 'claim-pod-metadata',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The controller rejects the claim with InvalidMetadata: labels need a domain on its allow list, which it reads once at its start, and annotations may not use Kubernetes’ own domains.',
  fix: 'use the domain sandbox.users.io; or set `allowedLabelDomains` of AgentSandboxController and acknowledge this rule with that domain',
  faults: ['F-SBX-22'],
  sources: ['AS sandboxclaim_controller.go, validateAdditionalPodMetadata', 'facts/agent-sandbox.md §2.7'],
  check(object, report) {
    const spot = Spot.of(object, report);
    spot.entries(['spec', 'additionalPodMetadata', 'labels'], (label, key) => {
      const problem = problemOfLabel(key, label.value);
      if (problem !== undefined) {
        label.refuse({
          problem,
          got: { [key]: label.value },
          allowed: `${ALLOWED_DOMAIN}/<name>, or a subdomain of it`,
        });
      }
    });
    spot.entries(['spec', 'additionalPodMetadata', 'annotations'], (annotation, key) => {
      const problem = problemOfAnnotation(key);
      if (problem !== undefined)
        annotation.refuse({ problem, got: key, allowed: `a domain of your own, or ${EXEMPT}` });
    });
  },
  examples: {
    failing: exampleClaim({ additionalPodMetadata: { labels: { team: 'a' } } }),
    mended: exampleClaim({ additionalPodMetadata: { labels: { 'sandbox.users.io/team': 'a' } } }),
  },
};

function problemOfLabel(key: string, value: unknown): string | undefined {
  const syntax = [parseLabelKey(key), parseLabelValue(value)].find((parsed) => !parsed.ok);
  if (syntax !== undefined && !syntax.ok) return `the label is malformed: ${syntax.reason}`;
  if (key.toLowerCase() === 'app' && String(value).toLowerCase() === 'sandbox-router') {
    return 'a pod may not pass for the sandbox router';
  }
  const domain = domainOf(key);
  if (domain === undefined) return 'the label has no domain, which the controller demands';
  return isBelow(domain, ALLOWED_DOMAIN)
    ? undefined
    : `the domain ${domain} is not on the controller’s default allow list`;
}

function problemOfAnnotation(key: string): string | undefined {
  const parsed = parseAnnotationKey(key);
  if (!parsed.ok) return `the annotation key is malformed: ${parsed.reason}`;
  const domain = domainOf(key);
  if (domain === undefined || key === EXEMPT) return undefined;
  return RESTRICTED.some((restricted) => isBelow(domain, restricted))
    ? `the domain ${domain} is kept for Kubernetes`
    : undefined;
}

function domainOf(key: string): string | undefined {
  const slash = key.indexOf('/');
  return slash < 0 ? undefined : key.slice(0, slash).toLowerCase();
}

function isBelow(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}
