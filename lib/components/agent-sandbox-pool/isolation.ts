import { type Resource, resource } from '../../plan/resource';
import { labelsOf } from './labels';
import type { AgentSandboxPoolProps, Isolation } from './props';

const CLASSES: { readonly [word in Extract<Isolation, string>]: string | undefined } = {
  runc: undefined,
  gvisor: 'gvisor',
  kata: 'kata-qemu',
  'kata-firecracker': 'kata-fc',
};

/** The words that stand for a RuntimeClass. */
export const ISOLATION_WORDS = Object.keys(CLASSES) as readonly Extract<Isolation, string>[];

/** The RuntimeClass that an isolation stands for; `undefined` is the cluster's ordinary runtime. */
export function runtimeClassOf(isolation: Isolation | undefined): string | undefined {
  if (isolation === undefined) return undefined;
  return typeof isolation === 'string' ? CLASSES[isolation] : isolation.runtimeClass;
}

/** The RuntimeClass, when the pool makes it. */
export function runtimeClassMembers(props: AgentSandboxPoolProps): Resource[] {
  const { isolation } = props;
  if (typeof isolation !== 'object' || isolation.create === undefined) return [];
  const { handler, overhead, scheduling } = isolation.create;
  return [
    resource({
      key: 'runtime-class',
      scope: 'Cluster',
      phase: 'config',
      teardown: 70,
      // The API server refuses another handler for a class that exists.
      createOnly: [['handler']],
      manifest: {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name: isolation.runtimeClass, labels: labelsOf(props, 'runtime-class') },
        handler,
        ...(overhead !== undefined && { overhead: { podFixed: overhead } }),
        ...(scheduling !== undefined && { scheduling }),
      },
    }),
  ];
}
