// One pool inside a stack that somebody already has: their provider, namespace, ServiceAccount and an image that a build
// names only at run time. What decides structure stays plain; everything else may be an Output.
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { AgentSandboxPool } from 'kagent-fleet/pulumi';
import { platform } from '../agent-sandbox/definition';

const config = new pulumi.Config();
const provider = new kubernetes.Provider('cluster', { kubeconfig: config.requireSecret('kubeconfig') });
const image = pulumi.interpolate`registry.example/notebooks@${config.require('imageDigest')}`;

const namespace = new kubernetes.core.v1.Namespace('research', { metadata: { name: 'research' } }, { provider });
const runner = new kubernetes.core.v1.ServiceAccount(
  'runner',
  { metadata: { name: 'runner', namespace: namespace.metadata.name } },
  { provider },
);

const pool = new AgentSandboxPool(
  'notebooks',
  {
    platform,
    namespace: 'research',
    name: 'notebooks',
    image,
    env: [{ name: 'REGION', value: pulumi.output(Promise.resolve('eu-west-1')) }],
    serviceAccount: runner.metadata.name,
    replicas: 2,
    network: 'public-internet',
  },
  { providers: [provider], dependsOn: [namespace, runner] },
);

export const template = pool.resource('template').id;
