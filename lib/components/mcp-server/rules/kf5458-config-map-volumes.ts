import type { Rule } from '../../../diagnostics/rule';
import { checkVolumeNames } from '../../kagent-resource/rules/volume-names';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** ConfigMaps have names that a volume can have too. */
export const CONFIG_MAP_VOLUMES: Rule<McpServerProps> = {
  id: 'KF5458',
  name: 'config-map-volumes',
  severity: 'error',
  acknowledge: 'never',
  why: 'kmcp names the volume after the ConfigMap. A ConfigMap’s name may have dots and 253 characters, a volume’s may not: the Deployment is refused at each reconcile.',
  fix: 'rename the ConfigMap, or mount it by `volumes` and `volumeMounts`',
  faults: [],
  sources: ['kmcp v0.3.0 transportadapter_translator.go, createVolumes'],
  check({ run }, report) {
    checkVolumeNames(report, ['run', 'configMapRefs'], run?.configMapRefs, 'cm-');
  },
  examples: {
    failing: exampleRun({ configMapRefs: [{ name: 'tickets.conf' }] }),
    mended: exampleRun({ configMapRefs: [{ name: 'tickets-conf' }] }),
  },
};
