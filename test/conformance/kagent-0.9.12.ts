import type { ReviewedChart } from './compare';

export const X: ReviewedChart = {
  twins: {
    'ClusterRole kagent-getter-role': 'ClusterRole kagent-kagent-getter',
    'ClusterRole kagent-writer-role': 'ClusterRole kagent-kagent-writer',
    'ClusterRoleBinding kagent-getter-rolebinding': 'ClusterRoleBinding kagent-kagent-getter',
    'ClusterRoleBinding kagent-writer-rolebinding': 'ClusterRoleBinding kagent-kagent-writer',
    'ClusterRole kagent-kmcp-manager-role': 'ClusterRole kagent-kagent-kmcp-controller-manager',
    'ClusterRoleBinding kagent-kmcp-manager-rolebinding': 'ClusterRoleBinding kagent-kagent-kmcp-controller-manager',
    'ClusterRole kagent-tools-cluster-admin-role': 'ClusterRole kagent-kagent-tools',
    'ClusterRoleBinding kagent-tools-cluster-admin-rolebinding': 'ClusterRoleBinding kagent-kagent-tools',
    'Role kagent-kmcp-leader-election-role': 'Role kagent-kmcp-controller-manager-leader-election',
    'RoleBinding kagent-kmcp-leader-election-rolebinding': 'RoleBinding kagent-kmcp-controller-manager-leader-election',
    'Service kagent-kmcp-controller-manager-metrics-service': 'Service kagent-kmcp-controller-manager',
    'Service kagent-tools-metrics': 'Service kagent-tools',
  },
  absent: {},
  parts: { 'containers/manager': 'containers/kmcp' },
  differences: [
    ['*', 'metadata/labels/**', 'renamed', ''],
    ['*', 'spec/template/metadata/labels/**', 'renamed', ''],
  ],
};
