export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** What it takes to send an object: no index signature, so that any typed manifest fits. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name?: string; namespace?: string };
}

/** An object as the API server returns it. */
export interface LiveObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
    managedFields?: { manager: string; operation: string }[];
  };
  [field: string]: unknown;
}

export interface KindRef {
  apiVersion: string;
  kind: string;
}

export interface ObjectRef extends KindRef {
  name: string;
  namespace?: string;
}

export function refOf(object: Manifest): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  if (!metadata.name) throw new Error(`a ${kind} without metadata.name cannot be referred to`);
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
}

/** For messages and map keys: `apps/v1 Deployment team-a/web`. */
export function labelOf(ref: ObjectRef): string {
  return `${ref.apiVersion} ${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${ref.name}`;
}

export function condition(object: LiveObject, type: string): Condition | undefined {
  const status = object.status as { conditions?: Condition[] } | undefined;
  return status?.conditions?.find((candidate) => candidate.type === type);
}

export function hasCondition(object: LiveObject, type: string, status: Condition['status'] = 'True'): boolean {
  return condition(object, type)?.status === status;
}
