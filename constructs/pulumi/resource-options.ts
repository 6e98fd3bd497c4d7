import type * as pulumi from '@pulumi/pulumi';
import type { Path } from '../../lib/plan/path';
import type { KubernetesObject, Readiness, Resource } from '../../lib/plan/resource';

/** The engine's options that follow from the plan; parent and dependencies are the component's. */
export function resourceOptions({ createOnly, externallyOwned, state }: Resource): pulumi.CustomResourceOptions {
  return {
    ...(externallyOwned.length > 0 && { ignoreChanges: externallyOwned.map(propertyPath) }),
    // The names are fixed, so the new object cannot exist beside the old one.
    ...(createOnly.length > 0 && { replaceOnChanges: createOnly.map(propertyPath), deleteBeforeReplace: true }),
    ...(state?.protect && { protect: true }),
    ...(state?.retain && { retainOnDelete: true }),
  };
}

/** The manifest with the annotations that only this engine reads. They land on the live object, so no other engine writes them. */
export function withEngineAnnotations({ manifest, readiness }: Resource): KubernetesObject {
  if (readiness.length === 0) return manifest;
  const waits = readiness.map(waitFor);
  const { metadata } = manifest;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [WAIT_FOR]: waits.length === 1 ? waits[0]! : JSON.stringify(waits) },
    },
  };
}

/** Names of the annotations that this engine adds. source: facts/anchors.md §2 */
export const WAIT_FOR = 'pulumi.com/waitFor';

function waitFor(readiness: Readiness): string {
  if ('condition' in readiness)
    return `condition=${readiness.condition}${readiness.status === 'False' ? '=False' : ''}`;
  return readiness.value === undefined
    ? `jsonpath=${readiness.jsonPath}`
    : `jsonpath=${readiness.jsonPath}=${readiness.value}`;
}

/** A path in Pulumi's property path syntax; `*` is its wildcard. */
function propertyPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number' || step === '*') return `[${step}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
