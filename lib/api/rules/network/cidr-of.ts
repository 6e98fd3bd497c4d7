import { type Cidr, parseCidr } from '../../../syntax/cidr';
import type { Parsed } from '../../../syntax/parsed';

const parsed = new Map<string, Parsed<Cidr>>();

/** `parseCidr`, which reads each text once: the policies of a fleet repeat the same few blocks thousands of times. */
export function cidrOf(input: unknown): Parsed<Cidr> {
  if (typeof input !== 'string') return parseCidr(input);
  let answer = parsed.get(input);
  if (answer === undefined) {
    answer = parseCidr(input);
    parsed.set(input, answer);
  }
  return answer;
}
