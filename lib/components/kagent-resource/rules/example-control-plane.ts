import type { ControlPlaneRef } from '../../../platform/control-plane-ref';
import { REF_VERSION } from '../../../platform/platform-ref';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { releases } from '../../../releases';

/** An image of the rules' examples; its digest is made up. */
export const EXAMPLE_IMAGE = `registry.example/tools@sha256:${'0'.repeat(64)}`;

/** A control plane without a fault, for the rules' examples. */
export function exampleControlPlane(ref: Partial<ControlPlaneRef> = {}): ControlPlaneRef {
  return {
    refVersion: REF_VERSION,
    platform: examplePlatform({
      release: releases.KAGENT_0_9,
      images: { lock: { [releases.KAGENT_0_9.kmcp.images.transportAdapter]: `sha256:${'0'.repeat(64)}` } },
    }),
    name: 'kagent',
    namespace: 'team-a-kagent',
    watches: ['team-a-kagent', 'team-a-agents'],
    controller: {
      service: 'kagent-controller',
      port: 8083,
      podLabels: { 'app.kubernetes.io/component': 'controller' },
    },
    defaultModelConfig: 'default-model-config',
    memory: true,
    toolServers: ['kagent-tool-server'],
    kmcp: true,
    ...ref,
  };
}
