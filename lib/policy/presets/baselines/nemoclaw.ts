import type { Policy } from '../../model';
import { npm } from '../npm';
import { openclawRegistry } from '../openclaw-registry';
import { bundle } from '../preset';
import { baseline } from './confinement';
import type { OpenclawBaselineOptions } from './openclaw';

/** What kagent gives its openclaw and nemoclaw backends, without the two registries it opens as blind tunnels. source: facts/kagent.md §3 */
export const nemoclaw = bundle(
  'nemoclaw-baseline',
  'what a NemoClaw harness cannot do without: skill registry, API, documentation, npm packages from a mirror if named',
  (options: OpenclawBaselineOptions): Policy =>
    baseline(
      options,
      [],
      openclawRegistry({ agent: 'nemoclaw' }),
      ...(options.npm ? [npm({ mirror: options.npm })] : []),
    ),
);
