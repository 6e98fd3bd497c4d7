/** Objects as flat maps, so that what is spelled differently and means the same is equal. */
import type { KubernetesObject } from '../../lib/plan/resource';
import { nginxBlocks } from './nginx-form';

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

/** Path of each field, with its value as text. */
export type FlatObject = ReadonlyMap<string, string>;

/**
 * Every field of an object but kind, name and what only Helm reads: items of lists by what tells them apart instead of their
 * place, volumes where they are mounted, ports by number, RBAC rules by right, arguments one by one, TOML key by key.
 */
export function flatten(object: KubernetesObject, among: readonly KubernetesObject[]): FlatObject {
  const { apiVersion, kind: _, metadata, ...body } = object;
  const { name: _n, annotations, ...rest } = metadata;
  const own = Object.entries(annotations ?? {}).filter(([key]) => !key.startsWith('helm.sh/'));
  const flat = new Map<string, string>();
  add(flat, '', { apiVersion, metadata: { ...rest, annotations: Object.fromEntries(own) }, ...readable(body, among) });
  return flat;
}

function readable(body: Fields, among: readonly KubernetesObject[]): Fields {
  if (Array.isArray(body.rules)) return { ...body, rules: rightsOf(body.rules) };
  const data = record(body.data);
  if (data) return { ...body, data: mapValues(data, (value, key) => fileKeys(key, value)) };
  const spec = record(body.spec);
  const template = record(spec?.template);
  const pod = record(template?.spec);
  if (!spec || !template || !pod) return body;
  const { volumeClaimTemplates, ...others } = spec;
  return {
    ...body,
    spec: { ...others, template: { ...template, spec: readablePod(pod, list(volumeClaimTemplates), among) } },
  };
}

/** The volumes stand where they are mounted, so that their names do not matter. */
function readablePod(
  { volumes, ...pod }: Fields,
  claims: readonly Fields[],
  among: readonly KubernetesObject[],
): Fields {
  const sources = new Map(
    [
      ...list(volumes),
      ...claims.map((claim) => ({ name: record(claim.metadata)?.name, volumeClaimTemplate: claim.spec })),
    ].map(({ name, ...source }) => [name, source]),
  );
  // What a container does not say about its user, its pod says.
  const { runAsUser, runAsGroup, runAsNonRoot, seccompProfile } = record(pod.securityContext) ?? {};
  const container = ({ volumeMounts, args, env, envFrom, ...fields }: Fields): Fields => {
    const variables = [...list(envFrom).flatMap((source) => variablesOf(source, among)), ...list(env)];
    const securityContext = { runAsUser, runAsGroup, runAsNonRoot, seccompProfile, ...record(fields.securityContext) };
    const ports = new Map(list(fields.ports).map(({ name, containerPort }) => [name, containerPort]));
    const mounts = list(volumeMounts).map(({ name, mountPath, ...mount }) => [
      mountPath,
      { ...mount, ...sources.get(name) },
    ]);
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
      const { httpGet, tcpSocket, ...rest } = record(fields[probe]) ?? {};
      const [how, target] = httpGet ? ['httpGet', record(httpGet)] : ['tcpSocket', record(tcpSocket)];
      if (!target) return [];
      return [[probe, { ...rest, [how]: { ...target, port: ports.get(target.port) ?? target.port } }]];
    });
    return {
      ...fields,
      securityContext,
      ...Object.fromEntries(probes),
      env: variables,
      args: argumentsOf(args),
      mounts: Object.fromEntries(mounts),
    };
  };
  return mapValues(pod, (value, key) => (/ontainers$/.test(key) ? list(value).map(container) : value));
}

/** A ConfigMap that comes as a whole, variable by variable; a Secret stays what it is. */
function variablesOf(source: Fields, among: readonly KubernetesObject[]): readonly Fields[] {
  const name = record(source.configMapRef)?.name;
  const found = among.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  if (!found) return [source];
  return Object.entries(record(found.data) ?? {}).map(([variable, value]) => ({ name: variable, value }));
}

/** `--flag value` and `--flag=value` are the same to whoever parses flags. */
function argumentsOf(args: Json): Fields | undefined {
  if (!Array.isArray(args)) return undefined;
  const found: string[] = [];
  for (const argument of args.map(String)) {
    const last = found.at(-1);
    if (!argument.startsWith('-') && last?.startsWith('--') && !last.includes('='))
      found[found.length - 1] = `${last}=${argument}`;
    else found.push(argument);
  }
  return Object.fromEntries(found.map((argument) => [argument, 'given']));
}

/** One entry per group, resource and verb, however the rules bundle them. */
function rightsOf(rules: readonly Json[]): Fields {
  const rights: Record<string, Json> = {};
  for (const rule of rules) {
    const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } = rule as Readonly<
      Record<string, readonly string[]>
    >;
    const names = resourceNames ? ` (${resourceNames.join(', ')})` : '';
    for (const verb of verbs ?? []) {
      for (const url of nonResourceURLs ?? []) rights[`${verb} ${url}`] = 'granted';
      for (const group of apiGroups ?? []) {
        for (const resource of resources ?? [])
          rights[`${verb} ${group ? `${resource}.${group}` : resource}${names}`] = 'granted';
      }
    }
  }
  return rights;
}

/** A file that we can read, key by key. */
function fileKeys(name: string, value: Json): Json {
  if (name.endsWith('.toml')) return tomlKeys(value);
  return name === 'nginx.conf' ? nginxBlocks(String(value)) : value;
}

/** Tables and keys; OpenShell's charts write one key per line. */
function tomlKeys(text: Json): Fields {
  const keys: Record<string, Json> = {};
  let table = '';
  for (const line of String(text).split('\n')) {
    const header = line.match(/^\[(.+)\]$/)?.[1];
    const [, key, value] = line.match(/^([\w-]+)\s*=\s*(.+)$/) ?? [];
    if (header !== undefined) table = header;
    else if (key !== undefined) keys[`${table}.${key}`] = value;
  }
  return keys;
}

function add(flat: Map<string, string>, path: string, value: Json): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    const names = value.map((item) => keyOf(item, path));
    value.forEach((item, index) => {
      const { name: _, ...named } = record(item) ?? {};
      if (record(item)) add(flat, join(path, names[index] ?? String(index)), names[index] === undefined ? item : named);
      else flat.set(join(path, String(item)), 'listed');
    });
  } else if (record(value)) {
    const entries = Object.entries(value as Fields);
    if (entries.length === 0) flat.set(path, '{}');
    for (const [key, item] of entries) add(flat, join(path, key), item);
  } else flat.set(path, amount(path, value));
}

/** Ports are told apart by number: a name is a matter between a probe or Service and its pod. */
function keyOf(item: Json, path: string): string | undefined {
  const { name, port, containerPort } = record(item) ?? {};
  if (/\/ports$/.test(path) && (port ?? containerPort) !== undefined) return String(port ?? containerPort);
  return typeof name === 'string' ? name : undefined;
}

/** `1000m` and `1` are one amount. */
function amount(path: string, value: Json): string {
  const text = String(value);
  return path.endsWith('/cpu') && text.endsWith('000m') ? text.slice(0, -4) : text;
}

function join(path: string, step: string): string {
  return path === '' ? step : `${path}/${step}`;
}

function record(value: Json): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function list(value: Json): readonly Fields[] {
  return Array.isArray(value) ? (value as Fields[]) : [];
}

function mapValues(fields: Fields, map: (value: Json, key: string) => Json): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, map(value, key)]));
}
