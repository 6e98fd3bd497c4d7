import type { Policy } from '../../model';
import { github } from '../github';
import { bundle } from '../preset';
import { pypi } from '../pypi';
import { baseline } from './confinement';
import type { HermesBaselineOptions } from './hermes';

// Upstream's `landlock: strict` is no word of OpenShell's and means best effort there (F-POL-04).
export const deepAgents = bundle(
  'deep-agents-baseline',
  'Deep Agents Code’s own needs: fetching from GitHub, Python packages from a mirror if named',
  (options: HermesBaselineOptions): Policy =>
    baseline(
      options,
      ['/opt/venv'],
      github({ access: 'read-only' }),
      ...(options.pypi ? [pypi({ mirror: options.pypi })] : []),
    ),
);
