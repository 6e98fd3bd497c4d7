import type { KindDefinition } from '../kind';
import { kubernetes, type ObjectMeta } from '../kubernetes';
import { array, object, required, type Static, type StaticFields, string } from '../schema';
import { blueprint, type SandboxBlueprint } from './blueprint';

const networkPolicy = object({
  /**
   * Who may connect to the sandboxes. Absent or empty refuses everybody, ports of sidecars included.
   * @default - nobody
   */
  ingress: array(kubernetes('NetworkPolicyIngressRule')),
  /**
   * Where the sandboxes may connect to. Absent or empty allows nothing, DNS included.
   * @default - nowhere
   */
  egress: array(kubernetes('NetworkPolicyEgressRule')),
});

const own = {
  /**
   * Rules of the NetworkPolicy shared by all sandboxes of this template. They replace the controller's own as a
   * whole; `{}` denies everything. Ignored when `networkPolicyManagement` is `Unmanaged`.
   * @default - ingress from the sandbox router only, egress to public addresses only, with public DNS servers
   * source: facts/agent-sandbox.md §1.3, §2.6
   */
  networkPolicy: networkPolicy,
  /**
   * Whether the controller keeps a NetworkPolicy `<template>-network-policy`.
   * @default 'Managed'
   * source: facts/agent-sandbox.md §2.6
   */
  networkPolicyManagement: string({ enum: ['Managed', 'Unmanaged'], default: 'Managed' }),
  /**
   * Whether a claim may add (`Allowed`) or also replace (`Overrides`) environment variables. A claim that does never
   * gets a warm sandbox.
   * @default 'Disallowed'
   * source: facts/agent-sandbox.md §1.3, §2.7
   */
  envVarsInjectionPolicy: string({ enum: ['Allowed', 'Overrides', 'Disallowed'], default: 'Disallowed' }),
  /**
   * Whether a claim may add (`Allowed`) or also replace (`Overrides`) volume claim templates.
   * @default 'Disallowed'
   * source: facts/agent-sandbox.md §1.3, §2.7
   */
  volumeClaimTemplatesPolicy: string({ enum: ['Disallowed', 'Allowed', 'Overrides'], default: 'Disallowed' }),
} as const;

export interface SandboxTemplateSpec extends SandboxBlueprint, StaticFields<typeof own> {}
export interface SandboxNetworkPolicy extends Static<typeof networkPolicy> {}

/** What the sandboxes of a pool look like. It has no status. source: facts/agent-sandbox.md §1.3 */
export interface SandboxTemplate {
  readonly apiVersion: 'extensions.agents.x-k8s.io/v1beta1';
  readonly kind: 'SandboxTemplate';
  readonly metadata: ObjectMeta;
  readonly spec: SandboxTemplateSpec;
}

export const sandboxTemplateKind: KindDefinition = {
  group: 'extensions.agents.x-k8s.io',
  kind: 'SandboxTemplate',
  plural: 'sandboxtemplates',
  singular: 'sandboxtemplate',
  shortNames: ['sandboxtemplate'],
  scope: 'Namespaced',
  versions: [
    {
      name: 'v1beta1',
      served: true,
      storage: true,
      schema: object({ spec: required(object({ ...blueprint, ...own })) }),
    },
  ],
};
