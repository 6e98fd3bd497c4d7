import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel, parseDnsSubdomain, parseRfc1035Label } from '../../../syntax/names';
import type { KagentResourceProps } from '../props';
import { exampleControlPlane } from './example-control-plane';

/** A custom resource, and the strictest name among the objects that upstream makes for it. */
export interface NamedResource extends Pick<KagentResourceProps, 'controlPlane' | 'namespace' | 'name'> {
  readonly namedLike: 'Service' | 'itself';
}

/** Name and namespace can be those of all objects that upstream makes under them. */
export const KAGENT_NAMES: Rule<NamedResource> = {
  id: 'KF5401',
  name: 'kagent-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent and kmcp give the Deployment, the Service and a label value the name of the custom resource: what a Service cannot be called is accepted as a custom resource and then fails at each reconcile.',
  fix: 'give a name of at most 63 lower-case letters, digits and dashes that starts with a letter',
  faults: [],
  sources: ['facts/kagent.md §2, §4'],
  check({ name, namespace, namedLike }, report) {
    const parsed = namedLike === 'Service' ? parseRfc1035Label(name) : parseDnsSubdomain(name);
    for (const finding of findingsOf(['name'], 'the name', name, parsed)) report(finding);
    if (namespace === undefined) return;
    for (const finding of findingsOf(['namespace'], 'the namespace', namespace, parseDnsLabel(namespace))) {
      report(finding);
    }
  },
  examples: {
    failing: { controlPlane: exampleControlPlane(), name: 'Team_A', namedLike: 'Service' },
    mended: { controlPlane: exampleControlPlane(), name: 'team-a', namedLike: 'Service' },
  },
};
