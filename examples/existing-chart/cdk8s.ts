// One pool inside a chart that somebody already has: their namespace, ServiceAccount, Secret and Service, as objects of
// cdk8s-plus. Run: npx ts-node --swc examples/existing-chart/cdk8s.ts
import { App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxPool, synthSummary } from 'kagent-fleet/cdk8s';
import { platform } from '../agent-sandbox/definition';

const app = new App({ outdir: 'dist/existing-chart' });
const chart = new Chart(app, 'research', { namespace: 'research', disableResourceNameHashes: true });

const runner = new kplus.ServiceAccount(chart, 'runner');
const registry = new kplus.Secret(chart, 'registry', { type: 'kubernetes.io/dockerconfigjson' });
const models = new kplus.Deployment(chart, 'models', {
  metadata: { name: 'models' },
  podMetadata: { labels: { app: 'models' } },
  containers: [{ image: 'registry.example/models:1', portNumber: 8080 }],
});

const pool = new AgentSandboxPool(chart, 'notebooks', {
  platform,
  namespace: 'research',
  name: 'notebooks',
  image: `registry.example/notebooks@sha256:${'ab'.repeat(32)}`,
  replicas: 2,
  serviceAccount: runner,
  imagePullSecrets: [registry],
  claimers: [runner],
  network: { ingress: [{ from: [models], ports: [8888] }], egress: [{ to: [models], ports: [8080] }] },
  ports: [{ name: 'http', containerPort: 8888 }],
});

// Any generated object by its key, changed in cdk8s's own way; the result is checked again at synth.
pool.resource('pool').addJsonPatch(JsonPatch.add('/metadata/annotations', { 'example.com/owner': 'research' }));

app.synth();
console.log(synthSummary(app));
