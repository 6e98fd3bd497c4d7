import { Wire } from '../../cli/gateway-client/wire';

const POLICY = {
  version: 1,
  filesystem: { readOnly: ['/usr'] },
  networkPolicies: {
    tools: {
      name: 'tools',
      endpoints: [
        {
          host: 'tools.example.com',
          port: 443,
          ports: [443],
          protocol: 'mcp',
          mcp: { strictToolNames: false },
          rules: [{ allow: { method: 'tools/call', params: { name: { any: ['a', 'b'] } } } }],
        },
      ],
      binaries: [{ path: '/usr/bin/node' }],
    },
  },
  networkMiddlewares: {
    scrub: {
      name: 'scrub',
      middleware: 'openshell/regex',
      order: -1,
      config: { mode: 'redact', deep: [1, null, { on: false }] },
    },
  },
};

it('carries every part of a 0.0.111 policy there and back, values that equal a default included', () => {
  const wire = new Wire('0.0.111');
  expect(wire.asStored(POLICY)).toEqual(POLICY);
  expect(wire.unknownFields(POLICY)).toEqual([]);
});

it('names what 0.0.46 would drop', () => {
  expect(new Wire('0.0.46').unknownFields(POLICY)).toEqual([
    'networkPolicies.tools.endpoints.0.mcp',
    'networkPolicies.tools.endpoints.0.rules.0.allow.params',
    'networkMiddlewares',
  ]);
});

it('leaves out fields that hold their default', () => {
  const defaults = { version: 1, filesystem: { includeWorkdir: false, readOnly: [], readWrite: ['/tmp'] } };
  expect(new Wire('0.0.46').asStored(defaults)).toEqual({ version: 1, filesystem: { readWrite: ['/tmp'] } });
});

it('reads a map entry whose value is empty and therefore absent, as the real gateway sends it', () => {
  // settings { key: "a" } with no value, settings { key: "b" value { bool_value: true } }
  const bytes = Buffer.from([0x0a, 0x03, 0x0a, 0x01, 0x61, 0x0a, 0x07, 0x0a, 0x01, 0x62, 0x12, 0x02, 0x10, 0x01]);
  const { decode } = new Wire('0.0.46').codec('openshell.sandbox.v1.GetGatewayConfigResponse');
  expect(decode(bytes)).toEqual({ settings: { a: {}, b: { boolValue: true } } });
});

it.each([
  ['0.0.46', { phase: 'SANDBOX_PHASE_READY' }, [0x20, 0x02]],
  ['0.0.111', { status: { phase: 'SANDBOX_PHASE_READY' } }, [0x1a, 0x02, 0x30, 0x02]],
] as const)('has the phase of a sandbox where OpenShell %s has it', (version, sandbox, bytes) => {
  expect([...new Wire(version).codec('openshell.v1.Sandbox').encode(sandbox)]).toEqual(bytes);
});
