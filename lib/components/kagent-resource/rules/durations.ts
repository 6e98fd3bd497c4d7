import type { Finding, Report } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDuration } from '../../../syntax/duration';

/** Whether the text is a Go duration above 0. */
export function checkDuration(report: Report, path: Path, duration: Leaf<string> | undefined): void {
  report.whenKnown(path, duration, (text): Finding[] => {
    const parsed = parseDuration(text);
    if (parsed.ok && parsed.value <= 0n) {
      return [{ path, problem: 'the time is over before it starts', got: text, allowed: 'more than 0s' }];
    }
    return findingsOf(path, 'the duration', text, parsed);
  });
}
