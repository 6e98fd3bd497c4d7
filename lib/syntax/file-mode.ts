import { accept, type Parsed, quote, refuse, refuseType } from './parsed';

const LARGEST = 0o777;
const ALLOWED = "a number from 0 to 0o777, or its octal digits as a text such as '0400'";

/**
 * The ordinary modes whose octal digits, read as a decimal number, are still within 0 to 0o777, so that the
 * API server would take the slip: 400 is 0o620, 440 is 0o670, 444 is 0o674 and 500 is 0o764.
 */
const SLIPS: readonly number[] = [400, 440, 444, 500];

/** The mode bits of a volume's files as the number that Kubernetes wants. source: core/v1 `defaultMode`, 0 to 0777 */
export function parseFileMode(input: unknown): Parsed<number> {
  if (typeof input === 'string') return parseOctal(input);
  if (typeof input !== 'number') return refuseType(input, 'a file mode', { allowed: ALLOWED });
  if (!Number.isInteger(input) || input < 0) return refuse(`${input} is not a file mode`, { allowed: ALLOWED });
  const digits = String(input);
  const looksOctal = /^[0-7]{3}$/.test(digits);
  if (SLIPS.includes(input) || (input > LARGEST && looksOctal)) {
    return refuse(`the decimal number ${input} is ${formatFileMode(input)} in octal; did you mean 0o${digits}?`, {
      allowed: ALLOWED,
      suggestion: `0o${digits}`,
    });
  }
  if (input <= LARGEST) return accept(input);
  return refuse(`${input} is ${formatFileMode(input)} in octal, more than 0777`, { allowed: ALLOWED });
}

/** The mode as people write it, e.g. `0400`. */
export function formatFileMode(mode: number): string {
  return `0${mode.toString(8)}`;
}

function parseOctal(input: string): Parsed<number> {
  if (/^0o?[0-7]{1,3}$/.test(input)) return accept(Number.parseInt(input.replace('o', ''), 8));
  if (/^[0-7]{3}$/.test(input)) {
    return refuse(`${quote(input)} does not say whether it is decimal or octal; did you mean 0${input}?`, {
      allowed: ALLOWED,
      suggestion: `0${input}`,
    });
  }
  return refuse(`${quote(input)} is not a file mode`, { allowed: ALLOWED });
}
