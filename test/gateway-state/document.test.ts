import { checksumOf, FORMAT, parseGatewayState, renderGatewayState } from '../../lib/gateway-state/document';
import type { GatewayState } from '../../lib/plan/gateway-state';

const GATEWAY = {
  name: 'gateway',
  namespace: 'team-a-openshell',
  endpoint: { host: 'gateway.team-a-openshell.svc.cluster.local', port: 8080 },
  transport: { mode: 'mutual' as const, clientSecret: 'gateway-client' },
  auth: 'client-certificate' as const,
  version: '0.0.46' as const,
};
const POLICY: GatewayState = { kind: 'Policy', key: 'harness-coder', sandbox: 'team-a-coder', policy: { version: 1 } };
const PROVIDER: GatewayState = {
  kind: 'Provider',
  key: 'provider',
  provider: 'openai',
  credentials: { apiKey: { name: 'openai', key: 'apiKey' } },
};
const render = (...items: GatewayState[]) => renderGatewayState({ gateway: GATEWAY, items });
const refusal = (text: unknown) => {
  const parsed = parseGatewayState(text);
  return parsed.ok ? undefined : parsed.reason;
};

it('is the same text for the same rows in any order, and reads as what was written', () => {
  const text = render(POLICY, PROVIDER);
  expect(
    render(PROVIDER, { policy: { version: 1 }, sandbox: 'team-a-coder', key: 'harness-coder', kind: 'Policy' }),
  ).toBe(text);
  expect(text).toMatchInlineSnapshot(`
"# What \`kagent-fleet sync\` writes into one OpenShell gateway. Generated: change the program, not this file.
# Credentials are names of Secrets, never values.
format: kagent-fleet/gateway-state/v1
checksum: sha256:628a7dd95a3b4c52a79a9fc88cbbec71b69b2552d136a50041ac825b8ab7dd2a
gateway:
  auth: client-certificate
  endpoint:
    host: gateway.team-a-openshell.svc.cluster.local
    port: 8080
  name: gateway
  namespace: team-a-openshell
  transport: mutual
release: 0.0.46
items:
  - credentials:
      apiKey:
        key: apiKey
        name: openai
    key: provider
    kind: Provider
    owner: provider
    provider: openai
    release: 0.0.46
    replaces: the named credentials and settings of the record, if it is there
  - key: harness-coder
    kind: Policy
    owner: harness-coder
    policy:
      version: 1
    release: 0.0.46
    replaces: the policy that the sandbox was created with
    sandbox: team-a-coder
"
`);
  const parsed = parseGatewayState(text);
  expect(parsed.ok && parsed.value.items.map(({ key }) => key)).toEqual(['provider', 'harness-coder']);
  expect(parsed.ok && text.includes(checksumOf(parsed.value))).toBe(true);
});

it('is refused when a byte of its content was changed by hand', () => {
  const text = render(POLICY, PROVIDER);
  for (const [from, to] of [
    ['sandbox: team-a-coder', 'sandbox: team-b-coder'],
    ['port: 8080', 'port: 8081'],
    ['key: apiKey', 'key: other'],
    ['transport: mutual', 'transport: plaintext'],
  ] as const) {
    expect(refusal(text.replace(from, to))).toMatch(/checksum does not match/);
  }
  expect(refusal(text.replace(/checksum: .*/, 'checksum: sha256:0'))).toMatch(/checksum does not match/);
  // Comments and blank lines are not content.
  expect(refusal(`# mine\n\n${text}`)).toBeUndefined();
});

it.each([
  ['nothing', undefined, /expected the text/],
  ['an empty file', '', /holds no gateway-state document/],
  ['half a file', render(PROVIDER).slice(0, 300), /./],
  ['another version', render(PROVIDER).replace(FORMAT, 'kagent-fleet/gateway-state/v9'), /has format ".*v9"/],
  ['another field', `${render(PROVIDER)}more: 1\n`, /unknown field "more"/],
  ['an unknown release', render(PROVIDER).replaceAll('0.0.46', '9.9.9'), /field release is "9\.9\.9"/],
  [
    'a row for another release',
    render(PROVIDER).replace(/^release: 0\.0\.46/m, 'release: 0.0.111'),
    /valid for OpenShell 0\.0\.46/,
  ],
  ['a list', '- 1', /holds no gateway-state document/],
  ['no YAML', '{', /is not YAML/],
  ['an alias', `a: &a 1\nb: *a`, /./],
])('refuses %s', (_, text, reason) => {
  expect(refusal(text)).toMatch(reason);
});

it('refuses a value where a reference to a Secret belongs, and does not repeat it', () => {
  const leak = { ...PROVIDER, credentials: { apiKey: 'sk-leaked' } } as unknown as GatewayState;
  const both = {
    ...PROVIDER,
    credentials: { apiKey: { name: 'a', key: 'b', value: 'sk-leaked' } },
  } as unknown as GatewayState;
  for (const item of [leak, both]) {
    expect(() => render(item)).toThrow('item "provider": credentials has the wrong shape');
    expect(() => render(item)).not.toThrow('sk-leaked');
  }
});

it.each<[string, GatewayState[], string]>([
  ['one key twice', [POLICY, { ...PROVIDER, key: 'harness-coder' }], 'two items have the key "harness-coder"'],
  ['one target twice', [POLICY, { ...POLICY, key: 'b' }], 'two items are about the policy of sandbox team-a-coder'],
  [
    'a policy of the whole gateway beside one of a sandbox',
    [POLICY, { kind: 'GatewayPolicy', key: 'all', policy: {} }],
    'a gateway-wide policy shuts out',
  ],
  [
    'a field of another kind',
    [{ ...POLICY, model: 'm' } as GatewayState],
    'item "harness-coder": "model" is no field of a Policy',
  ],
])('refuses %s', (_, items, message) => {
  expect(() => render(...items)).toThrow(message);
});

it('tells rows of two workspaces apart', () => {
  expect(() => render({ ...POLICY, workspace: 'a' }, { ...POLICY, key: 'b', workspace: 'b' })).not.toThrow();
});
