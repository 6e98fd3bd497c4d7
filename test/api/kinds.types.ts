// What the compiler accepts and refuses in embedded types and kinds; `npm run typecheck` is the test.
import type { Output } from '@pulumi/pulumi';
import type {
  Container,
  PodTemplateSpec,
  Sandbox,
  SandboxClaimSpec,
  SandboxSpec,
  SandboxTemplateSpec,
  SandboxWarmPoolSpec,
} from '../../lib/api';
import { array, discriminated, int32, object, required, type Static, string } from '../../lib/api/schema';
import type { Deep } from '../../lib/plan/leaf';

declare const text: Output<string>;
declare const maybeText: Output<string | undefined>;
declare const count: Output<number>;
declare const flag: Output<boolean>;
declare const portOrName: Output<number | string>;
declare const policy: Output<'Delete' | 'Retain'>;
declare const labels: Output<Record<string, string>>;
declare const containers: Output<Container[]>;
declare const template: Output<PodTemplateSpec>;

type Template = Deep<PodTemplateSpec>;
const use = <T>(..._values: T[]) => {};

export function acceptsOutputsAtAnyLeaf() {
  use<Template>(
    template,
    { spec: { containers } },
    { metadata: { labels: { app: text } }, spec: { containers: [] } },
    { metadata: { labels }, spec: { containers: [], nodeSelector: { zone: text } } },
    {
      spec: {
        automountServiceAccountToken: flag,
        terminationGracePeriodSeconds: count,
        runtimeClassName: maybeText,
        containers: [
          {
            name: 'agent',
            image: text,
            command: ['run', text],
            env: [{ name: 'A', value: text }],
            ports: [{ containerPort: count, name: 'http' }],
            resources: { limits: { cpu: text, memory: '1Gi' } },
            livenessProbe: { httpGet: { path: '/', port: portOrName } },
          },
        ],
      },
    },
  );
  use<Deep<SandboxSpec>>({ podTemplate: { spec: { containers } }, service: flag, shutdownPolicy: policy });
}

export function refusesInDeepTypes(call: () => string, promise: Promise<string>) {
  // @ts-expect-error a function
  use<Template>({ spec: { containers: [{ name: 'a', image: call }] } });
  // @ts-expect-error a promise
  use<Template>({ spec: { containers: [{ name: 'a', image: promise }] } });
  // @ts-expect-error a number that comes later, for a text
  use<Template>({ spec: { containers: [{ name: 'a', image: count }] } });
  // @ts-expect-error a text that comes later, for a number
  use<Template>({ spec: { containers: [], terminationGracePeriodSeconds: text } });
  // @ts-expect-error a text that comes later, for an object
  use<Template>({ spec: { containers: [], securityContext: text } });
  // @ts-expect-error a text that comes later, for a map
  use<Template>({ spec: { containers: [], nodeSelector: text } });
  // @ts-expect-error a text that comes later, for one of a few
  use<Deep<SandboxSpec>>({ podTemplate: { spec: { containers } }, shutdownPolicy: text });
  // @ts-expect-error a misspelt field
  use<Template>({ spec: { containers: [{ name: 'a', imgae: text }] } });
  // @ts-expect-error a required field is missing
  use<Template>({ spec: { containers: [{ image: text }] } });
  // @ts-expect-error one object for a list
  use<Template>({ spec: { containers: { name: 'a' } } });
  // @ts-expect-error a wrong scalar
  use<Template>({ spec: { containers: [{ name: 'a', image: 3 }] } });
}

export function refusesInKinds() {
  use<SandboxWarmPoolSpec>({ replicas: 3, sandboxTemplateRef: { name: 'a' }, updateStrategy: { type: 'Recreate' } });
  // @ts-expect-error a wrong scalar
  use<SandboxWarmPoolSpec>({ replicas: '3', sandboxTemplateRef: { name: 'a' } });
  // @ts-expect-error a bad enum
  use<SandboxWarmPoolSpec>({ sandboxTemplateRef: { name: 'a' }, updateStrategy: { type: 'recreate' } });
  // @ts-expect-error a misspelt field
  use<SandboxWarmPoolSpec>({ sandboxTemplateReference: { name: 'a' }, replicas: 3 });
  // @ts-expect-error a missing field
  use<SandboxClaimSpec>({ lifecycle: { ttlSecondsAfterFinished: 3 } });
  // @ts-expect-error a field of v1alpha1
  use<SandboxSpec>({ podTemplate: { spec: { containers: [] } }, replicas: 1 });
  // @ts-expect-error a field that only a NetworkPolicy has
  use<SandboxTemplateSpec>({ podTemplate: { spec: { containers: [] } }, networkPolicy: { podSelector: {} } });
  // @ts-expect-error another apiVersion
  use<Sandbox['apiVersion']>('agents.x-k8s.io/v1alpha1');
  // @ts-expect-error structural values are plain
  use<SandboxWarmPoolSpec>({ replicas: count, sandboxTemplateRef: { name: 'a' } });
}

const agent = object({
  type: required(string({ enum: ['Declarative', 'Remote'] })),
  declarative: object({ prompt: required(string()) }),
  remote: object({ url: required(string()) }),
  retries: int32(),
});
export const agentUnion = discriminated(agent, 'type', { Declarative: 'declarative', Remote: 'remote' });

export function discriminatedUnions() {
  type Agent = Static<typeof agentUnion>;
  use<Agent>(
    { type: 'Declarative', declarative: { prompt: 'x' }, retries: 3 },
    { type: 'Remote', remote: { url: 'u' } },
  );
  // @ts-expect-error the member of another variant
  use<Agent>({ type: 'Remote', declarative: { prompt: 'x' } });
  // @ts-expect-error the variant's own member is missing
  use<Agent>({ type: 'Remote' });
  // @ts-expect-error both members
  use<Agent>({ type: 'Remote', remote: { url: 'u' }, declarative: { prompt: 'x' } });
  // @ts-expect-error no such variant
  use<Agent>({ type: 'Local' });
}

export function keysOfListMaps() {
  array(object({ name: required(string()) }), { listType: 'map', mapKeys: ['name'] });
  // @ts-expect-error the items have no such field
  array(object({ name: required(string()) }), { listType: 'map', mapKeys: ['nmae'] });
}
