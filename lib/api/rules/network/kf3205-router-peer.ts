import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplate } from '../examples';
import { isRecord } from '../spot';
import { eachPeer } from './policy-of';

const NAME = 'kubernetes.io/metadata.name';

/** A peer that is meant to be the sandbox router selects pods that carry its labels where it runs. */
export const routerPeer: Rule<KubernetesObject> = {
  id: 'KF3205',
  name: 'router-peer',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Upstream’s default policy wants pods `app: sandbox-router` in agent-sandbox-system; its Go router runs in namespace default as `app.kubernetes.io/name: sandbox-router`, and only the Python router carries `app`. A peer that mixes the two lets nobody in: the router’s dial times out.',
  fix: 'take labels and namespace from the router you run: Go router `app.kubernetes.io/name: sandbox-router` in `default`, Python router `app: sandbox-router` where you installed it',
  faults: ['F-SBX-04'],
  sources: ['AS #1409', 'facts/agent-sandbox.md §2.6, §3'],
  check(object, report) {
    eachPeer(object, report, (peer, direction) => {
      if (direction !== 'ingress') return;
      peer.look(['podSelector', 'matchLabels'], (labels) => {
        peer.look(['namespaceSelector', 'matchLabels', NAME], (namespace) => {
          if (!isRecord(labels.value)) return;
          const go = labels.value['app.kubernetes.io/name'] === 'sandbox-router';
          const python = labels.value.app === 'sandbox-router';
          const mixed =
            (go && namespace.value === 'agent-sandbox-system') ||
            (python && namespace.value === 'default') ||
            (go && python);
          if (!mixed) return;
          labels.refuse({
            problem: 'no router of agent-sandbox 0.5 has these labels in this namespace',
            got: { namespace: namespace.value, ...labels.value },
          });
        });
      });
    });
  },
  examples: {
    failing: withRouter('agent-sandbox-system'),
    mended: withRouter('default'),
  },
};

function withRouter(namespace: string): KubernetesObject {
  const { spec, ...rest } = exampleTemplate();
  const router = {
    namespaceSelector: { matchLabels: { [NAME]: namespace } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'sandbox-router' } },
  };
  const { networkPolicy, ...others } = spec as { readonly networkPolicy: object };
  return {
    ...rest,
    spec: {
      ...others,
      networkPolicy: { ...networkPolicy, ingress: [{ from: [router], ports: [{ protocol: 'TCP', port: 8888 }] }] },
    },
  };
}
