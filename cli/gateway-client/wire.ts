import { type Field, MapField, parse, Root, type Type } from 'protobufjs';
import type { OpenShellVersion } from '../../lib/releases/openshell';
import { GATEWAY_0_0_46 } from './proto/gateway-0.0.46';
import { GATEWAY_0_0_111 } from './proto/gateway-0.0.111';
import { POLICY_0_0_46 } from './proto/policy-0.0.46';
import { POLICY_0_0_111 } from './proto/policy-0.0.111';
import { fromStruct, STRUCT, toStruct } from './struct';
import type { WireMessage } from './wire-message';

/** The messages of one release; 0.0.49 speaks as 0.0.46 does. source: facts/openshell-0.0.46.md §0 */
const FILES: Readonly<Record<OpenShellVersion, readonly string[]>> = {
  '0.0.46': [POLICY_0_0_46, ...GATEWAY_0_0_46],
  '0.0.49': [POLICY_0_0_46, ...GATEWAY_0_0_46],
  '0.0.111': [STRUCT, POLICY_0_0_111, ...GATEWAY_0_0_111],
};

export type { WireMessage };

/** One message type, between proto-JSON without default values and bytes. */
export interface Codec {
  encode(message: WireMessage): Buffer;
  decode(bytes: Uint8Array): WireMessage;
}

/** The message types of a release, each made when it is first used. */
export class Wire {
  private readonly root = new Root();
  private readonly codecs = new Map<string, Codec>();

  constructor(version: OpenShellVersion) {
    for (const file of FILES[version]) parse(file, this.root);
    this.root.resolveAll();
  }

  codec(name: string): Codec {
    const known = this.codecs.get(name);
    if (known) return known;
    const type = this.root.lookupType(name);
    const codec: Codec = {
      encode: (message) =>
        Buffer.from(type.encode(type.fromObject(mapped(type, message, toStruct) as WireMessage)).finish()),
      decode: (bytes) => {
        const plain = type.toObject(withEmptyValues(type, type.decode(bytes)), { longs: Number, enums: String });
        return mapped(type, plain, fromStruct) as WireMessage;
      },
    };
    this.codecs.set(name, codec);
    return codec;
  }

  /** Fields of the policy that the release has not: a gateway would drop them without a word. facts/openshell-0.0.46.md §1.1 */
  unknownFields(policy: object): readonly string[] {
    return unknownIn(this.root.lookupType('openshell.sandbox.v1.SandboxPolicy'), policy);
  }

  /** The policy as it comes back from a gateway that stored it: nothing that the release cannot carry, no defaults. */
  asStored(policy: object): WireMessage {
    const codec = this.codec('openshell.sandbox.v1.SandboxPolicy');
    return codec.decode(codec.encode(policy as WireMessage));
  }
}

/**
 * Upstream leaves an empty message out of a map entry, which is allowed, and this runtime then reads null, which its own
 * `toObject` does not bear. Seen with GetGatewayConfig of a real 0.0.46 gateway: settings without a value.
 */
function withEmptyValues<T extends object>(type: Type, message: T): T {
  for (const field of type.fieldsArray) {
    const { resolvedType, name } = field;
    const value = (message as { [field: string]: unknown })[name];
    if (resolvedType === null || !('fields' in resolvedType) || typeof value !== 'object' || value === null) continue;
    if (field instanceof MapField) {
      const map = value as { [key: string]: object | null };
      for (const [key, item] of Object.entries(map))
        map[key] = withEmptyValues(resolvedType, item ?? resolvedType.create());
    } else
      for (const item of field.repeated ? (value as readonly object[]) : [value]) withEmptyValues(resolvedType, item);
  }
  return message;
}

/** The message with free-form JSON changed by `change`, and without fields that hold their type's default. */
function mapped(type: Type, message: WireMessage, change: (value: WireMessage) => WireMessage): WireMessage {
  if (type.fullName === '.google.protobuf.Struct') return change(message);
  return Object.fromEntries(
    Object.entries(message).flatMap(([name, value]) => {
      const field = type.fields[name];
      if (field === undefined || value === undefined || value === null) return [];
      const next = mappedField(field, value, change);
      return isLeftOut(field, next) ? [] : [[name, next]];
    }),
  );
}

function mappedField(field: Field, value: unknown, change: (value: WireMessage) => WireMessage): unknown {
  const { resolvedType } = field;
  if (resolvedType === null || !('fields' in resolvedType)) return value;
  const one = (item: unknown) => mapped(resolvedType, item as WireMessage, change);
  if (field instanceof MapField) {
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, one(item)]));
  }
  return field.repeated ? (value as readonly unknown[]).map(one) : one(value);
}

function unknownIn(type: Type, message: object): readonly string[] {
  if (type.fullName === '.google.protobuf.Struct') return [];
  return Object.entries(message).flatMap(([name, value]) => {
    const field = type.fields[name];
    if (field === undefined) return [name];
    const { resolvedType } = field;
    if (resolvedType === null || !('fields' in resolvedType) || typeof value !== 'object' || value === null) return [];
    const many = field.repeated || field instanceof MapField;
    return (many ? Object.entries(value) : [['', value] as const]).flatMap(([key, item]) =>
      unknownIn(resolvedType, item as object).map((path) => [name, key, path].filter((word) => word !== '').join('.')),
    );
  });
}

/** Defaults are not on the wire, except where a field tells "not given" from its default. */
function isLeftOut(field: Field, value: unknown): boolean {
  if (field.options?.proto3_optional === true) return false;
  if (field.repeated || field instanceof MapField) return Object.keys(value as object).length === 0;
  return value === '' || value === 0 || value === false;
}
