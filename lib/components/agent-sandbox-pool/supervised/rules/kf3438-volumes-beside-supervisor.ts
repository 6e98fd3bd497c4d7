import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { volumesOf } from '../../rules/volumes';
import { exampleSupervisedPool } from '../example';
import { OWN_VOLUMES } from '../pod';
import { isSupervised } from '../policy-of';

/** Folders out of which something runs as root, or which the supervisor writes itself. */
const SYSTEM = [
  '/bin',
  '/dev',
  '/etc',
  '/lib',
  '/lib64',
  '/opt/openshell',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var/log',
  '/var/run',
];

/** No volume lies over what the supervisor runs, reads or writes. */
export const volumesBesideSupervisor: Rule<AgentSandboxPoolProps> = {
  id: 'KF3438',
  name: 'volumes-beside-supervisor',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor starts `ip`, `nft` and `nsenter` of the image as root and reads its policy from /etc: a volume there that the agent may write is a way to become root beside the supervisor.',
  fix: 'mount the volume below /sandbox, or at a folder of its own such as /data, and give it a name that the pod does not use',
  faults: ['F-POL-13'],
  sources: ['facts/openshell.md §4.4', 'facts/verified.md §10'],
  check(props, report) {
    if (!isSupervised(props)) return;
    for (const [name, { mountPath }] of volumesOf(props)) {
      if (OWN_VOLUMES.includes(name)) {
        report({
          path: ['volumes', name],
          problem: 'the pod has a volume of this name already',
          got: name,
          allowed: `any name but ${OWN_VOLUMES.join(', ')}`,
        });
      }
      if (typeof mountPath !== 'string') continue;
      const path = `/${mountPath
        .split('/')
        .filter((part) => part !== '' && part !== '.')
        .join('/')}`;
      const covered = SYSTEM.find(
        (folder) => `${folder}/`.startsWith(path === '/' ? path : `${path}/`) || path.startsWith(`${folder}/`),
      );
      if (covered === undefined && !path.split('/').includes('..')) continue;
      report({
        path: ['volumes', name, 'mountPath'],
        problem: `the volume lies over ${covered ?? 'a folder that its path hides'}, which is the supervisor’s`,
        got: mountPath,
        allowed: `any folder beside ${SYSTEM.join(', ')}`,
      });
    }
  },
  examples: {
    failing: exampleSupervisedPool({
      volumes: { tools: { mountPath: '/usr/local', ephemeral: { sizeLimit: '1Gi' } } },
    }),
    mended: exampleSupervisedPool({
      volumes: { tools: { mountPath: '/sandbox/tools', ephemeral: { sizeLimit: '1Gi' } } },
    }),
  },
};
