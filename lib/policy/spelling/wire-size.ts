import type { PolicyDocument } from '../model';
import { toProto } from './proto';

/**
 * How many bytes each top-level field of the policy is on the wire, in the protobuf message that the gateway measures.
 * source: facts/openshell.md §1; facts/openshell-0.0.46.md §1.2; field numbers: NVIDIA/OpenShell, proto/sandbox.proto
 */
export function wireShares(policy: PolicyDocument): readonly (readonly [field: string, bytes: number])[] {
  return Object.entries(toProto(policy)).map(([field, value]) => [field, fieldsSize({ [field]: value })]);
}

/** Fields that are maps on the wire: a message of key and value for each entry. */
const MAPS: readonly string[] = ['networkPolicies', 'networkMiddlewares', 'graphqlPersistedQueries', 'query', 'params'];

/** Fields of an endpoint with numbers from 16, whose tag takes a second byte; all others take one. */
const TWO_BYTE_TAGS: readonly string[] = [
  'websocketCredentialRewrite',
  'requestBodyCredentialRewrite',
  'credentialSigning',
  'signingService',
  'signingRegion',
  'jsonRpcMaxBodyBytes',
  'mcp',
  'allowUninspectedCredentials',
  'credentialBinding',
];

function fieldsSize(message: object): number {
  return sum(Object.entries(message), ([name, value]) => {
    if (MAPS.includes(name)) return mapSize(value as object, fieldsSize);
    if (name === 'config') return delimited(1, mapSize(value as object, jsonSize));
    return fieldSize(TWO_BYTE_TAGS.includes(name) ? 2 : 1, value);
  });
}

function fieldSize(tag: number, value: unknown): number {
  if (typeof value === 'string') return delimited(tag, Buffer.byteLength(value));
  if (typeof value === 'boolean') return tag + 1;
  if (typeof value === 'number') return tag + varint(value);
  if (!Array.isArray(value)) return delimited(tag, fieldsSize(value as object));
  // Numbers are packed into one field, anything else is one field each.
  const areNumbers = value.every((item) => typeof item === 'number');
  return areNumbers ? delimited(tag, sum(value, varint)) : sum(value, (item) => fieldSize(tag, item));
}

/** Entries whose key or value is the default leave it out. */
function mapSize(map: object, sizeOfValue: (value: object) => number): number {
  return sum(Object.entries(map), ([key, value]) => {
    const size = sizeOfValue(value as object);
    return delimited(
      1,
      (key === '' ? 0 : delimited(1, Buffer.byteLength(key))) + (size === 0 ? 0 : delimited(1, size)),
    );
  });
}

/** A `google.protobuf.Value`: one field of it is set. */
function jsonSize(value: unknown): number {
  if (typeof value === 'string') return delimited(1, Buffer.byteLength(value));
  if (typeof value === 'number') return 9;
  if (typeof value !== 'object' || value === null) return 2;
  const content = Array.isArray(value) ? sum(value, (item) => delimited(1, jsonSize(item))) : mapSize(value, jsonSize);
  return delimited(1, content);
}

function delimited(tag: number, length: number): number {
  return tag + varint(length) + length;
}

/** Seven bits a byte; negative numbers take ten. */
function varint(value: number): number {
  if (value < 0) return 10;
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

function sum<T>(items: readonly T[], sizeOf: (item: T) => number): number {
  return items.reduce((total, item) => total + sizeOf(item), 0);
}
