import type { Rule } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import type { ClusterFacts, Operator } from '../cluster';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';

// The compiler keeps each list complete.
const CNI: Record<ClusterFacts['cni'], true> = { cilium: true, calico: true, other: true, 'none-enforcing': true };
const DNS: Record<NonNullable<ClusterFacts['dns']>, true> = { service: true, 'node-local': true };
const APP_ARMOR: Record<ClusterFacts['nodeAppArmor'], true> = { absent: true, enabled: true, mutated: true };
const ADDONS: Record<NonNullable<ClusterFacts['managedAddons']>[number], true> = { 'gke-agent-sandbox': true };
const OPERATORS: Record<Operator, true> = {
  'cert-manager': true,
  'prometheus-operator': true,
  keda: true,
  'security-profiles-operator': true,
  spire: true,
};

/** Facts that are one of a few words are one of those words. */
export const KNOWN_FACTS: Rule<PlatformRef> = {
  id: 'KF1012',
  name: 'known-cluster-facts',
  severity: 'error',
  acknowledge: 'never',
  why: 'A ref that was read from JSON may hold any text; a misspelt operator or network plugin would count as absent, without a word.',
  fix: 'correct the spelling',
  faults: [],
  sources: ['DESIGN §3'],
  check({ cluster }, report) {
    const expect = (path: Path, got: string, words: Record<string, true>) => {
      if (Object.hasOwn(words, got)) return;
      report({
        path,
        problem: 'this is none of the words that may stand here',
        got,
        allowed: Object.keys(words).join(', '),
      });
    };
    expect(['cluster', 'cni'], cluster.cni, CNI);
    expect(['cluster', 'dns'], cluster.dns, DNS);
    expect(['cluster', 'nodeAppArmor'], cluster.nodeAppArmor, APP_ARMOR);
    const { podPidsLimit }: { podPidsLimit?: unknown } = cluster;
    if (podPidsLimit !== undefined && podPidsLimit !== 'unknown' && !isCount(podPidsLimit)) {
      report({
        path: ['cluster', 'podPidsLimit'],
        problem: 'this is no number of processes',
        got: podPidsLimit,
        allowed: 'a whole number from 1, or unknown',
      });
    }
    for (const [index, name] of cluster.operators.entries()) expect(['cluster', 'operators', index], name, OPERATORS);
    for (const [index, name] of cluster.managedAddons.entries())
      expect(['cluster', 'managedAddons', index], name, ADDONS);
  },
  examples: {
    failing: examplePlatform({ cluster: { operators: ['certmanager' as Operator] } }),
    mended: examplePlatform({ cluster: { operators: ['cert-manager'] } }),
  },
};

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
