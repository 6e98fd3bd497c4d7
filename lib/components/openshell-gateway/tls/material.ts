import { parseIpAddress } from '../../../syntax/cidr';
import { SECRET } from '../names';
import type { Settings } from '../settings';

/** Names of the Secrets in the gateway's namespace; what the release or the transport does not need is absent. */
export interface KeyMaterial {
  readonly server: string | undefined;
  /** Client certificate, also in the namespaces of those who call. */
  readonly client: string | undefined;
  readonly jwt: string | undefined;
  readonly credentialKey: string | undefined;
}

/** The Secrets that the gateway of this release needs, whoever makes them. source: facts/openshell.md §2.4 */
export function keyMaterial({ props: { tls }, gateway, serverSecret }: Settings): KeyMaterial {
  const { jwtSecret = SECRET.jwt, credentialKeySecret = SECRET.credentialKey } = tls.existing ?? tls.keys ?? {};
  return {
    server: serverSecret,
    client: tls.disabled ? undefined : (tls.existing?.clientSecret ?? SECRET.client),
    jwt: gateway.can.jwtKeys ? jwtSecret : undefined,
    credentialKey: gateway.can.credentialKey ? credentialKeySecret : undefined,
  };
}

/** What a certificate names. */
export interface CertificateNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/**
 * Every name under which the gateway is called: its Service from near and far, itself, its ways in, and the further ones.
 * source: facts/openshell-0.0.46.md §2.3, fault F-GW-11
 */
export function serverNames({ name, namespace, host, props }: Settings): CertificateNames {
  const further = [...ingressHosts(props.ingress), ...(props.tls.extraNames ?? [])];
  const isAddress = (text: string) => parseIpAddress(text).ok;
  const service = [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, host];
  return {
    dns: unique([...service, 'localhost', ...further.filter((text) => !isAddress(text))]),
    ip: unique(['127.0.0.1', ...further.filter(isAddress)]),
  };
}

function ingressHosts(ingress: Settings['props']['ingress']): readonly string[] {
  return ingress?.gatewayApi?.hostnames ?? (ingress?.ingress ? [ingress.ingress.host] : []);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
