import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { SECCOMP_USES, type SeccompUse } from '../../../seccomp';
import type { AdmissionAttachment, DaemonSetDelivery, SeccompDelivery, SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

// The compiler keeps each list complete.
const DELIVERIES: Record<SeccompDelivery['by'], true> = {
  'security-profiles-operator': true,
  'daemon-set': true,
  existing: true,
};
const MODES: Record<NonNullable<AdmissionAttachment['mode']>, true> = { mutate: true, report: true };
const APP_ARMOR: Record<NonNullable<AdmissionAttachment['appArmor']>, true> = { Unconfined: true, keep: true };
const DELIVERY_FIELDS: Record<SeccompDelivery['by'], readonly string[]> = {
  'security-profiles-operator': ['by'],
  'daemon-set': Object.keys({
    by: true,
    image: true,
    namespace: true,
    createNamespace: true,
    kubeletFolder: true,
    imagePullSecrets: true,
    nodeSelector: true,
    tolerations: true,
    priorityClassName: true,
    resources: true,
  } satisfies Record<keyof DaemonSetDelivery, true>),
  existing: ['by', 'localhostProfile'],
};
const PLAIN = ['namespace', 'createNamespace', 'kubeletFolder', 'priorityClassName', 'localhostProfile'];

/** What decides which objects there are is plain and one of a few words. */
export const KNOWN_WORDS: Rule<SeccompProfileProps> = {
  id: 'KF3519',
  name: 'known-words',
  severity: 'error',
  acknowledge: 'never',
  why: 'A misspelt word would count as the default, and a value that is known only later cannot decide which objects there are.',
  fix: 'write one of the words that are listed, as plain text',
  faults: ['F-ENG-03'],
  sources: ['DESIGN §4'],
  check({ use, delivery, attach }, report) {
    const expect = (path: Path, got: unknown, words: readonly string[]) => {
      if (got === undefined || words.includes(got as string)) return;
      report({ path, problem: 'this is none of the words that may stand here', got, allowed: words.join(', ') });
    };
    expect(['use'], use, SECCOMP_USES);
    expect(['delivery', 'by'], delivery.by ?? 'nothing', Object.keys(DELIVERIES));
    expect(['attach', 'mode'], attach?.mode, Object.keys(MODES));
    expect(['attach', 'appArmor'], attach?.appArmor, Object.keys(APP_ARMOR));
    for (const [field, value] of Object.entries(delivery)) {
      if (Object.hasOwn(DELIVERIES, delivery.by)) expect(['delivery', field], field, DELIVERY_FIELDS[delivery.by]);
      if (!PLAIN.includes(field) || value === undefined || typeof value !== 'object') continue;
      report({
        path: ['delivery', field],
        problem: 'this decides which objects there are and has to be plain',
        got: value,
      });
    }
  },
  examples: {
    failing: exampleProfile({ use: 'openshell' as SeccompUse }),
    mended: exampleProfile({ use: 'openshell-combined' }),
  },
};

/** Whether the use is one of those that there are. */
export function isKnownUse(use: SeccompUse): boolean {
  return SECCOMP_USES.includes(use);
}
