/** CEL: the update leaves this field of the spec as it was, absent or present. */
export function unchanged(field: string): string {
  const now = `object.spec.${field}`;
  const before = `oldObject.spec.${field}`;
  return `has(${now}) == has(${before}) && (!has(${now}) || ${now} == ${before})`;
}
