import type { Policy } from '../../model';
import type { PackageMirror } from '../endpoints';
import { nousResearch } from '../nous-research';
import { nvidia } from '../nvidia';
import { bundle } from '../preset';
import { pypi } from '../pypi';
import { type BaselineOptions, baseline } from './confinement';

export interface HermesBaselineOptions extends BaselineOptions {
  /** Mirror for Python packages. @default - no packages */
  readonly pypi?: PackageMirror;
}

export const hermes = bundle(
  'hermes-baseline',
  'Hermes’ own needs: the sites of Nous Research, NVIDIA’s hosted models, Python packages from a mirror if named',
  (options: HermesBaselineOptions): Policy =>
    baseline(
      options,
      ['/opt/hermes'],
      nousResearch({ agent: 'hermes' }),
      nvidia({ agent: 'hermes' }),
      ...(options.pypi ? [pypi({ mirror: options.pypi })] : []),
    ),
);
