import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel, parseDnsSubdomain } from '../../../syntax/names';
import { installerNamespace } from '../daemon-set';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

/** Names of the component are ones that its objects can bear. */
export const PROFILE_NAMES: Rule<SeccompProfileProps> = {
  id: 'KF3508',
  name: 'profile-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'The name is that of an object, a file and, with a DaemonSet, a label and part of a namespace’s name; the API server refuses others, half of the objects later.',
  fix: 'choose a short name of lower-case letters, digits and "-"',
  faults: [],
  sources: ['Kubernetes, object names'],
  check(props, report) {
    const { name, delivery } = props;
    const parsed =
      delivery.by === 'daemon-set'
        ? parseDnsSubdomain(name, { max: 63, because: 'the name is a label of the DaemonSet’s pods' })
        : parseDnsSubdomain(name, { max: 200, because: 'policies and files have it in their names' });
    for (const finding of findingsOf(['name'], 'the name', name, parsed)) report(finding);
    const namespace = parsed.ok ? installerNamespace(props) : undefined;
    if (namespace === undefined) return;
    const where =
      delivery.by === 'daemon-set' && delivery.namespace !== undefined ? ['delivery', 'namespace'] : ['name'];
    for (const finding of findingsOf(where, 'the DaemonSet’s namespace', namespace, parseDnsLabel(namespace)))
      report(finding);
  },
  examples: {
    failing: exampleProfile({ name: 'OpenShell_Profile' }),
    mended: exampleProfile({ name: 'openshell-profile' }),
  },
};
