import type { Policy } from '../../model';
import type { PackageMirror } from '../endpoints';
import { npm } from '../npm';
import { nvidia } from '../nvidia';
import { openclawRegistry } from '../openclaw-registry';
import { bundle } from '../preset';
import { type BaselineOptions, baseline } from './confinement';

export interface OpenclawBaselineOptions extends BaselineOptions {
  /** Mirror for OpenClaw's plugins. @default - no packages */
  readonly npm?: PackageMirror;
}

// Upstream's dial-back to 10.200.0.2 is left out: it means the sandbox itself, and OpenClaw uses loopback for it now.
// `inference.local` is left out: the proxy answers it before any policy. source: facts/openshell-0.0.46.md §1.5 step 0
export const openclaw = bundle(
  'openclaw-baseline',
  'OpenClaw’s own needs: skill registry, API, documentation, NVIDIA’s hosted models, npm packages from a mirror if named',
  (options: OpenclawBaselineOptions): Policy =>
    baseline(
      options,
      [],
      openclawRegistry({ agent: 'openclaw' }),
      nvidia({ agent: 'openclaw' }),
      ...(options.npm ? [npm({ mirror: options.npm })] : []),
    ),
);
