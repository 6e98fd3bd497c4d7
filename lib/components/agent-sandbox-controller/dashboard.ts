import type { Dashboard, DashboardPanel } from '../observability/dashboard';
import { CONTROLLER } from './names';
import type { Settings } from './settings';

/** What the controller does, by its own metrics and those of controller-runtime. source: facts/agent-sandbox.md §4 */
export function dashboard({ namespace, extensions }: Settings): Dashboard {
  const pods = `namespace="${namespace}",pod=~"${CONTROLLER}-.+"`;
  return {
    title: 'agent-sandbox controller',
    panels: [
      // Every replica reports all sandboxes. source: facts/agent-sandbox.md §4
      {
        title: 'Sandboxes by readiness',
        expr: 'sum by (ready_condition) (max without (pod, instance) (agent_sandboxes))',
        legend: '{{ready_condition}}',
      },
      {
        title: 'Sandbox creation, 95th percentile',
        expr: quantile('agent_sandbox_creation_latency_ms', 'launch_type'),
        unit: 'ms',
        legend: '{{launch_type}}',
      },
      ...(extensions ? CLAIMS : []),
      {
        title: 'Reconcile errors per second',
        expr: `sum by (controller) (rate(controller_runtime_reconcile_errors_total{${pods}}[$__rate_interval]))`,
        unit: 'ops',
        legend: '{{controller}}',
      },
      {
        title: 'Work queue depth',
        expr: `sum by (name) (workqueue_depth{${pods}})`,
        legend: '{{name}}',
      },
      { title: 'Memory', expr: `process_resident_memory_bytes{${pods}}`, unit: 'bytes', legend: '{{pod}}' },
      { title: 'Leader', expr: `max by (pod) (leader_election_master_status{${pods}})`, legend: '{{pod}}' },
    ],
  };
}

const CLAIMS: readonly DashboardPanel[] = [
  {
    title: 'Claims per second by launch type',
    expr: 'sum by (launch_type) (rate(agent_sandbox_claim_creation_total[$__rate_interval]))',
    unit: 'ops',
    legend: '{{launch_type}}',
  },
  {
    title: 'Claim start-up, 95th percentile',
    expr: quantile('agent_sandbox_claim_controller_startup_latency_ms', 'launch_type'),
    unit: 'ms',
    legend: '{{launch_type}}',
  },
];

function quantile(histogram: string, by: string): string {
  return `histogram_quantile(0.95, sum by (le, ${by}) (rate(${histogram}_bucket[$__rate_interval])))`;
}
