import type { Rule } from '../../../diagnostics/rule';
import { namespaceOf } from '../place';
import { exampleControlPlane } from './example-control-plane';
import type { NamedResource } from './kf5401-kagent-names';

/** The object is where its control plane looks. */
export const WATCHED_NAMESPACE: Rule<NamedResource> = {
  id: 'KF5402',
  name: 'watched-namespace',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller ignores a custom resource in a namespace that it does not watch: its status stays empty for ever, and no event says why.',
  fix: 'put it into a watched namespace, or add the namespace to `watchNamespaces` of the control plane',
  faults: ['F-KAG-27'],
  sources: ['facts/kagent.md §2, §10.12'],
  check(props, report) {
    const { watches } = props.controlPlane;
    const namespace = namespaceOf(props);
    if (watches === 'all' || watches.includes(namespace)) return;
    report({
      path: [props.namespace === undefined ? 'controlPlane' : 'namespace'],
      problem: `the control plane ${props.controlPlane.name} does not watch this namespace`,
      got: namespace,
      allowed: watches.join(', '),
    });
  },
  examples: {
    failing: { controlPlane: exampleControlPlane(), name: 'it', namespace: 'team-b', namedLike: 'itself' },
    mended: { controlPlane: exampleControlPlane(), name: 'it', namespace: 'team-a-agents', namedLike: 'itself' },
  },
};
