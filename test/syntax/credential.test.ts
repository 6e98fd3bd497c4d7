import fc from 'fast-check';
import { credentialIn, valueWithoutCredentials, withoutCredentials } from '../../lib/syntax/credential';
import { CREDENTIALS } from '../fixtures/credentials';

describe.each(Object.entries(CREDENTIALS))('%s', (_, credentials) => {
  test('is told, alone and within a text, and left out of it', () => {
    fc.assert(
      fc.property(credentials, fc.constantFrom('', 'see ', '--token=', '{"a":"', ' \n'), ({ text, secret }, before) => {
        expect(credentialIn(before + text)).toBeDefined();
        const rest = withoutCredentials(`${before}${text} after`);
        expect(rest).not.toContain(secret);
        expect(rest.startsWith(before.trimEnd())).toBe(true);
        expect(credentialIn(rest)).toBeUndefined();
      }),
    );
  });

  test('is left out of a value at any depth', () => {
    fc.assert(
      fc.property(credentials, ({ text, secret }) => {
        expect(JSON.stringify(valueWithoutCredentials({ a: [text], b: 1 }))).not.toContain(secret);
      }),
    );
  });
});

describe('no credential is', () => {
  test.each([
    '',
    'https://api.example.com/v1/keys',
    'https://mcp.example.com:8443/mcp',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the reader's.
    'postgres://app:${PASSWORD}@db.example:5432/app',
    'postgres://app:$(POSTGRES_PASSWORD)@db.example:5432/app',
    'postgres://app@db.example:5432/app',
    `ghcr.io/nvidia/openshell/gateway:0.0.46@sha256:${'0'.repeat(64)}`,
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    'the key begins with sk- or nvapi-, the token with xoxb-',
    'task-runner-of-the-platform-team-2041',
    'Bearer <token>',
    'openshell:resolve:env:OPENAI_API_KEY',
    'Basic authentication is off',
  ])('%j', (text) => {
    expect(credentialIn(text)).toBeUndefined();
    expect(withoutCredentials(text)).toBe(text);
  });
});

test('a value without one comes back as it is', () => {
  const value = { a: ['b', { c: 1 }], d: null, e: undefined };
  expect(valueWithoutCredentials(value)).toBe(value);
});

test('what leads back to itself comes back as it is', () => {
  const value: Record<string, unknown> = { a: 'b' };
  value.self = value;
  expect(valueWithoutCredentials(value)).toBe(value);
});
