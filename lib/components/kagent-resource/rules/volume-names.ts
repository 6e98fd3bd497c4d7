import type { Finding, Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { parseDnsLabel } from '../../../syntax/names';
import type { LocalName } from '../props';

/** Objects after which upstream names a volume, `<prefix><name>`: not every object's name is a volume's. */
export function checkVolumeNames(
  report: Report,
  path: Path,
  objects: readonly LocalName[] | undefined,
  prefix: string,
): void {
  for (const [index, object] of (objects ?? []).entries()) {
    const at = [...path, index, 'name'];
    report.whenKnown(at, object?.name, (name): Finding[] => {
      const parsed = parseDnsLabel(`${prefix}${name}`);
      if (parsed.ok) return [];
      const allowed = `at most ${63 - prefix.length} lower-case letters, digits and dashes`;
      return [{ path: at, problem: `the volume ${prefix}${name} cannot be named so`, got: name, allowed }];
    });
  }
}
