import type { RuleInfo } from '../lib/diagnostics/rule';
import { RULES } from '../lib/registry';
import { AREAS, faultsOf } from '../test/faults/catalogue';
import { GENERATED_AWAY } from '../test/faults/generated-away';
import { NO_SUCH_PART } from '../test/faults/no-such-part';

// Prints the table of the docs, real upstream fault → what the library does about it, in Markdown. Run as
// `npx ts-node --swc scripts/fault-table.ts`; the text is made of the registry and of what test/faults asserts.

for (const [area, { title }] of Object.entries(AREAS)) {
  console.log(`## ${title}\n`);
  console.log('| fault | answer | what upstream does | what to do |');
  console.log('|---|---|---|---|');
  for (const fault of faultsOf(area)) for (const row of rowsOf(fault)) console.log(row);
  console.log('');
}

/** One row for each rule that answers the fault, else one that says why none is needed. */
function rowsOf(fault: string): string[] {
  const rules = RULES.filter(({ faults }) => faults.includes(fault));
  if (rules.length > 0) return rules.map((rule) => ruleRow(fault, rule));
  const generated = GENERATED_AWAY[fault];
  if (generated !== undefined) return [row(fault, 'cannot happen', generated.how, 'nothing')];
  return [row(fault, 'no such part', NO_SUCH_PART[fault] ?? '', 'nothing')];
}

function ruleRow(fault: string, { id, name, severity, acknowledge, why, fix }: RuleInfo): string {
  const waiver = acknowledge === 'never' ? '' : ', can be acknowledged';
  return row(fault, `${severity} ${id} ${name}${waiver}`, why, fix);
}

function row(...cells: readonly string[]): string {
  // A bar ends a cell even in code.
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
