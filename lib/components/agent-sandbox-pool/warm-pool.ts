import { type Resource, resource } from '../../plan/resource';
import { labelsOf } from './labels';
import { namespaceOf } from './place';
import type { AgentSandboxPoolProps, Autoscaled } from './props';

const API_VERSION = 'extensions.agents.x-k8s.io/v1beta1';

/** The most warm sandboxes that the definition asks for; `undefined` when somebody else decides. */
export function mostWarm(replicas: AgentSandboxPoolProps['replicas']): number | undefined {
  if (typeof replicas === 'number') return replicas;
  return isAutoscaled(replicas) ? replicas.autoscale.max : undefined;
}

function isAutoscaled(replicas: AgentSandboxPoolProps['replicas']): replicas is Autoscaled {
  return typeof replicas === 'object' && typeof replicas?.autoscale === 'object';
}

/** The SandboxWarmPool, and the HorizontalPodAutoscaler when there is one. */
export function warmPoolMembers(props: AgentSandboxPoolProps, dependsOn: readonly string[]): Resource[] {
  const { name, replicas } = props;
  const fixed = typeof replicas === 'number' ? replicas : undefined;
  const metadata = { name, namespace: namespaceOf(props) };
  const pool = resource({
    key: 'pool',
    scope: 'Namespaced',
    phase: 'workload',
    dependsOn,
    teardown: 20,
    // Without sandboxes to wait for there is nothing to be read: the field is absent at 0.
    readiness:
      fixed === undefined || fixed === 0 ? [] : [{ jsonPath: '{.status.readyReplicas}', value: String(fixed) }],
    externallyOwned: fixed === undefined ? [['spec', 'replicas']] : [],
    manifest: {
      apiVersion: API_VERSION,
      kind: 'SandboxWarmPool',
      metadata: { ...metadata, labels: labelsOf(props, 'warm-pool') },
      spec: {
        ...(fixed !== undefined && { replicas: fixed }),
        sandboxTemplateRef: { name },
        updateStrategy: { type: props.updateStrategy ?? 'Recreate' },
      },
    },
  });
  return isAutoscaled(replicas) ? [pool, autoscalerMember(props, replicas)] : [pool];
}

function autoscalerMember(props: AgentSandboxPoolProps, { autoscale }: Autoscaled): Resource {
  const { name } = props;
  const { min, max, target, behavior, metric } = autoscale;
  const { name: metricName, matchLabels } = metric ?? {
    name: 'agent_sandbox_claim_creation_total',
    matchLabels: { warmpool_name: name },
  };
  return resource({
    key: 'autoscaler',
    scope: 'Namespaced',
    phase: 'workload',
    dependsOn: ['pool'],
    teardown: 10,
    manifest: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace: namespaceOf(props), labels: labelsOf(props, 'autoscaler') },
      spec: {
        scaleTargetRef: { apiVersion: API_VERSION, kind: 'SandboxWarmPool', name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
          {
            type: 'External',
            external: {
              metric: { name: metricName, ...(matchLabels !== undefined && { selector: { matchLabels } }) },
              // Value would multiply the pool until it is at its maximum. source: fault F-SBX-16
              target: { type: 'AverageValue', averageValue: target },
            },
          },
        ],
        ...(behavior !== undefined && { behavior }),
      },
    },
  });
}
