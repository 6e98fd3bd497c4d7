import * as pulumi from '@pulumi/pulumi';
import { Program } from '../../lib/plan/program';

/** What components of one stack on one cluster know of each other. */
export interface ClusterProgram {
  readonly objects: Program;
  /** Gate → the resources behind it, which others wait for. */
  readonly gates: Map<string, pulumi.Resource[]>;
}

const DEFAULT_PROVIDER = {};
const PROGRAMS = new WeakMap<object, WeakMap<object, ClusterProgram>>();

/**
 * The program of the running stack on that provider's cluster.
 *
 * It hangs on the stack's own object, so nothing outlives a run and inline programs stay apart. Without a stack, as in
 * unit tests with mocks, every call gets an empty one.
 */
export function clusterProgram(provider: pulumi.ProviderResource | undefined): ClusterProgram {
  const stack = pulumi.runtime.getStackResource();
  if (!stack) return emptyProgram();
  const byProvider = getOrMake(PROGRAMS, stack, () => new WeakMap<object, ClusterProgram>());
  return getOrMake(byProvider, provider ?? DEFAULT_PROVIDER, emptyProgram);
}

function emptyProgram(): ClusterProgram {
  return { objects: new Program(), gates: new Map() };
}

function getOrMake<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
