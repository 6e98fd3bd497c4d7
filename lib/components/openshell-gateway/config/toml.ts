import type { GatewayConfig } from '../props';

/** Tables of gateway.toml by dotted name, each with its keys. */
export type GatewayConfigTables = GatewayConfig;

type Value = GatewayConfig[string][string];

/**
 * The tables as TOML text: tables and keys in a fixed order, so that the same configuration is the same text and rolls
 * no pod. source: toml.io v1.0.0, "Keys", "String", "Array"
 */
export function writeToml(tables: GatewayConfigTables): string {
  const named = Object.entries(tables).sort(([a], [b]) => (a < b ? -1 : 1));
  return named.map(([name, keys]) => writeTable(name, keys)).join('\n');
}

/** All tables in one; of a key in several the last counts. */
export function mergeTables(parts: readonly GatewayConfigTables[]): GatewayConfigTables {
  const merged: Record<string, Record<string, Value>> = {};
  for (const [name, keys] of parts.flatMap((part) => Object.entries(part))) {
    merged[name] = { ...merged[name], ...keys };
  }
  return merged;
}

function writeTable(name: string, keys: GatewayConfigTables[string]): string {
  const lines = Object.entries(keys)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${writeKey(key)} = ${writeValue(value)}\n`);
  return `[${name.split('.').map(writeKey).join('.')}]\n${lines.join('')}`;
}

function writeKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : writeString(key);
}

function writeValue(value: Value): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'object') return `[${value.map(writeString).join(', ')}]`;
  return String(value);
}

// A basic string has JSON's escapes, except that it also wants DEL escaped.
function writeString(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
