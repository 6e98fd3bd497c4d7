import type { Finding, Rule } from '../../diagnostics/rule';
import { findCredentials } from '../../plan/find-credentials';
import type { Path } from '../../plan/path';
import type { KubernetesObject } from '../../plan/resource';
import { exampleTemplateWith } from './examples';

/**
 * No text of an object is a credential.
 *
 * Credentials are told by their issuers' shapes: private keys, tokens of messengers and code hosts, keys of clouds and
 * model providers, JSON Web Tokens, passwords in addresses, Authorization headers. A random text, such as a password that
 * is a label or a deferred secret in an annotation, cannot be told from any other text and is not found. Keys of maps are
 * not looked at, nor is what a Secret holds.
 */
export const noCredentialInObject: Rule<KubernetesObject> = {
  id: 'KF3023',
  name: 'no-credential-in-object',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Whoever may read the object reads the credential: in the cluster, in the repository of manifests, in the state of the engine, in every backup of them.',
  fix: 'put the value into a Secret and name its key; if it is no credential, acknowledge it',
  faults: ['F-SCR-01'],
  sources: ['DESIGN §4'],
  check(object, report) {
    const { found, deferred } = findCredentials(object);
    for (const { path, kind } of found) report(findingOf(path, kind));
    for (const { path, leaf } of deferred) {
      report.whenKnown(path, leaf, (known) =>
        findCredentials(known).found.map((below) => findingOf([...path, ...below.path], below.kind)),
      );
    }
  },
  examples: {
    failing: exampleTemplateWith({ env: [{ name: 'CHAT', value: `xoxb-${'0'.repeat(12)}` }] }),
    mended: exampleTemplateWith({
      env: [{ name: 'CHAT', valueFrom: { secretKeyRef: { name: 'chat', key: 'token' } } }],
    }),
  },
};

function findingOf(path: Path, kind: string): Finding {
  return { path, problem: `here stands what looks like a credential: ${kind}`, allowed: 'a reference to a Secret' };
}
