import type { ReviewedChart } from './compare';

export const X: ReviewedChart = {
  twins: {
    'Job openshell-certgen': 'Job openshell-certgen-88dae1c05f',
    'ClusterRole openshell-node-reader': 'ClusterRole openshell:openshell:openshell',
    'ClusterRoleBinding openshell-node-reader': 'ClusterRoleBinding openshell:openshell:openshell',
    'Role openshell-sandbox': 'Role openshell',
    'RoleBinding openshell-sandbox': 'RoleBinding openshell',
    'Service openshell': ['Service openshell', 'Service openshell-metrics'],
    'NetworkPolicy openshell-sandbox-ssh': 'NetworkPolicy openshell-sandboxes',
  },
  absent: {},
  parts: { 'spec/containers/certgen': 'spec/initContainers/certgen' },
  differences: [],
};
