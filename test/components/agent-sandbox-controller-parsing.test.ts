import { longestGapDays } from '../../lib/components/agent-sandbox-controller/rules/longest-gap';
import { parseCron } from '../../lib/syntax/cron';

test.each([
  ['0 3 1 * *', 31],
  ['0 3 1 1 *', 366],
  ['0 3 1 1,7 *', 184],
  ['0 3 * * 1', 7],
  ['0 3 29 2 *', 1461],
  ['0 3 1 1 1', 342],
  ['@every 2160h', 90],
])('%s leaves up to %d days between two runs', (line, days) => {
  const parsed = parseCron(line);
  expect(parsed.ok && longestGapDays(parsed.value)).toBe(days);
});
