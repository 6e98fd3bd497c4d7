import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import {
  EXAMPLE_OAUTH2_PROXY,
  exampleBehindOAuth2Proxy,
  exampleControlPlane,
} from '../../lib/components/kagent-control-plane/example';
import { authEnvironment } from '../../lib/components/kagent-control-plane/front-door';
import { FRONT_DOOR_RULES } from '../../lib/components/kagent-control-plane/front-door/rules';
import type { KagentControlPlaneProps } from '../../lib/components/kagent-control-plane/props';
import { settingsOf } from '../../lib/components/kagent-control-plane/settings';
import { uiFiles } from '../../lib/components/kagent-control-plane/ui/files';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import { describeRuleExamples } from './rule-examples';

// biome-ignore lint/suspicious/noExplicitAny: the objects are compared with literals below.
type Anything = any;
type Changes = Readonly<Record<string, unknown>>;

function prepared(props: KagentControlPlaneProps) {
  return prepare(kagentControlPlane, props, 'team-a/kagent', 'none');
}

function build(props: KagentControlPlaneProps): Map<string, Resource> {
  const { resources, diagnostics } = prepared(props);
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return new Map(resources.map((item) => [item.key, item]));
}

function manifest(props: KagentControlPlaneProps, key: string): Anything {
  const found = build(props).get(key);
  if (!found) throw new Error(`no object ${key}`);
  return found.manifest;
}

const podOf = (changes: Changes = {}) =>
  manifest(exampleBehindOAuth2Proxy(changes), 'oauth2-proxy-deployment').spec.template.spec;
const argsOf = (changes: Changes = {}): string[] => podOf(changes).containers[0].args;

const unsecure = {
  frontDoor: { unsecure: { from: [{ namespace: 'team-a' }] } },
  acknowledge: [{ rule: 'KF5020', reason: 'a trial on a cluster of one person' }],
};

describe('how the controller is told', () => {
  test.each<[string, Changes, object[]]>([
    ['a trusted proxy', {}, [{ name: 'AUTH_MODE', value: 'trusted-proxy' }]],
    [
      'one with a claim of its own',
      { frontDoor: { trustedProxy: { from: [{ namespace: 'ingress' }], userIdClaim: 'email' } } },
      [
        { name: 'AUTH_MODE', value: 'trusted-proxy' },
        { name: 'AUTH_USER_ID_CLAIM', value: 'email' },
      ],
    ],
    [
      'oauth2-proxy',
      { frontDoor: { oauth2Proxy: { ...EXAMPLE_OAUTH2_PROXY, userIdClaim: 'preferred_username' } } },
      [
        { name: 'AUTH_MODE', value: 'trusted-proxy' },
        { name: 'AUTH_USER_ID_CLAIM', value: 'preferred_username' },
      ],
    ],
    ['nobody asked', unsecure, [{ name: 'AUTH_MODE', value: 'unsecure' }]],
  ])('%s', (_case, changes, expected) => {
    expect(authEnvironment(settingsOf(exampleControlPlane(changes)))).toEqual(expected);
  });

  test('a proxy of somebody else’s makes no objects', () => {
    expect([...build(exampleControlPlane()).keys()].filter((key) => /oauth2|front-door/.test(key))).toEqual([]);
  });

  test('nobody asked is built only with a reason', () => {
    const { diagnostics, resources } = prepared(exampleControlPlane({ frontDoor: unsecure.frontDoor }));
    expect(diagnostics.filter(isBlocking).map(({ rule }) => rule)).toEqual(['KF5020']);
    expect(resources).toEqual([]);
    expect(build(exampleControlPlane(unsecure)).size).toBeGreaterThan(0);
  });
});

describe('oauth2-proxy', () => {
  test('asks the issuer, lets in whom the props name, and passes the ID token to the UI', () => {
    expect(argsOf()).toEqual([
      '--provider=oidc',
      '--http-address=0.0.0.0:4180',
      '--upstream=http://kagent-ui.team-a-kagent.svc.cluster.local:8080',
      '--upstream-timeout=30m',
      '--oidc-issuer-url=https://login.example.com/realms/team-a',
      '--client-id=kagent',
      '--redirect-url=https://kagent.example.com/oauth2/callback',
      '--scope=openid profile email groups',
      '--code-challenge-method=S256',
      '--insecure-oidc-skip-nonce=false',
      '--approval-prompt=auto',
      '--email-domain=*',
      '--allowed-group=team-a',
      '--cookie-name=__Host-kagent',
      '--cookie-secure=true',
      '--cookie-httponly=true',
      '--cookie-samesite=lax',
      '--cookie-expire=12h',
      '--pass-authorization-header=true',
      '--pass-basic-auth=false',
      '--pass-user-headers=false',
      '--skip-provider-button=true',
      '--api-route=^/(api|a2a|a2a-sandboxes)/',
    ]);
  });

  test('never lets anything through without a login', () => {
    const everything = {
      bearerTokens: true,
      sessionRefresh: '1h',
      groupsClaim: 'roles',
      extraArgs: ['--request-logging=false'],
    };
    for (const changes of [{}, everything]) {
      expect(argsOf(changes).filter((arg) => /skip-auth|trusted-ip|reverse-proxy|insecure.*=true/.test(arg))).toEqual(
        [],
      );
    }
  });

  test('with email domains no other account gets in', () => {
    const args = argsOf({ allow: { emailDomains: ['example.com', 'example.org'], groups: ['a', 'b'] } });
    expect(args.filter((arg) => /email-domain|allowed-group/.test(arg))).toEqual([
      '--email-domain=example.com',
      '--email-domain=example.org',
      '--allowed-group=a',
      '--allowed-group=b',
    ]);
  });

  test('says what the props say, and what is added comes last', () => {
    const args = argsOf({
      publicUrl: 'https://kagent.example.com/',
      bearerTokens: true,
      sessionLifetime: '8h',
      sessionRefresh: '1h',
      groupsClaim: 'roles',
      scope: 'openid email',
      extraArgs: ['--request-logging=false'],
    });
    expect(args).toEqual(
      expect.arrayContaining([
        '--redirect-url=https://kagent.example.com/oauth2/callback',
        '--skip-jwt-bearer-tokens=true',
        '--cookie-expire=8h',
        '--cookie-refresh=1h',
        '--oidc-groups-claim=roles',
        '--scope=openid email',
      ]),
    );
    expect(args.at(-1)).toBe('--request-logging=false');
  });

  test('waits for streamed answers as long as the UI does', () => {
    const props = exampleControlPlane({
      ui: { streamTimeout: '1h' },
      frontDoor: { oauth2Proxy: EXAMPLE_OAUTH2_PROXY },
    });
    expect(manifest(props, 'oauth2-proxy-deployment').spec.template.spec.containers[0].args).toContain(
      '--upstream-timeout=1h',
    );
  });

  test('has its secrets by reference, and neither in its flags', () => {
    const [container] = podOf().containers;
    expect(container.env).toEqual([
      {
        name: 'OAUTH2_PROXY_CLIENT_SECRET',
        valueFrom: { secretKeyRef: { name: 'kagent-oidc', key: 'client-secret' } },
      },
      {
        name: 'OAUTH2_PROXY_COOKIE_SECRET',
        valueFrom: { secretKeyRef: { name: 'kagent-oidc', key: 'cookie-secret' } },
      },
    ]);
    expect(container.args.join(' ')).not.toContain('secret');
  });

  test('checks an issuer of the company’s own authority', () => {
    const issuerCa = { name: 'company-ca', key: 'bundle.pem' };
    expect(argsOf({ issuerCa })).toEqual(
      expect.arrayContaining(['--provider-ca-file=/etc/kagent/issuer/ca.crt', '--use-system-trust-store=true']),
    );
    expect(podOf({ issuerCa }).volumes).toEqual([
      { name: 'issuer-ca', secret: { secretName: 'company-ca', items: [{ key: 'bundle.pem', path: 'ca.crt' }] } },
    ]);
  });

  test('runs as Pod Security restricted wants it, twice, with probes that need no login', () => {
    const { spec } = manifest(exampleBehindOAuth2Proxy(), 'oauth2-proxy-deployment');
    const { containers, ...pod } = spec.template.spec;
    expect(spec.replicas).toBe(2);
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(containers[0]).toMatchObject({
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      livenessProbe: { httpGet: { path: '/ping', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    });
  });

  test('the UI takes away the headers by which a user could say that he is another', () => {
    const nginx = (props: KagentControlPlaneProps) => uiFiles(settingsOf(props))['nginx.conf'] ?? '';
    for (const props of [exampleBehindOAuth2Proxy(), exampleControlPlane()]) {
      expect(nginx(props)).toMatch(/^ {2}proxy_set_header X-Agent-Name "";$/m);
      expect(nginx(props)).toMatch(/^ {2}proxy_set_header X-User-Id "";$/m);
    }
    // nginx takes these from the level above only where a block has none of its own.
    expect(
      nginx(exampleBehindOAuth2Proxy())
        .match(/location [^{]*\{[^}]*\}/g)
        ?.join(),
    ).not.toContain('proxy_set_header');
    expect(nginx(exampleControlPlane(unsecure))).not.toContain('X-User-Id');
  });
});

describe('the way to it', () => {
  test('an HTTPRoute for the public host', () => {
    const route = { gatewayApi: { parent: { name: 'public', namespace: 'gateways', sectionName: 'https' } } };
    expect(manifest(exampleBehindOAuth2Proxy({ route }), 'front-door-route')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'kagent-oauth2-proxy', namespace: 'team-a-kagent' },
      spec: {
        parentRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            namespace: 'gateways',
            name: 'public',
            sectionName: 'https',
          },
        ],
        hostnames: ['kagent.example.com'],
        rules: [
          {
            backendRefs: [{ group: '', kind: 'Service', name: 'kagent-oauth2-proxy', port: 4180, weight: 1 }],
            timeouts: { request: '0s' },
          },
        ],
      },
    });
  });

  test('an Ingress for the public host, with TLS', () => {
    const route = { ingress: { className: 'nginx', tlsSecret: 'kagent-tls', annotations: { 'a.example/b': 'c' } } };
    expect(manifest(exampleBehindOAuth2Proxy({ route }), 'front-door-ingress')).toMatchObject({
      metadata: { annotations: { 'a.example/b': 'c' } },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['kagent.example.com'], secretName: 'kagent-tls' }],
        rules: [
          {
            host: 'kagent.example.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'kagent-oauth2-proxy', port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
  });
});

describe('rules', () => {
  const said = (props: KagentControlPlaneProps, rule: string) =>
    prepared(props)
      .diagnostics.filter((diagnostic) => diagnostic.rule === rule)
      .map(({ path, problem }) => [path.slice(1).join('.'), problem]);
  const paths = (props: KagentControlPlaneProps, rule: string) => said(props, rule).map(([path]) => path);
  const proxy = (changes: Changes) => exampleBehindOAuth2Proxy(changes);
  const door = (frontDoor: unknown) => exampleControlPlane({ frontDoor });

  test.each<[string, KagentControlPlaneProps, string[]]>([
    ['nothing', door(undefined), ['']],
    ['a word', door('unsecure'), ['']],
    ['two', door({ trustedProxy: { from: [{ namespace: 'a' }] }, unsecure: { from: [{ namespace: 'a' }] } }), ['']],
    ['the word of the release notes', door({ proxy: {} }), ['']],
    ['nobody before it', door({ trustedProxy: { from: [] } }), ['trustedProxy.from']],
    ['no list', door({ trustedProxy: {} }), ['trustedProxy.from']],
    [
      'a malformed peer',
      door({ trustedProxy: { from: [{ namespace: 'Ingress' }] } }),
      ['trustedProxy.from.0.namespace'],
    ],
    ['a text for a peer', door({ trustedProxy: { from: ['ingress'] } }), ['trustedProxy.from.0']],
    ['nothing in it', door({ trustedProxy: null }), ['trustedProxy']],
    ['no client', proxy({ clientId: '' }), ['oauth2Proxy.clientId']],
    [
      'a secret as text',
      proxy({ clientSecret: 'hunter2' }),
      ['oauth2Proxy.clientSecret.name', 'oauth2Proxy.clientSecret.key'],
    ],
    ['an issuer nowhere', proxy({ issuerAt: 'internet' }), ['oauth2Proxy.issuerAt']],
    ['two routes', proxy({ route: { gatewayApi: {}, ingress: {} } }), ['oauth2Proxy.route']],
    [
      'a proxy without the UI',
      exampleControlPlane({ ui: false, frontDoor: { oauth2Proxy: EXAMPLE_OAUTH2_PROXY } }),
      ['oauth2Proxy'],
    ],
  ])('KF5022 on %s', (_case, props, expected) => {
    expect(paths(props, 'KF5022')).toEqual(expected);
  });

  test('a secret that was written down is not repeated', () => {
    expect(JSON.stringify(prepared(proxy({ clientSecret: 'hunter2' })).diagnostics)).not.toContain('hunter2');
  });

  test.each<[string, Changes, string[]]>([
    ['nobody named', { allow: {} }, ['oauth2Proxy.allow']],
    ['nothing said', { allow: undefined }, ['oauth2Proxy.allow']],
    ['everybody’s domain', { allow: { emailDomains: ['*'] } }, ['oauth2Proxy.allow.emailDomains.0']],
    ['an address for a domain', { allow: { emailDomains: ['a@example.com'] } }, ['oauth2Proxy.allow.emailDomains.0']],
    ['two groups in one', { allow: { groups: ['a,b'] } }, ['oauth2Proxy.allow.groups.0']],
    ['a group with a slash', { allow: { groups: ['/team/a'] } }, []],
    [
      'plain HTTP',
      { issuer: 'http://login.example.com', publicUrl: 'http://kagent.example.com' },
      ['oauth2Proxy.issuer', 'oauth2Proxy.publicUrl'],
    ],
    ['a path', { publicUrl: 'https://example.com/kagent' }, ['oauth2Proxy.publicUrl']],
    ['no address', { issuer: 'login.example.com' }, ['oauth2Proxy.issuer']],
  ])('KF5021 on %s', (_case, changes, expected) => {
    expect(paths(proxy(changes), 'KF5021')).toEqual(expected);
  });

  test.each<[string, Changes, string[]]>([
    ['refresh after the end', { sessionLifetime: '1h', sessionRefresh: '1h' }, ['oauth2Proxy.sessionRefresh']],
    ['no end', { sessionLifetime: '0s' }, ['oauth2Proxy.sessionLifetime']],
    ['a day', { sessionLifetime: '1d' }, ['oauth2Proxy.sessionLifetime']],
    ['no proxy', { replicas: 0 }, ['oauth2Proxy.replicas']],
  ])('KF5024 on %s', (_case, changes, expected) => {
    expect(paths(proxy(changes), 'KF5024')).toEqual(expected);
  });

  test.each<[string, number]>([
    ['quay.io/oauth2-proxy/oauth2-proxy:v7.15.1', 1],
    ['quay.io/oauth2-proxy/oauth2-proxy:v7.6.0-alpine', 1],
    ['quay.io/oauth2-proxy/oauth2-proxy:v7.15.2', 0],
    ['mirror.example/oauth2-proxy:approved', 0],
  ])('KF5025 on %s', (image, count) => {
    expect(said(proxy({ image }), 'KF5025')).toHaveLength(count);
  });

  test.each<[unknown, number]>([
    [['--skip-auth-route=GET=^/public'], 1],
    [['--reverse-proxy=true'], 1],
    [['--trusted-ip=10.0.0.0/8'], 1],
    [['--insecure-oidc-allow-unverified-email'], 1],
    [['--upstream=http://kagent-controller:8083'], 1],
    [['--client-secret=hunter2'], 1],
    [['request-logging'], 1],
    ['--request-logging=false', 1],
    [['--request-logging=false', '--silence-ping-logging'], 0],
  ])('KF5026 on %j', (extraArgs, count) => {
    const props = proxy({ extraArgs });
    expect(said(props, 'KF5026')).toHaveLength(count);
    expect(JSON.stringify(prepared(props).diagnostics)).not.toContain('hunter2');
  });
});

describeRuleExamples({ ...kagentControlPlane, rules: FRONT_DOOR_RULES });
