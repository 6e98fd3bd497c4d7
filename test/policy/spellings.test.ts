import fc from 'fast-check';
import {
  asFile,
  fromProto,
  OpenShellPolicy,
  type PolicyDocument,
  readYaml,
  toProto,
  writeYaml,
} from '../../lib/policy';
import { anyPolicy } from './arbitrary';
import { measuredDecisions } from './measured';

test('a policy written as a file reads back as itself', () => {
  fc.assert(
    fc.property(anyPolicy, (policy) => {
      const { policy: read, findings } = readYaml(writeYaml(policy));
      expect(findings).toEqual([]);
      expect(read).toEqual(policy);
    }),
    { numRuns: 300 },
  );
});

test('every measured file survives reading and writing', () => {
  for (const { policy: text } of measuredDecisions('0.0.111').slice(0, 150)) {
    const { policy } = readYaml(text);
    expect(readYaml(OpenShellPolicy.toYaml(policy!)).policy).toEqual(policy);
  }
});

test('proto-JSON: the gateway’s own form comes back from the wire, and going twice changes nothing', () => {
  const policy: PolicyDocument = {
    version: 1,
    filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp'] },
    landlock: { compatibility: 'best_effort' },
    process: { runAsUser: 'sandbox' },
    networkPolicies: {
      tools: {
        name: 'tools',
        endpoints: [
          {
            host: 'mcp.example.com',
            port: 8080,
            protocol: 'mcp',
            enforcement: 'enforce',
            rules: [{ method: 'tools/call', tool: ['a', 'b'] }],
            mcp: { maxBodyBytes: 1000, strictToolNames: false },
          },
          {
            host: 'api.example.com',
            ports: [80, 443],
            protocol: 'rest',
            enforcement: 'enforce',
            rules: [{ method: 'GET', path: '/v1/**', query: { q: 'a*', r: ['x', 'y'] } }],
            denyRules: [{ method: '*', path: '/v1/admin/**' }],
          },
          {
            host: 'rpc.example.com',
            port: 443,
            protocol: 'json-rpc',
            rules: [{ method: '*' }],
            jsonRpc: { maxBodyBytes: 9 },
          },
        ],
        binaries: ['/usr/bin/node'],
      },
    },
    networkMiddlewares: {
      scrub: {
        name: 'scrub',
        middleware: 'openshell/regex',
        order: 10,
        config: { mode: 'redact' },
        endpoints: { include: ['a.b'] },
      },
    },
  };
  const proto = toProto(policy);
  expect(fromProto(proto)).toEqual(policy);
  expect(proto).toMatchObject({
    networkPolicies: {
      tools: {
        binaries: [{ path: '/usr/bin/node' }],
        endpoints: [
          {
            port: 8080,
            ports: [8080],
            rules: [{ allow: { method: 'tools/call', params: { name: { any: ['a', 'b'] } } } }],
            jsonRpcMaxBodyBytes: 1000,
            mcp: { strictToolNames: false },
          },
          { port: 80, ports: [80, 443], rules: [{ allow: { query: { q: { glob: 'a*' }, r: { any: ['x', 'y'] } } } }] },
          { jsonRpcMaxBodyBytes: 9 },
        ],
      },
    },
  });
  fc.assert(
    fc.property(anyPolicy, (any) => {
      const once = fromProto(toProto(any));
      expect(fromProto(toProto(once))).toEqual(once);
    }),
    { numRuns: 200 },
  );
});

test('the file has upstream’s names and order', () => {
  const file = asFile({
    networkPolicies: {
      a: { binaries: ['/b'], endpoints: [{ denyRules: [], rules: [{ method: 'GET' }], host: 'h', allowedIps: [] }] },
    },
    filesystem: { includeWorkdir: true },
  });
  expect(JSON.stringify(file)).toBe(
    '{"version":1,"filesystem_policy":{"include_workdir":true},"network_policies":{"a":{"endpoints":[{"host":"h",' +
      '"rules":[{"allow":{"method":"GET"}}],"allowed_ips":[],"deny_rules":[]}],"binaries":[{"path":"/b"}]}}}',
  );
});
