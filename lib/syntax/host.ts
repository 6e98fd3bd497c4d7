import { parseIpAddress } from './cidr';
import { accept, type Parsed, quote, refuse, refuseType, withSoundSuggestion } from './parsed';

/** The Service that an in-cluster name means. */
export interface ServiceHost {
  readonly service: string;
  readonly namespace: string;
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const ALLOWED = 'a DNS name such as api.example.com or gateway.team-a.svc';

/** A DNS host name, alone: no scheme, port, path or wildcard. source: RFC 1123 §2.1, apimachinery IsDNS1123Subdomain */
export function parseHost(input: unknown): Parsed<string> {
  if (typeof input !== 'string') return refuseType(input, 'a host name', { allowed: ALLOWED });
  return withSoundSuggestion(read(input), read);
}

function read(input: string): Parsed<string> {
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED, suggestion });
  if (input === '') return fail('is empty');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(input)?.[0];
  if (scheme !== undefined) return fail(`has the scheme ${scheme}`, hostOf(input.slice(scheme.length)));
  if (/[/?#]/.test(input)) return fail('has a path', hostOf(input));
  if (input.includes('@')) return fail('has a user name', hostOf(input));
  if (parseIpAddress(input.replace(/^\[|\]$/g, '')).ok) return fail('is an IP address');
  const port = /:\d*$/.exec(input)?.[0];
  if (port !== undefined) return fail(`has the port ${quote(port.slice(1))}`, hostOf(input));
  if (/\s/.test(input)) return fail('contains white space', input.trim());
  if (input.includes('*')) return fail('has a wildcard');
  if (input.endsWith('.')) return fail('ends with a dot', input.replace(/\.$/, ''));
  if (/[A-Z]/.test(input)) return fail('has capital letters', input.toLowerCase());
  if (input.length > 253) return fail(`has ${input.length} characters, a host name has at most 253`);
  const labels = input.split('.');
  if (labels.includes('')) return fail('has an empty part between dots');
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return fail(`has a part of ${long.length} characters, at most 63 are allowed`);
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined)
    return fail(`has the part ${quote(wrong)}, which is not made of letters, digits and inner dashes`);
  if (/^\d+$/.test(labels[labels.length - 1]!)) return fail('ends with a number, as only IP addresses do');
  return accept(input);
}

/**
 * The Service behind `<service>.<namespace>.svc` with or without the cluster's domain, or `undefined` for any other
 * host. source: Kubernetes DNS-Based Service Discovery 1.1
 */
export function serviceOfHost(host: string, clusterDomain = 'cluster.local'): ServiceHost | undefined {
  const suffix = [`.svc.${clusterDomain}`, '.svc'].find((end) => host.endsWith(end));
  if (suffix === undefined) return undefined;
  const [service, namespace, ...more] = host.slice(0, -suffix.length).split('.').reverse().slice(0, 2).reverse();
  return service && namespace && more.length === 0 ? { service, namespace } : undefined;
}

/** The host in a text that has a user, a port or a path around it. */
function hostOf(text: string): string {
  return text
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '');
}
