import { brave } from '../brave';
import { brew } from '../brew';
import type { Caller } from '../callers';
import type { PackageMirror } from '../endpoints';
import { huggingface } from '../huggingface';
import { npm } from '../npm';
import { openclawPricing } from '../openclaw-pricing';
import { bundle, type NetworkFragment } from '../preset';
import { pypi } from '../pypi';

export type TierOptions = Caller & {
  /** Where packages come from; a kind without a mirror is left out. @default - no packages */
  readonly mirrors?: { readonly npm?: PackageMirror; readonly pypi?: PackageMirror; readonly brew?: PackageMirror };
};

/** Upstream's default tier. Upstream's own version does not validate on its own baseline. source: facts/nemoclaw.md §2.4, §2.6 */
export const balanced = bundle(
  'balanced',
  'packages from the mirrors named, Hugging Face and web search; for OpenClaw also prices of models',
  (options: TierOptions): readonly NetworkFragment[] => {
    const { mirrors = {}, agent } = options;
    return [
      ...(mirrors.npm ? [npm({ mirror: mirrors.npm })] : []),
      ...(mirrors.pypi ? [pypi({ mirror: mirrors.pypi })] : []),
      ...(mirrors.brew ? [brew({ mirror: mirrors.brew })] : []),
      huggingface(options),
      brave(options),
      ...(agent === 'openclaw' || agent === 'nemoclaw' ? [openclawPricing(options)] : []),
    ];
  },
);
