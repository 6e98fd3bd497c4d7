import type { WireMessage } from './wire-message';

/** Free-form JSON as protobuf carries it; the well-known types, which this runtime does not bring along as text. */
export const STRUCT = `
syntax = "proto3";
package google.protobuf;

message Struct { map<string, Value> fields = 1; }
message Value {
  oneof kind {
    int32 null_value = 1;
    double number_value = 2;
    string string_value = 3;
    bool bool_value = 4;
    Struct struct_value = 5;
    ListValue list_value = 6;
  }
}
message ListValue { repeated Value values = 1; }
`;

/** A JSON object as the message `google.protobuf.Struct`. */
export function toStruct(json: WireMessage): WireMessage {
  return { fields: Object.fromEntries(Object.entries(json).map(([key, value]) => [key, toValue(value)])) };
}

function toValue(value: unknown): WireMessage {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { numberValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(toValue) } };
  return value === null || value === undefined ? { nullValue: 0 } : { structValue: toStruct(value as WireMessage) };
}

/** The JSON object that the message stands for. */
export function fromStruct({ fields = {} }: WireMessage): WireMessage {
  return Object.fromEntries(Object.entries(fields as object).map(([key, value]) => [key, fromValue(value)]));
}

function fromValue({ stringValue, numberValue, boolValue, listValue, structValue }: WireMessage): unknown {
  if (structValue !== undefined) return fromStruct(structValue as WireMessage);
  if (listValue !== undefined) return ((listValue as { values?: WireMessage[] }).values ?? []).map(fromValue);
  return stringValue ?? numberValue ?? boolValue ?? null;
}
