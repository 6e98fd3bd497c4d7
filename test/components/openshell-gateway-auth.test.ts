import { authEnv, authToml, authVolumes } from '../../lib/components/openshell-gateway/auth';
import { parseIssuer } from '../../lib/components/openshell-gateway/auth/issuer';
import { exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { settingsOf } from '../../lib/components/openshell-gateway/settings';

const ISSUER = 'https://login.example.com/realms/team-a';
const settings = (auth: unknown) => settingsOf(exampleSideBySide({ auth }));

describe('gateway.toml', () => {
  test('OIDC with what upstream reads of it', () => {
    const oidc = {
      issuer: ISSUER,
      audience: 'openshell',
      roles: { admin: 'platform', user: 'team-a', claim: 'groups' },
      scopesClaim: 'scope',
    };
    expect(authToml(settings({ oidc }))).toEqual({
      'openshell.gateway.oidc': {
        issuer: ISSUER,
        audience: 'openshell',
        admin_role: 'platform',
        user_role: 'team-a',
        roles_claim: 'groups',
        scopes_claim: 'scope',
      },
    });
  });

  test('without roles upstream’s own hold', () => {
    expect(authToml(settings({ oidc: { issuer: ISSUER, audience: 'openshell' } }))).toEqual({
      'openshell.gateway.oidc': { issuer: ISSUER, audience: 'openshell' },
    });
  });

  test.each([
    ['anonymous', { anonymous: true }],
    ['a trusted proxy', { trustedProxy: { proxy: { namespace: 'edge' } } }],
  ])('%s is the switch of the release that has one', (_, auth) => {
    expect(authToml(settings(auth))).toEqual({ 'openshell.gateway.auth': { allow_unauthenticated_users: true } });
    expect(authToml(settingsOf(exampleGateway({ auth })))).toEqual({});
  });

  test('nothing said, nothing written', () => {
    expect(authToml(settingsOf(exampleGateway()))).toEqual({});
  });
});

test('the issuer’s own CA is mounted and named', () => {
  const own = settings({ oidc: { issuer: ISSUER, audience: 'openshell', caConfigMap: 'login-ca' } });
  const { volumes, mounts } = authVolumes(own);
  expect(volumes).toEqual([
    {
      name: 'oidc-ca',
      configMap: { name: 'login-ca', defaultMode: 0o444, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    },
  ]);
  expect(mounts).toEqual([{ name: 'oidc-ca', mountPath: '/etc/openshell-tls/oidc-ca', readOnly: true }]);
  expect(authEnv(own)).toEqual([{ name: 'SSL_CERT_FILE', value: '/etc/openshell-tls/oidc-ca/ca.crt' }]);
  expect(authEnv(settingsOf(exampleGateway()))).toEqual([]);
});

describe('the URL of an issuer', () => {
  test.each([
    [ISSUER, { secure: true, port: 443, slashAtTheEnd: false, peer: undefined }],
    ['https://login.example.com/', { secure: true, port: 443, slashAtTheEnd: true, peer: undefined }],
    ['http://dex.auth.svc:5556/dex', { secure: false, port: 5556, slashAtTheEnd: false, peer: { namespace: 'auth' } }],
    ['https://192.0.2.7:8443', { secure: true, port: 8443, slashAtTheEnd: false, peer: { cidr: '192.0.2.7/32' } }],
  ])('%s', (text, value) => {
    expect(parseIssuer(text, 'cluster.local')).toEqual({ ok: true, value });
  });

  test.each([
    'login.example.com',
    'https://',
    'https://user@login.example.com',
    'https://login.example.com/?realm=a',
    'https://login.example.com/#a',
    'https://login.example.com:0',
    'ftp://login.example.com',
    'https://Login.example.com',
    7,
  ])('not %s', (input) => {
    expect(parseIssuer(input, 'cluster.local')).toMatchObject({ ok: false });
  });
});
