/** A message as proto-JSON. */
export type WireMessage = { readonly [field: string]: unknown };
