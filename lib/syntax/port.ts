import { accept, type Parsed, quote, refuse, refuseType } from './parsed';

/** All ports from `from` to `to`, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

const ALLOWED_NUMBER = 'a whole number from 1 to 65535';
const ALLOWED_NAME = 'at most 15 lower-case letters, digits and single dashes, with at least one letter';
const ALLOWED_RANGE = 'two ports joined by a dash, e.g. 8000-8100';

/** A port number. source: apimachinery validation.IsValidPortNum */
export function parsePort(input: unknown): Parsed<number> {
  if (typeof input !== 'number') {
    const digits = typeof input === 'string' && /^[1-9]\d{0,4}$/.test(input) && Number(input) <= 65535;
    return refuseType(input, 'a port number without quotes', {
      allowed: ALLOWED_NUMBER,
      suggestion: digits ? input : undefined,
    });
  }
  if (Number.isInteger(input) && input >= 1 && input <= 65535) return accept(input);
  return refuse(`${input} is not a port number`, { allowed: ALLOWED_NUMBER });
}

/** The name of a container's port (IANA_SVC_NAME). source: apimachinery validation.IsValidPortName */
export function parsePortName(input: unknown): Parsed<string> {
  if (typeof input !== 'string') return refuseType(input, 'a port name', { allowed: ALLOWED_NAME });
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED_NAME, suggestion });
  const lower = input.toLowerCase();
  if (input === '') return fail('is empty');
  if (input !== lower && parsePortName(lower).ok) return fail('has capital letters', lower);
  const foreign = /[^-a-z0-9]/u.exec(input)?.[0];
  if (foreign !== undefined) return fail(`contains ${quote(foreign)}, which a port name does not allow`);
  if (input.length > 15) return fail(`has ${input.length} characters, a port name has at most 15`);
  if (!/[a-z]/.test(input)) return fail('has no letter, so that it would be read as a number');
  if (input.includes('--')) return fail('has two dashes in a row');
  if (input.startsWith('-') || input.endsWith('-')) return fail('starts or ends with a dash');
  return accept(input);
}

/** A port by its number or by its container's name for it. source: apimachinery intstr.IntOrString */
export function parsePortReference(input: unknown): Parsed<number | string> {
  if (typeof input === 'string' && !/^\d+$/.test(input)) return parsePortName(input);
  return parsePort(input);
}

/** A range of ports, e.g. `8000-8100`; one port alone is a range of one. source: NetworkPolicyPort's port and endPort */
export function parsePortRange(input: unknown): Parsed<PortRange> {
  if (typeof input === 'number') {
    const port = parsePort(input);
    return port.ok ? accept({ from: port.value, to: port.value }) : port;
  }
  if (typeof input !== 'string') return refuseType(input, 'a port range', { allowed: ALLOWED_RANGE });
  const [, low, high = low] = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/.exec(input) ?? [];
  if (low === undefined) return refuse(`${quote(input)} is not a port range`, { allowed: ALLOWED_RANGE });
  const [from, to] = [Number(low), Number(high)];
  const large = [from, to].find((port) => port > 65535);
  if (large !== undefined) return refuse(`${quote(input)} has the port ${large}`, { allowed: ALLOWED_NUMBER });
  if (from > to) {
    return refuse(`${quote(input)} ends before it starts`, { allowed: ALLOWED_RANGE, suggestion: `${to}-${from}` });
  }
  return accept({ from, to });
}
