import { spawnSync } from 'node:child_process';
import type { OpenShellGatewayProps } from '../../lib/components/openshell-gateway';
import { writeToml } from '../../lib/components/openshell-gateway/config/toml';
import {
  EXAMPLE_TOOLS,
  exampleGateway,
  exampleGatewayPlatform,
  exampleSideBySide,
} from '../../lib/components/openshell-gateway/example';
import { releases } from '../../lib/releases';
import { findGatewayRelease, type GatewayRelease } from '../../lib/releases/openshell/gateway';
import { manifest } from './openshell-gateway-objects';

const POSTGRES = {
  storage: { postgres: { url: { name: 'openshell-db', key: 'uri' }, to: { namespace: 'postgres' } } },
};
const MANAGED = { workspaceMode: 'managed', acknowledge: [{ rule: 'KF4003', reason: 'one team, its own cluster' }] };
const OPERATOR = {
  workspaceMode: { operator: { namespaceLabel: 'openshell.ai/workspace=true' } },
  acknowledge: [{ rule: 'KF4003', reason: 'namespaces are made and fenced by the platform' }],
};

function toml(props: OpenShellGatewayProps): string {
  return manifest(props, 'config').data['gateway.toml'];
}

/** Tables and keys of a file that `writeToml` wrote, one key a line. */
function keysOf(text: string): { readonly table: string; readonly key: string; readonly value: string }[] {
  let table = '';
  return text.split('\n').flatMap((line) => {
    const header = /^\[(.+)\]$/.exec(line);
    if (header?.[1] !== undefined) table = header[1];
    const pair = /^([A-Za-z0-9_-]+) = (.+)$/.exec(line);
    return pair?.[1] !== undefined && pair[2] !== undefined ? [{ table, key: pair[1], value: pair[2] }] : [];
  });
}

describe('gateway.toml', () => {
  test('OpenShell 0.0.46: exactly this file', () => {
    expect(toml(exampleGateway())).toBe(`[openshell]
version = 1

[openshell.drivers.kubernetes]
enable_user_namespaces = false
grpc_endpoint = "https://openshell.team-a-openshell.svc.cluster.local:8080"
supervisor_sideload_method = "init-container"
workspace_default_storage_size = "2Gi"

[openshell.gateway]
bind_address = "0.0.0.0:8080"
client_tls_secret_name = "openshell-client-tls"
compute_drivers = ["kubernetes"]
default_image = ""
enable_loopback_service_http = false
health_bind_address = "0.0.0.0:8081"
log_level = "info"
metrics_bind_address = "0.0.0.0:9090"
sandbox_namespace = "team-a-harnesses"
supervisor_image = "ghcr.io/nvidia/openshell/supervisor:0.0.46@sha256:${'6'.repeat(64)}"

[openshell.gateway.tls]
cert_path = "/etc/openshell-tls/server/tls.crt"
client_ca_path = "/etc/openshell-tls/client-ca/ca.crt"
key_path = "/etc/openshell-tls/server/tls.key"
`);
  });

  const release = (version: string): GatewayRelease => {
    const found = findGatewayRelease(version);
    if (!found) throw new Error(`no gateway ${version}`);
    return found;
  };
  const cases: [string, OpenShellGatewayProps, string][] = [
    ['0.0.46', exampleGateway(), '0.0.46'],
    ['0.0.46, PostgreSQL', exampleGateway(POSTGRES), '0.0.46'],
    ['0.0.111', exampleSideBySide(), '0.0.111'],
    ['0.0.111, managed', exampleSideBySide(MANAGED), '0.0.111'],
    ['0.0.111, operator', exampleSideBySide(OPERATOR), '0.0.111'],
    [
      '0.0.111 with everything',
      exampleSideBySide({
        platform: exampleGatewayPlatform({
          release: releases.SIDE_BY_SIDE,
          cluster: { nodeAppArmor: 'enabled', runtimeClasses: ['kata'] },
        }),
        sandboxes: {
          defaultImage: EXAMPLE_TOOLS,
          topology: 'sidecar',
          runtimeClassName: 'kata',
          imagePullSecrets: ['registry'],
          workspaceStorageClass: 'fast',
          userNamespaces: true,
        },
        observability: { otlp: { endpoint: 'http://otel.observability.svc:4317' } },
      }),
      '0.0.111',
    ],
  ];

  test.each(cases)('%s: every key is one that the binary knows', (_case, props, version) => {
    const { tables } = release(version);
    const unknown = keysOf(toml(props)).filter(({ table, key }) => tables[table]?.keys[key] === undefined);
    expect(unknown).toEqual([]);
  });

  test('what the release has is written, and what it lacks is not', () => {
    const lines = (props: OpenShellGatewayProps) => keysOf(toml(props)).map(({ key, value }) => `${key} = ${value}`);
    expect(lines(cases[5]?.[1] as OpenShellGatewayProps)).toEqual(
      expect.arrayContaining([
        'gateway_id = "team-a-openshell-openshell"',
        'workspace_mode = "shared"',
        'service_account_name = "openshell-sandbox"',
        'topology = "sidecar"',
        'app_armor_profile = "Unconfined"',
        'default_runtime_class_name = "kata"',
        'image_pull_secrets = ["registry"]',
        'workspace_storage_class = "fast"',
        'policy_validation_failure_mode = "fail_closed"',
        'endpoint = "http://otel.observability.svc:4317"',
        `default_image = "${EXAMPLE_TOOLS}"`,
      ]),
    );
    expect(lines(exampleSideBySide()).join('\n')).not.toContain('app_armor_profile');
  });

  test('the gateway’s id is the same in tokens and on objects', () => {
    const ids = keysOf(toml(exampleSideBySide())).filter(({ key }) => key === 'gateway_id');
    expect(ids.map(({ table }) => table)).toEqual(['openshell.drivers.kubernetes', 'openshell.gateway.gateway_jwt']);
    expect(new Set(ids.map(({ value }) => value)).size).toBe(1);
  });

  const TRICKY = {
    'openshell.gateway': {
      text: 'a "quoted" \\ back\nline\ttab \u007f é',
      truth: false,
      count: -3,
      list: ['x', '"', ''],
    },
    'openshell.a b': { 'odd key': 'v' },
  };

  test('every string is escaped', () => {
    expect(writeToml(TRICKY)).toBe(
      [
        '[openshell."a b"]',
        '"odd key" = "v"',
        '',
        '[openshell.gateway]',
        'count = -3',
        'list = ["x", "\\"", ""]',
        'text = "a \\"quoted\\" \\\\ back\\nline\\ttab \\u007F é"',
        'truth = false',
        '',
      ].join('\n'),
    );
  });

  const python = spawnSync('python3', ['-c', 'import tomllib']).status === 0;
  (python ? test : test.skip)('a TOML parser reads back what was written', () => {
    const read = spawnSync(
      'python3',
      ['-c', 'import json,sys,tomllib; print(json.dumps(tomllib.loads(sys.stdin.read())))'],
      {
        input: writeToml(TRICKY),
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(read.stdout)).toEqual({
      openshell: { gateway: TRICKY['openshell.gateway'], 'a b': TRICKY['openshell.a b'] },
    });
  });
});
