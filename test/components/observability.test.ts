import { COMPONENT_PROPS, type ComponentDefinition, type ComponentProps } from '../../lib/components/definition';
import { standardLabels } from '../../lib/components/labels';
import { memberResource } from '../../lib/components/member';
import { type DashboardPanel, dashboardJson } from '../../lib/components/observability/dashboard';
import { OTLP_VARIABLES, otlpEnvironment } from '../../lib/components/observability/environment';
import type { OtlpExports } from '../../lib/components/observability/exports';
import { monitoringMembers } from '../../lib/components/observability/monitoring';
import { metricsIngress, otlpEgress } from '../../lib/components/observability/network';
import { otlpEndpointOf, parseOtlpEndpoint } from '../../lib/components/observability/otlp-endpoint';
import type { Observability, Otlp } from '../../lib/components/observability/props';
import { observabilityRules } from '../../lib/components/observability/rules';
import { peersFindings } from '../../lib/components/observability/rules/peer-findings';
import { prepare } from '../../lib/components/prepare';
import { PHASES, type Phase } from '../../lib/plan/phase';
import type { KubernetesObject } from '../../lib/plan/resource';
import type { PlatformRef } from '../../lib/platform/platform-ref';
import { examplePlatform } from '../../lib/platform/rules/example-platform';
import { LateOutput } from '../fixtures/late-output';
import { describeRuleExamples } from './rule-examples';

// A component as they all are: a part that is scraped and exports, here one that can do little.

interface ProbeProps extends ComponentProps {
  readonly platform: PlatformRef;
  readonly observability?: Observability;
  readonly exports?: Partial<OtlpExports>;
}

const TEARDOWN = Object.fromEntries(PHASES.map((phase, index) => [phase, index])) as Record<Phase, number>;
const MEMBERSHIP = { labels: (component: string) => standardLabels('probe', component), teardown: TEARDOWN };
const SELECTOR = { app: 'probe' };
const ALERTS = { name: 'probe.rules', rules: [{ alert: 'ProbeDown', expr: 'up == 0' }] };
const DASHBOARD = { title: 'probe', panels: [{ title: 'Up', expr: 'up{app="probe"}' }] };

const probe: ComponentDefinition<ProbeProps> = {
  name: 'Probe',
  props: { ...COMPONENT_PROPS, platform: 'structure', observability: 'leaves', exports: 'structure' },
  platformOf: ({ platform }) => platform,
  rules: observabilityRules<ProbeProps>({
    observability: ({ observability }) => observability,
    platform: ({ platform }) => platform,
    exports: ({ exports }) => ({
      component: 'the probe',
      signals: ['traces'],
      protocols: ['grpc'],
      headers: true,
      ...exports,
    }),
    embed: (observability, cluster) => ({ platform: examplePlatform({ cluster }), observability }),
  }),
  build: ({ platform, observability }) => [
    memberResource(
      {
        key: 'network-policy',
        phase: 'guard',
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        name: 'probe',
        namespace: 'probes',
        component: 'network',
        body: {
          spec: {
            podSelector: { matchLabels: SELECTOR },
            policyTypes: ['Ingress', 'Egress'],
            ingress: metricsIngress(observability, 9090),
            egress: otlpEgress(observability, platform.cluster),
          },
        },
      },
      MEMBERSHIP,
    ),
    ...monitored(observability),
  ],
};

function monitored(observability: Observability | undefined, part?: string) {
  return monitoringMembers({
    member: (member) => memberResource({ ...member, namespace: 'probes' }, MEMBERSHIP),
    metrics: observability?.metrics,
    namespace: 'probes',
    name: 'probe',
    ...(part !== undefined && { part }),
    selector: SELECTOR,
    endpoint: { port: 'metrics', scheme: 'http' },
    alerts: ALERTS,
    dashboard: DASHBOARD,
  });
}

/** The one object that is written. */
function one<Manifest>(observability: Observability): Manifest {
  const [only, ...more] = monitored(observability);
  if (only === undefined || more.length > 0) throw new Error('expected one object');
  return only.manifest as unknown as Manifest;
}

const HTTPS = 'https://otel.observability.svc:4317';
const HTTP = 'http://otel.observability.svc:4317';
const FROM = [{ namespace: 'monitoring' }];

function said(observability: unknown, exports: Partial<OtlpExports> = {}) {
  const props = { platform: examplePlatform(), observability: observability as Observability, exports };
  return prepare(probe, props, 'team-a/probe', 'none').diagnostics.map(({ rule, path, problem }) => [
    rule,
    path.join('.'),
    problem,
  ]);
}

describeRuleExamples(probe);

describe('what the component’s release cannot export is refused', () => {
  test.each<[string, Partial<Otlp>, Partial<OtlpExports>, string, string]>([
    ['a signal', { signals: ['traces', 'logs'] }, {}, 'signals.1', 'the probe cannot export this signal by OTLP'],
    ['no signal', { signals: [] }, {}, 'signals', 'no signal is named'],
    ['a protocol', { protocol: 'http/protobuf' }, {}, 'protocol', 'the probe cannot speak this protocol'],
    [
      'headers, with the reason',
      { headers: { name: 'otel', key: 'headers' } },
      { headers: false, because: 'they would be copied into every agent' },
      'headers',
      'the probe cannot send headers from a Secret: they would be copied into every agent',
    ],
    ['TLS', {}, { tls: false }, 'endpoint', 'the probe cannot speak TLS to a collector'],
  ])('%s', (_case, otlp, exports, path, problem) => {
    expect(said({ otlp: { endpoint: HTTPS, ...otlp } }, exports)).toEqual([
      ['KF3320', `observability.otlp.${path}`, problem],
    ]);
  });

  test('everything, where nothing is exported: said once', () => {
    expect(said({ otlp: { endpoint: HTTPS, protocol: 'http/protobuf' } }, { signals: [], protocols: [] })).toEqual([
      ['KF3320', 'observability.otlp', 'the probe cannot export anything by OTLP'],
    ]);
  });

  test('and what it can is not', () => {
    const exports: Partial<OtlpExports> = { signals: ['traces', 'logs'], protocols: ['http/protobuf'], tls: false };
    expect(said({ otlp: { endpoint: HTTP, protocol: 'http/protobuf', signals: ['logs'] } }, exports)).toEqual([]);
  });
});

describe('wrongly shaped input is refused where it is, never read as nothing', () => {
  test.each<[string, unknown, string, string]>([
    ['a name that is not one', { metrics: { scrapesFrom: FROM } }, 'KF3322', 'observability.metrics.scrapesFrom'],
    ['an inherited name', { otlp: { endpoint: HTTPS, constructor: {} } }, 'KF3322', 'observability.otlp.constructor'],
    [
      'a switch for an object',
      { metrics: { scrapeFrom: FROM, podMonitor: true } },
      'KF3322',
      'observability.metrics.podMonitor',
    ],
    ['all of it deferred', new LateOutput(() => ({ metrics: {} })), 'KF3322', 'observability'],
    ['a text', 'all', 'KF3322', 'observability'],
    [
      'an endpoint that is deferred',
      { otlp: { endpoint: new LateOutput(() => HTTPS) } },
      'KF3310',
      'observability.otlp.endpoint',
    ],
    ['one peer for a list', { metrics: { scrapeFrom: FROM[0] } }, 'KF3313', 'observability.metrics.scrapeFrom'],
    ['nothing for a peer', { metrics: { scrapeFrom: [null] } }, 'KF3313', 'observability.metrics.scrapeFrom.0'],
    [
      'a Secret without a name',
      { otlp: { endpoint: HTTPS, headers: {} } },
      'KF3321',
      'observability.otlp.headers.name',
    ],
  ])('%s', (_case, observability, rule, path) => {
    const found = said(observability);
    expect(found.map(([id, at]) => [id, at])).toContainEqual([rule, path]);
    expect(found.filter(([, , problem]) => problem?.includes('could not be evaluated'))).toEqual([]);
  });
});

describe('peers of a NetworkPolicy', () => {
  test.each([
    [{ namespace: 'monitoring', podLabels: { app: 'prometheus' } }, []],
    [{ cidr: '10.0.0.0/8' }, []],
    [{ cidr: '2001:db8::/32' }, []],
    [{}, ['peers.0']],
    [{ namespace: 'a', cidr: '10.0.0.0/8' }, ['peers.0']],
    [{ namespace: 'Monitoring' }, ['peers.0.namespace']],
    [{ cidr: '10.0.0.1/8' }, ['peers.0.cidr']],
    [{ namespace: 'a', podLabels: { 'a b': 'c', d: 'e f' } }, ['peers.0.podLabels.a b', 'peers.0.podLabels.d']],
  ])('%j', (peer, paths) => {
    // biome-ignore lint/suspicious/noExplicitAny: malformed peers are the point.
    expect(peersFindings(['peers'], [peer as any]).map(({ path }) => path.join('.'))).toEqual(paths);
  });

  test('nobody is let in who is not named', () => {
    expect(metricsIngress(undefined, 9090)).toEqual([]);
    expect(metricsIngress({ metrics: { scrapeFrom: [] } }, 9090)).toEqual([]);
  });

  test('scrapers reach the metrics port and nothing else', () => {
    const scrapeFrom = [{ namespace: 'monitoring', podLabels: { app: 'prometheus' } }, { cidr: '10.1.0.0/16' }];
    expect(metricsIngress({ metrics: { scrapeFrom } }, 9090)).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { app: 'prometheus' } },
          },
          { ipBlock: { cidr: '10.1.0.0/16' } },
        ],
        ports: [{ protocol: 'TCP', port: 9090 }],
      },
    ]);
  });

  const CLUSTER = { clusterDomain: 'cluster.local' };

  test('the collector is reached where its name says, or where `to` says', () => {
    const egress = (otlp: Otlp) => otlpEgress({ otlp }, CLUSTER);
    const ports = [{ protocol: 'TCP', port: 4317 }];
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } };
    expect(egress({ endpoint: HTTPS })).toEqual([{ to: [{ namespaceSelector }], ports }]);
    expect(egress({ endpoint: 'https://otel.example.com:4317', to: { cidr: '192.0.2.0/24' } })).toEqual([
      { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports },
    ]);
    expect(egress({ endpoint: 'http://192.0.2.7:4317' })).toEqual([
      { to: [{ ipBlock: { cidr: '192.0.2.7/32' } }], ports },
    ]);
    expect(otlpEgress(undefined, CLUSTER)).toEqual([]);
  });

  test('DNS is needed for a name, not for an address', () => {
    expect(otlpEndpointOf({ endpoint: HTTPS }, CLUSTER)?.needsDns).toBe(true);
    expect(otlpEndpointOf({ endpoint: 'http://192.0.2.7:4317' }, CLUSTER)?.needsDns).toBe(false);
    expect(otlpEndpointOf(undefined, CLUSTER)).toBeUndefined();
  });
});

describe('an OTLP endpoint', () => {
  test.each([
    [HTTPS, { port: 4317, plainText: false, needsDns: true, peer: { namespace: 'observability' } }],
    [
      'http://otel.observability.svc.cluster.local:4318',
      { port: 4318, plainText: true, peer: { namespace: 'observability' } },
    ],
    ['http://192.0.2.7:55680/', { port: 55680, needsDns: false, peer: { cidr: '192.0.2.7/32' } }],
    ['https://[2001:db8::7]:4317', { needsDns: false, peer: { cidr: '2001:db8::7/128' } }],
    ['https://otel.example.com:443', { port: 443, needsDns: true, peer: undefined }],
  ])('%s', (input, value) => {
    expect(parseOtlpEndpoint(input, 'cluster.local')).toMatchObject({ ok: true, value });
  });

  test.each([
    'otel.observability.svc:4317',
    'https://otel.example.com',
    'http://[2001:db8::7]',
    'grpc://otel:4317',
    'https://otel.example.com:4318/v1/traces',
    'https://:4317',
    'https://a.example:0',
    4317,
  ])('%s is refused', (input) => {
    expect(parseOtlpEndpoint(input, 'cluster.local').ok).toBe(false);
  });
});

describe('the environment of an OpenTelemetry SDK', () => {
  const headers = { name: 'otel', key: 'headers' };
  const HEADERS = {
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    valueFrom: { secretKeyRef: { name: 'otel', key: 'headers' } },
  };

  test.each<[string, Otlp | undefined, Parameters<typeof otlpEnvironment>[1], unknown[]]>([
    ['nothing asked for', undefined, ['insecure', 'protocol', 'exporters'], []],
    ['a binary that reads no more', { endpoint: HTTPS }, [], [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: HTTPS }]],
    [
      'plain text is said as well',
      { endpoint: HTTP, headers },
      ['insecure'],
      [
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: HTTP },
        { name: 'OTEL_EXPORTER_OTLP_INSECURE', value: 'true' },
        HEADERS,
      ],
    ],
    [
      'all of it: what is not exported is switched off',
      { endpoint: HTTPS, protocol: 'http/protobuf', signals: ['logs'] },
      ['insecure', 'protocol', 'exporters'],
      [
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: HTTPS },
        { name: 'OTEL_EXPORTER_OTLP_INSECURE', value: 'false' },
        { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
        { name: 'OTEL_TRACES_EXPORTER', value: 'none' },
        { name: 'OTEL_LOGS_EXPORTER', value: 'otlp' },
        { name: 'OTEL_METRICS_EXPORTER', value: 'none' },
      ],
    ],
  ])('%s', (_case, otlp, reads, env) => {
    expect(otlpEnvironment(otlp, reads)).toEqual(env);
  });

  test('every variable that is written is one that users may not set, and so is what would override it', () => {
    const written = otlpEnvironment({ endpoint: HTTPS, headers }, ['insecure', 'protocol', 'exporters']);
    const names = written.map(({ name }) => String(name));
    for (const name of [...names, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_LOGS_HEADERS']) {
      expect(name).toMatch(OTLP_VARIABLES);
    }
    for (const name of ['OTEL_EXPORTER_OTLP_CERTIFICATE', 'OTEL_EXPORTER_OTLP_TIMEOUT', 'OTEL_TRACES_SAMPLER']) {
      expect(name).not.toMatch(OTLP_VARIABLES);
    }
  });
});

describe('monitors, alerts and dashboard', () => {
  test('nothing unless asked for', () => {
    expect(monitored(undefined)).toEqual([]);
    expect(monitored({ metrics: { scrapeFrom: FROM } })).toEqual([]);
  });

  test('a ServiceMonitor and a PodMonitor scrape the same port of the same selection', () => {
    const metrics = { serviceMonitor: { interval: '1m', labels: { release: 'prometheus' } }, podMonitor: {} };
    const [service, pod] = monitored({ metrics });
    expect(service?.manifest).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: 'probe',
        namespace: 'probes',
        labels: { ...standardLabels('probe', 'metrics'), release: 'prometheus' },
      },
      spec: {
        selector: { matchLabels: { app: 'probe' } },
        endpoints: [{ port: 'metrics', path: '/metrics', scheme: 'http', interval: '1m' }],
      },
    });
    expect(pod?.manifest).toMatchObject({
      kind: 'PodMonitor',
      spec: {
        selector: { matchLabels: { app: 'probe' } },
        podMetricsEndpoints: [{ port: 'metrics', path: '/metrics', scheme: 'http', interval: '30s' }],
      },
    });
  });

  test('groups of rules follow the component’s own, deferred ones too', () => {
    const mine = { name: 'mine', rules: [] };
    const groups = (additionalGroups: unknown) => {
      const metrics = { prometheusRule: { additionalGroups } } as Observability['metrics'] & object;
      return one<{ spec: { groups: unknown } }>({ metrics }).spec.groups;
    };
    expect(groups([mine])).toEqual([ALERTS, mine]);
    const late = groups(new LateOutput(() => [mine])) as LateOutput<unknown>;
    expect(late.get()).toEqual([ALERTS, mine]);
  });

  test('keys of several scraped parts do not clash', () => {
    const metrics = { serviceMonitor: {}, podMonitor: {}, prometheusRule: {}, dashboard: {} };
    expect(monitored({ metrics }).map(({ key }) => key)).toEqual([
      'service-monitor',
      'pod-monitor',
      'prometheus-rule',
      'dashboard',
    ]);
    expect(monitored({ metrics }, 'tools').map(({ key }) => key)).toEqual([
      'tools-service-monitor',
      'tools-pod-monitor',
      'tools-prometheus-rule',
      'tools-dashboard',
    ]);
  });

  test('the dashboard is a ConfigMap that a sidecar finds', () => {
    const { metadata, data } = one<KubernetesObject & { data: Record<string, string> }>({ metrics: { dashboard: {} } });
    expect(metadata).toEqual({
      name: 'probe-dashboard',
      namespace: 'probes',
      labels: { ...standardLabels('probe', 'metrics'), grafana_dashboard: '1' },
    });
    expect(Object.keys(data)).toEqual(['probes-probe.json']);
    expect(JSON.parse(data['probes-probe.json'] ?? '')).toMatchObject({ title: 'probe', schemaVersion: 39 });
    const other = one<KubernetesObject>({ metrics: { dashboard: { labels: { dashboards: 'yes' } } } });
    expect(other.metadata.labels).toEqual({ ...standardLabels('probe', 'metrics'), dashboards: 'yes' });
  });
});

describe('a dashboard', () => {
  const panels: DashboardPanel[] = ['a', 'b', 'c'].map((title) => ({ title, expr: `${title}_total`, unit: 'ops' }));
  const parsed = JSON.parse(dashboardJson('uid', { title: 'T', panels }));

  test('places its panels two a row, each with an id of its own', () => {
    expect(parsed.panels.map(({ id, gridPos }: { id: number; gridPos: object }) => [id, gridPos])).toEqual([
      [1, { h: 8, w: 12, x: 0, y: 0 }],
      [2, { h: 8, w: 12, x: 12, y: 0 }],
      [3, { h: 8, w: 12, x: 0, y: 8 }],
    ]);
  });

  test('asks the Prometheus that the viewer chooses', () => {
    const [{ name, type, query }] = parsed.templating.list;
    expect([type, query]).toEqual(['datasource', 'prometheus']);
    for (const { datasource, targets } of parsed.panels) {
      expect(datasource).toEqual({ type: 'prometheus', uid: `$${name}` });
      expect(targets[0].datasource).toEqual(datasource);
    }
    expect(parsed.panels[0].targets[0].expr).toBe('a_total');
    expect(parsed.panels[0].fieldConfig.defaults.unit).toBe('ops');
  });

  test('is the same text for the same input', () => {
    expect(dashboardJson('uid', { panels, title: 'T' })).toBe(dashboardJson('uid', { title: 'T', panels }));
  });
});
