import { OPENSHELL_0_0_46 } from './openshell-0.0.46';
import type { OpenShellRelease } from './release';

/** As 0.0.46 but for wildcards within the first label of a host. source: facts/openshell-0.0.46.md §0, §1 */
export const OPENSHELL_0_0_49: OpenShellRelease = {
  ...OPENSHELL_0_0_46,
  version: '0.0.49',
  quirks: { ...OPENSHELL_0_0_46.quirks, hostWildcards: 'first-label' },
};
