/**
 * Plain data as YAML in blocks. Where readers of YAML 1.1, 1.2 and the supervisor's own could differ on a text (`0b1`,
 * `-0x1`, `no`), it stands in quotes; quoted texts are those of JSON, which is YAML. A policy of a pool is written
 * several times a build, and the YAML package takes seconds where this takes milliseconds.
 */
export function blockYaml(value: object): string {
  return block(value, '');
}

function block(value: object, indent: string): string {
  return Array.isArray(value)
    ? value.map((item) => `${indent}- ${itemText(item, indent)}`).join('')
    : Object.entries(value)
        .map(([key, item]) => `${indent}${text(key)}:${fieldText(item, indent)}`)
        .join('');
}

/** What follows a dash: a block begins on the same line. */
function itemText(item: unknown, indent: string): string {
  return isBlock(item) ? block(item, `${indent}  `).slice(indent.length + 2) : `${flat(item)}\n`;
}

/** What follows a key: a block begins on the next line. */
function fieldText(item: unknown, indent: string): string {
  return isBlock(item) ? `\n${block(item, `${indent}  `)}` : ` ${flat(item)}\n`;
}

function isBlock(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function flat(value: unknown): string {
  return typeof value === 'string' ? text(value) : JSON.stringify(value);
}

function text(value: string): string {
  return PLAIN.test(value) && !WORD.test(value) ? value : JSON.stringify(value).replace(UNSAFE, escaped);
}

/** What every reader takes for text, but for a few words. */
const PLAIN = /^[A-Za-z_/][\w./-]*$/;
const WORD = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** Characters that some readers refuse or take for line breaks, and that JSON leaves as they are. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
