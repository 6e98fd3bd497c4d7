import fc from 'fast-check';
import type { PolicyDocument } from '../../lib/policy';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { openShell } from '../../lib/releases/openshell';
import { connection, loadable, READABLE } from './arbitrary';
import { type Answer, ask } from './engine';
import { expectedOf } from './expected';
import { connectionInput } from './inputs';

// What only OpenShell 0.0.111 asks.
const VERSION = '0.0.111';

function answerOf({ value, error }: Answer): unknown {
  return error === undefined ? value : 'no answer';
}

function askOne(policy: PolicyDocument, rule: string, host: string): unknown {
  const input = connectionInput({ binary: '/usr/bin/curl', host, port: 443 });
  const [answers = []] = ask([{ files: supervisorFiles(policy, VERSION), queries: [{ rule, input }] }]);
  return answers.map(answerOf)[0];
}

test('a connection is answered at once as it is in parts', () => {
  const release = openShell(VERSION);
  const rules = [
    ...['egress_authorization', 'network_action', 'matched_network_policy', 'deny_reason'],
    ...['_matching_endpoint_configs', 'exact_declared_endpoint_host', 'endpoint_credential_guards'],
  ];
  fc.assert(
    fc.property(loadable(release, READABLE), connection, (policy, asked) => {
      const input = connectionInput(asked);
      const [answers = []] = ask([
        { files: supervisorFiles(policy, release), queries: rules.map((rule) => ({ rule, input })) },
      ]);
      const [whole, action, name = '', reason = '', endpoints, isExact, guards] = answers.map(answerOf);
      const { matched_endpoints: matched, ...rest } = whole as {
        readonly matched_endpoints: readonly { policy_name: string; endpoint_index: number; endpoint: unknown }[];
      };
      expect(rest).toEqual({
        action,
        matched_policy: name,
        deny_reason: reason,
        endpoint_configs: endpoints,
        exact_declared_endpoint_host: isExact,
      });
      const expected = expectedOf(policy)(asked);
      expect(matched.map((it) => [it.policy_name, it.endpoint_index])).toEqual(expected.matched);
      expect(matched.map(({ endpoint }) => endpoint)).toEqual(guards);
      expect(isExact).toBe(expected.isExactHost);
    }),
    { numRuns: 300 },
  );
});

describe('a host', () => {
  const policy: PolicyDocument = {
    networkPolicies: {
      a: { endpoints: [{ host: '*.example.com', port: 443 }], binaries: ['/usr/bin/curl'] },
      b: { endpoints: [{ host: 'API.example.com', port: 443 }], binaries: ['/usr/bin/curl'] },
      c: { endpoints: [{ host: 'other.example.com', port: 443 }], binaries: ['/usr/bin/node'] },
    },
  };

  test.each([
    ['api.example.com', true],
    ['docs.example.com', false],
    ['*.example.com', false],
    ['other.example.com', false],
  ])('%s is named in full for curl: %s', (host, isExact) => {
    expect(askOne(policy, 'exact_declared_endpoint_host', host)).toBe(isExact);
  });
});

test('names for transparent TCP are listed whoever asks, with their ports', () => {
  const tcp = { host: 'db.example.com', port: 5432, protocol: 'tcp' };
  const policy: PolicyDocument = {
    networkPolicies: {
      a: { endpoints: [{ host: 'api.example.com', port: 443 }, tcp], binaries: ['/usr/bin/psql'] },
      b: { endpoints: [{ ...tcp, protocol: 'rest', access: 'full' }], binaries: ['/usr/bin/curl'] },
      c: { endpoints: [{ ...tcp, host: '', allowedIps: ['10.0.0.1'] }], binaries: ['/usr/bin/psql'] },
      d: { endpoints: [{ ...tcp, port: 0 }], binaries: ['/usr/bin/psql'] },
    },
  };
  expect(askOne(policy, 'policy_dns_eligible_endpoint_records', 'anything.example.com')).toEqual([
    { policy_name: 'a', endpoint_index: 1, endpoint: { host: 'db.example.com', ports: [5432], protocol: 'tcp' } },
  ]);
});

test('middlewares are handed on as they are written', () => {
  const scrub = {
    middleware: 'openshell/regex',
    order: 10,
    config: { mode: 'redact' },
    endpoints: { include: ['*.example.com'] },
  };
  expect(askOne({ networkMiddlewares: { scrub } }, 'network_middlewares', 'api.example.com')).toEqual({ scrub });
  expect(askOne({}, 'network_middlewares', 'api.example.com')).toEqual({});
});
