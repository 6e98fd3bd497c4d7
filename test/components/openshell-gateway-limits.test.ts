import { type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import {
  exampleGateway,
  exampleGatewayPlatform,
  exampleSideBySide,
} from '../../lib/components/openshell-gateway/example';
import { prepare } from '../../lib/components/prepare';
import { tenantRefOf } from '../../lib/components/tenant';
import { formatPath } from '../../lib/plan/path';
import { releases } from '../../lib/releases';
import { LateOutput } from '../fixtures/late-output';

const RULES = ['KF4035', 'KF4036', 'KF4037', 'KF4038', 'KF4039', 'KF7006', 'KF1012'];

/** What is said of these rules, with the places. */
function said(props: OpenShellGatewayProps): string[] {
  const { diagnostics } = prepare(openShellGateway, props, 'team-a/gateway', 'none');
  return diagnostics.filter(({ rule }) => RULES.includes(rule)).map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

const late = <T>(value: T) => new LateOutput(() => value);
const limits = (memory: unknown) => exampleGateway({ sandboxes: { containerDefaults: { limits: { memory } } } });

describe('memory of a sandbox', () => {
  test.each(['8Gi', '8192Mi', '10G', 16 * 1024 ** 3])('is enough with %s', (memory) =>
    expect(said(limits(memory))).toEqual([]),
  );

  test.each(['4Gi', '8G', '512Mi'])('is too little with %s', (memory) =>
    expect(said(limits(memory))).toEqual(['KF4035 sandboxes.containerDefaults.limits.memory']),
  );

  test('is not judged where it is not limited, or cannot be read', () => {
    for (const defaults of [
      { requests: { cpu: '500m' } },
      { limits: {} },
      { limits: null },
      { limits: { memory: 'x' } },
    ])
      expect(said(exampleGateway({ sandboxes: { containerDefaults: defaults } }))).toEqual([]);
  });

  test('is not judged while it is not known', () => {
    for (const defaults of [
      late({ limits: { memory: '4Gi' } }),
      { limits: late({ memory: '4Gi' }) },
      { limits: { memory: late('4Gi') } },
    ])
      expect(said(exampleGateway({ sandboxes: { containerDefaults: defaults } }))).toEqual([]);
  });
});

describe('processes on a node', () => {
  const quota = (sandboxes: unknown, more: object = {}) =>
    exampleGateway({ sandboxes: { quota: { sandboxes }, ...more } });

  test.each([
    [16, {}, []],
    [17, {}, ['KF4036 sandboxes.quota.sandboxes']],
    [17, { userNamespaces: true }, []],
  ])('suffice for %j sandboxes with %j: %j', (sandboxes, more, expected) =>
    expect(said(quota(sandboxes, more))).toEqual(expected),
  );

  test('are not shared where the supervisor sets no limit', () =>
    expect(said(exampleSideBySide({ sandboxes: { quota: { sandboxes: 400 } } }))).toEqual([]));

  const withLimit = (podPidsLimit: unknown) =>
    exampleGatewayPlatform({ release: releases.SIDE_BY_SIDE, cluster: { podPidsLimit: podPidsLimit as number } });

  test.each([
    [undefined, ['KF4039 platform.cluster.podPidsLimit']],
    ['unknown', ['KF4039 platform.cluster.podPidsLimit']],
    [1024, []],
    ['many', ['KF1012 platform.cluster.podPidsLimit']],
    [0, ['KF1012 platform.cluster.podPidsLimit']],
  ])('are limited by the kubelet there: %j', (limit, expected) =>
    expect(said(exampleSideBySide({ platform: withLimit(limit) }))).toEqual(expected),
  );

  test('are asked of the tenant’s platform as well', () => {
    const tenant = tenantRefOf({ platform: withLimit('unknown'), name: 'team-a' });
    const props = { tenant, platform: undefined, namespace: undefined, sandboxNamespace: undefined };
    expect(said(exampleSideBySide({ ...props, createNamespaces: false, callers: undefined }))).toEqual([
      'KF4039 tenant.platform.cluster.podPidsLimit',
    ]);
  });
});

describe('the version in an image’s tag', () => {
  const DIGEST = `@sha256:${'1'.repeat(64)}`;

  test.each([
    [`mirror.example/gateway:0.0.46${DIGEST}`, []],
    [`mirror.example/gateway:v0.0.46${DIGEST}`, []],
    [`mirror.example/gateway:stable${DIGEST}`, []],
    [`mirror.example/gateway${DIGEST}`, []],
    [`mirror.example/our-gateway:1.2.3${DIGEST}`, []],
    [`mirror.example/gateway:0.0.60${DIGEST}`, ['KF4037 image']],
  ])('%s', (image, expected) => expect(said(exampleGateway({ image }))).toEqual(expected));

  test('is that of the gateway in the supervisor’s too', () =>
    expect(
      said(exampleGateway({ sandboxes: { supervisorImage: `mirror.example/supervisor:0.0.111${DIGEST}` } })),
    ).toEqual(['KF4037 sandboxes.supervisorImage']));

  test('is looked at when the image is known', () => {
    const image = new LateOutput(() => `mirror.example/gateway:0.0.60${DIGEST}`);
    const { resources } = prepare(openShellGateway, exampleGateway({ image }), 'team-a/gateway', 'pulumi');
    const pod = resources.find(({ key }) => key === 'gateway')?.manifest as unknown as {
      spec: { template: { spec: { containers: { image: LateOutput<string> }[] } } };
    };
    expect(() => pod.spec.template.spec.containers[0]?.image.get()).toThrow(/KF4037/);
  });
});

describe('a service mesh', () => {
  test('is kept out of the sandbox namespace, and of nothing else', () => {
    const { resources } = prepare(openShellGateway, exampleGateway(), 'team-a/gateway', 'none');
    const metadata = (key: string) => resources.find((item) => item.key === key)?.manifest.metadata;
    expect(metadata('sandbox-namespace')).toMatchObject({
      labels: { 'istio-injection': 'disabled', 'istio.io/dataplane-mode': 'none' },
      annotations: { 'linkerd.io/inject': 'disabled' },
    });
    expect(JSON.stringify(metadata('namespace'))).not.toMatch(/istio|linkerd/);
  });

  test('matters to the sidecar topology in a namespace of somebody else’s', () => {
    const sidecar = { sandboxes: { topology: 'sidecar' }, createNamespaces: false };
    expect(said(exampleSideBySide(sidecar))).toEqual(['KF4038 sandboxes.topology']);
    expect(said(exampleSideBySide({ ...sidecar, sandboxes: { topology: 'combined' } }))).toEqual([]);
  });
});

test.each(['sandboxes', 'image', 'platform', 'createNamespaces'])('no rule crashes on a %s of another type', (prop) => {
  for (const value of [null, 7, 'text', [], {}, true]) {
    const { diagnostics } = prepare(openShellGateway, exampleGateway({ [prop]: value }), 'team-a/gateway', 'none');
    const own = diagnostics.filter(({ rule }) => RULES.slice(0, 5).includes(rule));
    expect(own.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
  }
});
