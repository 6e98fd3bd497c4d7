import { examplePlatform } from '../../platform/rules/example-platform';
import type { AgentSandboxPoolProps } from './props';

/** An image with a digest; the digest is made up. */
export const EXAMPLE_IMAGE = `registry.example/agents/claude@sha256:${'5'.repeat(64)}`;

/** A pool without a fault, with some props changed: the examples of the rules. */
export function examplePool(changes: Readonly<Record<string, unknown>> = {}): AgentSandboxPoolProps {
  return {
    platform: examplePlatform(),
    namespace: 'team-a',
    name: 'claude',
    image: EXAMPLE_IMAGE,
    replicas: 5,
    network: 'isolated',
    ...changes,
  } as AgentSandboxPoolProps;
}

/** The same pool with a whole pod instead of the short form. */
export function examplePodPool(
  pod: Readonly<Record<string, unknown>> = {},
  changes: Readonly<Record<string, unknown>> = {},
): AgentSandboxPoolProps {
  return examplePool({
    image: undefined,
    podTemplate: {
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'claude',
            image: EXAMPLE_IMAGE,
            resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
          },
        ],
        ...pod,
      },
    },
    ...changes,
  });
}
