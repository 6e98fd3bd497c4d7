import type { Filesystem, PolicyDocument } from '../../policy';
import type { KagentFlavour } from '../../policy/layers';
import { flavourOf, policyOf } from './network';
import type { NemoClawHarnessProps } from './props';

/** What kagent gives its sandboxes of the file system. source: facts/kagent.md §3 */
const KAGENT_FILES: { readonly [F in KagentFlavour]: Required<Filesystem> } = {
  claw: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/proc', '/dev/urandom', '/app', '/etc', '/var/log'],
    readWrite: ['/tmp', '/dev/null', '/sandbox/.openclaw', '/sandbox/.nemoclaw'],
  },
  hermes: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/opt/hermes', '/proc', '/dev/urandom', '/app', '/etc', '/var/log'],
    readWrite: ['/sandbox', '/tmp', '/dev/null', '/sandbox/.hermes'],
  },
};

/** What the supervisor adds by itself where it exists. source: facts/openshell-0.0.46.md §1.6 */
const ADDED_ANYWAY = {
  readOnly: ['/usr', '/lib', '/etc', '/app', '/var/log', '/proc', '/dev/urandom'],
  readWrite: ['/sandbox', '/tmp'],
};

/** Nothing can be kept there, so nobody minds. */
const HARMLESS = '/dev/null';

/**
 * The frozen parts of the policy as they can be on a sandbox of kagent's: its own, with the policy's further paths, which
 * hold from the next start of the pod. source: facts/openshell-0.0.46.md §1.2
 */
export function frozenParts(props: NemoClawHarnessProps, { filesystem }: PolicyDocument) {
  const { includeWorkdir, readOnly, readWrite } = KAGENT_FILES[flavourOf(props)];
  const further = (filesystem?.readOnly ?? []).filter((path) => !readWrite.includes(path));
  return {
    filesystem: {
      includeWorkdir,
      readOnly: [...new Set([...readOnly, ...further])],
      readWrite: [...new Set([...readWrite, ...(filesystem?.readWrite ?? [])])],
    },
    landlock: { compatibility: 'best_effort' },
    process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
  };
}

/** Paths that kagent's sandbox has and that the policy, which cannot take them back, does not give. */
export function pathsBeyondPolicy(props: NemoClawHarnessProps): readonly string[] {
  const filesystem = policyOf(props)?.filesystem;
  if (filesystem === undefined) return [];
  const { readOnly = [], readWrite = [] } = filesystem;
  const kagent = KAGENT_FILES[flavourOf(props)];
  const writable = [...readWrite, ...ADDED_ANYWAY.readWrite.filter((path) => !readOnly.includes(path))];
  const readable = [...readOnly, ...ADDED_ANYWAY.readOnly, ...writable];
  return [
    ...kagent.readWrite
      .filter((path) => path !== HARMLESS && !isBelow(path, writable))
      .map((path) => `${path} (writable)`),
    ...kagent.readOnly.filter((path) => !isBelow(path, readable)),
  ];
}

/** Paths of the policy that the other backend's image has and this one's lacks. source: facts/kagent.md §3; fault F-POL-12 */
export function pathsOfOtherImage(props: NemoClawHarnessProps): readonly string[] {
  const { readOnly = [], readWrite = [] } = policyOf(props)?.filesystem ?? {};
  const foreign = FOREIGN[flavourOf(props)];
  return [...readOnly, ...readWrite].filter((path) => isBelow(path, foreign));
}

const FOREIGN: { readonly [F in KagentFlavour]: readonly string[] } = {
  claw: ['/opt/hermes', '/sandbox/.hermes'],
  hermes: ['/sandbox/.openclaw', '/sandbox/.nemoclaw'],
};

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => path === root || path.startsWith(`${root}/`));
}
