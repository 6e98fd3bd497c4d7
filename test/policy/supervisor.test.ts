import fc from 'fast-check';
import { compile, type EndpointDocument, type PolicyDocument, readYaml } from '../../lib/policy';
import {
  SUPERVISOR_QUERIES,
  supervisedPolicy,
  supervisorData,
  supervisorFiles,
  supervisorFilesSize,
} from '../../lib/policy/supervisor';
import { OPENSHELL_VERSIONS, openShell } from '../../lib/releases/openshell';
import { usualPolicy, usualRequest } from './arbitrary';

const policy: PolicyDocument = {
  filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp'] },
  networkPolicies: {
    models: { endpoints: [{ host: '*.models.example.com', ports: [443, 8443] }], binaries: ['/usr/bin/node'] },
    api: {
      endpoints: [
        {
          host: 'api.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          access: 'read-only',
          denyRules: [{ method: 'GET', path: '/admin/**', query: { q: ['1.*', 'true'] } }],
        },
      ],
      binaries: ['/usr/bin/curl', '/sandbox/**'],
    },
  },
};

const DATA = `version: 1
filesystem_policy:
  include_workdir: false
  read_only:
    - /usr
  read_write:
    - /tmp
    - /sandbox
landlock:
  compatibility: hard_requirement
process:
  run_as_user: sandbox
  run_as_group: sandbox
network_policies:
  api:
    name: api
    endpoints:
      - host: api.example.com
        ports:
          - 443
        protocol: rest
        enforcement: enforce
        rules:
          - allow:
              method: GET
              path: "**"
          - allow:
              method: HEAD
              path: "**"
          - allow:
              method: OPTIONS
              path: "**"
        deny_rules:
          - method: GET
            path: "/admin/**"
            query:
              q:
                any:
                  - "1.*"
                  - "true"
    binaries:
      - path: /usr/bin/curl
      - path: "/sandbox/**"
  models:
    name: models
    endpoints:
      - host: "*.models.example.com"
        ports:
          - 443
          - 8443
    binaries:
      - path: /usr/bin/node
`;

describe('the data of a supervisor', () => {
  test('says everything: presets as rules, ports as lists, the working directory, policies by name', () => {
    expect(supervisorData(policy, openShell('0.0.111'))).toBe(DATA);
  });

  test('names the strictest confinement that the supervisor survives, unless the policy names one', () => {
    const compatibility = (version: string, given?: string) =>
      supervisedPolicy({ landlock: { compatibility: given } }, openShell(version)).landlock?.compatibility;
    expect(compatibility('0.0.46')).toBe('best_effort');
    expect(compatibility('0.0.111')).toBe('hard_requirement');
    expect(compatibility('0.0.111', 'best_effort')).toBe('best_effort');
    expect(compatibility('0.0.46', 'hard_requirement')).toBe('hard_requirement');
  });

  test.each([
    ['left out', undefined, ['/sandbox'], []],
    ['asked for', { includeWorkdir: true, readWrite: ['/tmp'] }, ['/tmp', '/sandbox'], []],
    ['listed already', { includeWorkdir: true, readWrite: ['/sandbox/'] }, ['/sandbox/'], []],
    ['only to be read', { includeWorkdir: true, readOnly: ['/sandbox'] }, [], ['/sandbox']],
    ['not wanted', { includeWorkdir: false }, [], []],
    ['forgotten', { readOnly: ['/usr'] }, [], ['/usr']],
  ])('writes out the working directory: %s', (_, filesystem, readWrite, readOnly) => {
    expect(supervisedPolicy({ filesystem }, openShell('0.0.46')).filesystem).toEqual({
      includeWorkdir: false,
      readOnly,
      readWrite,
    });
  });

  test('leaves out what a file must not hold and the wire does not carry', () => {
    const endpoint: EndpointDocument = {
      host: 'mcp.example.com',
      port: 443,
      ports: [8443],
      path: '',
      protocol: 'mcp',
      enforcement: 'enforce',
      denyRules: [],
      graphqlMaxBodyBytes: 0,
      graphqlPersistedQueries: {},
      jsonRpc: { maxBodyBytes: 0 },
      mcp: { maxBodyBytes: 0, strictToolNames: false },
      rules: [
        { method: 'tools/call', tool: 'search', params: {}, fields: [] },
        { method: 'tools/call', tool: 'search', params: { name: 'find' } },
      ],
    };
    const written = supervisedPolicy({ networkPolicies: { a: { endpoints: [endpoint] } } }, openShell('0.0.111'));
    expect(written.networkPolicies?.a).toEqual({
      name: 'a',
      binaries: [],
      endpoints: [
        {
          host: 'mcp.example.com',
          ports: [8443],
          protocol: 'mcp',
          enforcement: 'enforce',
          mcp: { strictToolNames: false },
          rules: [
            { method: 'tools/call', tool: 'search' },
            { method: 'tools/call', params: { name: 'find' } },
          ],
        },
      ],
    });
  });

  test('keeps a preset that stands for no rules, so that nothing is allowed', () => {
    const endpoint = { host: 'api.example.com', port: 443, protocol: 'rest', access: 'readonly' };
    const written = supervisedPolicy({ networkPolicies: { a: { endpoints: [endpoint] } } }, openShell('0.0.46'));
    expect(written.networkPolicies?.a?.endpoints).toEqual([
      { host: 'api.example.com', ports: [443], protocol: 'rest', access: 'readonly' },
    ]);
  });

  test('leaves the method profile of MCP to the supervisor, which refuses it written out', () => {
    const endpoint = { host: 'mcp.example.com', port: 443, protocol: 'mcp', mcp: { allowAllKnownMcpMethods: true } };
    const written = supervisedPolicy({ networkPolicies: { a: { endpoints: [endpoint] } } }, openShell('0.0.111'));
    expect(written.networkPolicies?.a?.endpoints).toEqual([
      { host: 'mcp.example.com', ports: [443], protocol: 'mcp', mcp: { allowAllKnownMcpMethods: true } },
    ]);
  });

  test('is a policy file that means the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPENSHELL_VERSIONS), usualPolicy, usualRequest, (version, policy, request) => {
        const text = supervisorData(policy, openShell(version));
        const { policy: read, findings } = readYaml(text);
        expect(findings).toEqual([]);
        const [before, after] = [compile(version, policy), compile(version, read ?? {})];
        expect(after.status).toBe(before.status);
        if (before.status === 'ok') expect(after.decide(request)).toEqual(before.decide(request));
        expect(supervisorData(read ?? {}, openShell(version))).toBe(text);
      }),
    );
  });
});

describe.each(OPENSHELL_VERSIONS)('the module of OpenShell %s', (version) => {
  const { 'policy.rego': module } = supervisorFiles(policy, version);

  test('defines every rule that the supervisor evaluates by name', () => {
    const defined = [...module.matchAll(/^(?:default )?(\w+) (?:if|:=)/gm)].map(([, name]) => name);
    expect(SUPERVISOR_QUERIES[version].filter((query) => !defined.includes(query))).toEqual([]);
  });

  test('is the same text for every policy, in plain ASCII', () => {
    expect(supervisorFiles({}, version)['policy.rego']).toBe(module);
    expect(module).toMatch(/^[\t\n -~]*\n$/);
  });

  test('counts towards the size of the files', () => {
    const files = supervisorFiles({ networkPolicies: { é: {} } }, version);
    const bytes = Buffer.from(`${files['policy.rego']}${files['policy.yaml']}`).length;
    expect(supervisorFilesSize(files)).toBe(bytes);
  });
});

test('0.0.46 asks these rules by name', () => {
  expect([...SUPERVISOR_QUERIES['0.0.46']].sort()).toEqual([
    ...['_matching_endpoint_configs', 'allow_network', 'allow_request', 'deny_reason', 'filesystem_policy'],
    ...['landlock_policy', 'matched_network_policy', 'network_action', 'process_policy', 'request_deny_reason'],
  ]);
});

test('0.0.111 asks these as well, and the action in one answer with the rest', () => {
  const older = SUPERVISOR_QUERIES['0.0.46'];
  const newer = SUPERVISOR_QUERIES['0.0.111'];
  expect(older.filter((query) => !newer.includes(query))).toEqual(['network_action']);
  expect(newer.filter((query) => !older.includes(query)).sort()).toEqual([
    ...['egress_authorization', 'endpoint_credential_guards', 'exact_declared_endpoint_host'],
    ...['network_middlewares', 'policy_dns_eligible_endpoint_records'],
  ]);
});

test('beyond its head, 0.0.111 adds to the text of 0.0.46 and changes one rule', () => {
  const bodyOf = (version: string) => {
    const { 'policy.rego': module } = supervisorFiles({}, version);
    return module.slice(module.indexOf('package ')).split('\n');
  };
  const newer = bodyOf('0.0.111');
  expect(bodyOf('0.0.46').filter((line) => !newer.includes(line))).toEqual([
    'shapes_connection(endpoint) if endpoint.protocol',
  ]);
});
