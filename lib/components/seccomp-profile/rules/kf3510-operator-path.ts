import type { Rule } from '../../../diagnostics/rule';
import { OPERATOR_FOLDER } from '../localhost-profile';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';

/** A path into the operator's folder has the form of the cluster-scoped operator. */
export const OPERATOR_PATH: Rule<SeccompProfileProps> = {
  id: 'KF3510',
  name: 'operator-path',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Since its kind is cluster-scoped (0.9) the operator writes operator/<name>.json; a path with a namespace ends in CreateContainerError, "no such file".',
  fix: 'deliver by security-profiles-operator, which computes the path, or leave the namespace out',
  faults: ['F-ISO-01'],
  sources: ['security-profiles-operator #2904, #878', 'security-profiles-operator 1.0.0, GetProfilePath'],
  check({ delivery }, report) {
    if (delivery.by !== 'existing') return;
    const [folder, ...rest] = delivery.localhostProfile.split('/');
    if (folder !== OPERATOR_FOLDER || (rest.length === 1 && rest[0]?.endsWith('.json'))) return;
    report({
      path: ['delivery', 'localhostProfile'],
      problem: 'the operator writes no file of this path',
      got: delivery.localhostProfile,
      allowed: `${OPERATOR_FOLDER}/<name>.json`,
    });
  },
  examples: {
    failing: exampleProfile({ delivery: { by: 'existing', localhostProfile: 'operator/team-a/openshell.json' } }),
    mended: exampleProfile({ delivery: { by: 'existing', localhostProfile: 'operator/openshell.json' } }),
  },
};
