import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { GatewayRelease, TomlType } from '../../../releases/openshell/gateway';
import { GATEWAY_RELEASES } from '../../../releases/openshell/gateway';
import { nearest } from '../../../syntax/nearest';
import { gatewayReleaseOf } from '../capabilities';
import { exampleGateway, exampleSideBySide } from '../example';
import type { OpenShellGatewayProps } from '../props';

const LOG_LEVELS: readonly string[] = ['error', 'warn', 'info', 'debug', 'trace'];

/** What is added to gateway.toml is what the release's binary reads. */
export const KNOWN_CONFIG_KEYS: Rule<OpenShellGatewayProps> = {
  id: 'KF4002',
  name: 'known-config-keys',
  severity: 'error',
  acknowledge: 'never',
  why: 'Most tables end the gateway at its start over a key that it does not know (CrashLoopBackOff), and some of 0.0.46 ignore it: the setting is then not in effect, and nobody says so.',
  fix: 'use a key of the release, or leave it out',
  faults: ['F-REL-14'],
  sources: ['facts/openshell.md §2.6, §3.4', 'facts/openshell-0.0.46.md §2.1'],
  check(props, report) {
    if (props.logLevel !== undefined && !LOG_LEVELS.includes(props.logLevel)) {
      report({
        path: ['logLevel'],
        problem: 'this is no level of the gateway’s log',
        got: props.logLevel,
        allowed: LOG_LEVELS.join(', '),
      });
    }
    const release = gatewayReleaseOf(props);
    if (release === undefined) return;
    for (const [table, keys] of Object.entries(props.config ?? {})) {
      for (const finding of tableFindings(release, table, keys)) report(finding);
    }
  },
  examples: {
    failing: exampleGateway({ config: { 'openshell.gateway': { grpc_rate_limit_requests: 100 } } }),
    mended: exampleSideBySide({
      config: { 'openshell.gateway': { grpc_rate_limit_requests: 100, grpc_rate_limit_window_seconds: 1 } },
    }),
  },
};

function tableFindings(release: GatewayRelease, table: string, keys: unknown): Finding[] {
  const path = ['config', table];
  const known = Object.hasOwn(release.tables, table) ? release.tables[table] : undefined;
  if (known === undefined) {
    const others = GATEWAY_RELEASES.filter(({ tables }) => Object.hasOwn(tables, table));
    return [
      unknown(
        path,
        `gateway.toml of OpenShell ${release.version} has no such table`,
        Object.keys(release.tables),
        others,
      ),
    ];
  }
  if (typeof keys !== 'object' || keys === null) {
    return [{ path, problem: 'a table is keys with values', got: keys, allowed: '{ key: value }' }];
  }
  return Object.entries(keys).flatMap(([key, value]): Finding[] => {
    const at = [...path, key];
    if (known.unknownKeys === 'free') return typeFindings(at, 'string', value);
    const type = Object.hasOwn(known.keys, key) ? known.keys[key] : undefined;
    if (type !== undefined) return typeFindings(at, type, value);
    const others = GATEWAY_RELEASES.filter(({ tables }) => Object.hasOwn(tables[table]?.keys ?? {}, key));
    const effect = known.unknownKeys === 'fatal' ? 'and ends over it' : 'and ignores it';
    return [
      unknown(at, `OpenShell ${release.version} does not know this key ${effect}`, Object.keys(known.keys), others),
    ];
  });
}

function unknown(path: Path, problem: string, known: readonly string[], others: readonly GatewayRelease[]): Finding {
  const name = String(path.at(-1));
  const meant = nearest(name, known);
  const since = others.length === 0 ? '' : ` (OpenShell ${others.map(({ version }) => version).join(', ')} has it)`;
  return {
    path,
    problem: `${problem}${since}`,
    got: name,
    allowed: known.join(', '),
    ...(meant !== undefined && { fix: `write ${meant}` }),
  };
}

function typeFindings(path: Path, type: TomlType, value: unknown): Finding[] {
  if (fits(type, value)) return [];
  const allowed = typeof type === 'string' ? WORDS[type] : type.join(', ');
  return [{ path, problem: 'the value has another type than the key', got: value, allowed }];
}

const WORDS = {
  string: 'a text',
  boolean: 'true, false',
  integer: 'a whole number',
  strings: 'a list of texts',
} as const;

function fits(type: TomlType, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    default:
      return type.some((word) => word === value);
  }
}
