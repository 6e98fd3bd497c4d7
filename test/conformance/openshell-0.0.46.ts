import type { ReviewedChart } from './compare';
import { SHARED_TWINS, sharedDifferences } from './openshell-shared';

/** What kagent-fleet makes of the chart of OpenShell 0.0.46, in the release KAGENT_0_9. */
export const OPENSHELL_0_0_46: ReviewedChart = {
  rendering: '8035aeaa951102c4',
  twins: SHARED_TWINS,
  absent: {},
  parts: {
    // The chart was packaged under another name than its container should have.
    'containers/helm-chart': 'containers/openshell-gateway',
    'spec/containers/certgen': 'spec/initContainers/certgen',
  },
  differences: [
    ...sharedDifferences('helm-chart'),
    [
      'Role openshell-sandbox',
      'rules/patch sandboxes**',
      'hardened',
      'the driver never calls it (facts/verified.md §11)',
    ],
    [
      'ConfigMap openshell-config',
      'data/gateway.toml/openshell.gateway.supervisor_image',
      'hardened',
      'with its digest',
    ],
  ],
};
