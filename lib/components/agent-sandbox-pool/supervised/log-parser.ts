import { SUPERVISED_CONTAINER } from '../../../api/rules/pod/supervised-pod';
import { TENANT_LABEL } from '../../tenant/namespaces';
import { POOL_LABEL } from '../labels';
import { DECISION_TAGS, DECISIONS_METRIC } from './decision-log';
import { HARNESS_LABEL } from './labels';

/** Where Vector serves what it counted. */
const METRICS_ADDRESS = '0.0.0.0:9598';

/**
 * A Vector configuration: the pool's logs, the decisions among them, and a counter of those.
 *
 * It is an example to be merged into a log collector that you run: the library runs none. source: Vector documentation,
 * kubernetes_logs, remap, log_to_metric
 */
export function vectorConfig(namespace: string, pool: string): string {
  return `sources:
  sandboxes:
    type: kubernetes_logs
    extra_label_selector: "${POOL_LABEL}=${pool}"
    extra_field_selector: "metadata.namespace=${namespace}"
transforms:
  decisions:
    type: remap
    inputs: [sandboxes]
    drop_on_abort: true
    source: |
      if .kubernetes.container_name != "${SUPERVISED_CONTAINER}" { abort }
      line = string!(.message)
      found, error = parse_regex(line, r'OCSF (?P<class>NET|HTTP):[A-Z_]+ \\[(?P<severity>[A-Z]+)\\] (?P<action>ALLOWED|DENIED|OBSERVED|MODIFIED)')
      if error != null { abort }
      matched = parse_regex(line, r'\\[policy:(?P<policy>[^ \\]]*) engine:') ?? { "policy": "-" }
      labels = object(.kubernetes.pod_labels) ?? {}
      .tenant = get(labels, ["${TENANT_LABEL}"]) ?? "-"
      .pool = get(labels, ["${POOL_LABEL}"]) ?? "-"
      .harness = get(labels, ["${HARNESS_LABEL}"]) ?? "-"
      .action = downcase(string!(found.action))
      .about = if found.class == "HTTP" { "request" } else { "connection" }
      .policy = matched.policy
  counted:
    type: log_to_metric
    inputs: [decisions]
    metrics:
      - type: counter
        field: message
        name: ${DECISIONS_METRIC}
        tags:
${DECISION_TAGS.map((tag) => `          ${tag}: "{{${tag}}}"`).join('\n')}
sinks:
  metrics:
    type: prometheus_exporter
    inputs: [counted]
    address: ${METRICS_ADDRESS}
`;
}
