import { contentHash } from '../../../plan/canonical-json';
import { type Resource, resource } from '../../../plan/resource';
import { type Dashboard, dashboardJson } from '../../observability/dashboard';
import { labelsOf } from '../labels';
import { namespaceOf } from '../place';
import type { AgentSandboxPoolProps } from '../props';
import { DECISIONS_METRIC } from './decision-log';
import { vectorConfig } from './log-parser';
import { isSupervised, type SupervisedPoolProps } from './policy-of';

/** What is made of the decision log, where it is asked for. The log itself is always written. */
export function observabilityMembers(props: AgentSandboxPoolProps): Resource[] {
  if (!isSupervised(props) || props.observability === undefined) return [];
  const { logParser = false, dashboard } = props.observability;
  const namespace = namespaceOf(props);
  return [
    ...(logParser ? [configMap(props, 'log-parser', { 'vector.yaml': vectorConfig(namespace, props.name) })] : []),
    ...(dashboard === undefined
      ? []
      : [
          configMap(
            props,
            'dashboard',
            {
              'dashboard.json': dashboardJson(
                // Grafana takes at most 40 characters.
                contentHash({ namespace, pool: props.name }).slice(0, 40),
                decisions(namespace, props.name),
              ),
            },
            dashboard.labels ?? { grafana_dashboard: '1' },
          ),
        ]),
  ];
}

function decisions(namespace: string, pool: string): Dashboard {
  const rate = (filter: string, by: string) =>
    `sum by (${by}) (rate(${DECISIONS_METRIC}{pool="${pool}"${filter}}[$__rate_interval]))`;
  return {
    title: `Decisions of ${namespace}/${pool}`,
    panels: [
      { title: 'Decisions per second', expr: rate('', 'action'), unit: 'ops', legend: '{{action}}' },
      {
        title: 'Denied per second',
        expr: rate(',action="denied"', 'about, policy'),
        unit: 'ops',
        legend: '{{about}} {{policy}}',
      },
    ],
  };
}

function configMap(
  props: SupervisedPoolProps,
  key: string,
  data: Readonly<Record<string, string>>,
  labels: NonNullable<NonNullable<SupervisedPoolProps['observability']>['dashboard']>['labels'] = {},
): Resource {
  return resource({
    key,
    scope: 'Namespaced',
    phase: 'config',
    teardown: 30,
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `${props.name}-${key}`,
        namespace: namespaceOf(props),
        labels: { ...labelsOf(props, key), ...labels },
      },
      data,
    },
  });
}
