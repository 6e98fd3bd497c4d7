import { generateKeyPairSync } from 'node:crypto';
import { generate } from 'selfsigned';

/** PEM texts. */
export interface CertifiedKey {
  certificate: string;
  key: string;
}

const COMMON = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

// Clocks of two processes on one machine agree, but a certificate valid "from now" still races its first use.
const validFrom = (): Date => new Date(Date.now() - 60_000);
const validUntil = (): Date => new Date(Date.now() + 7 * 86_400_000);

export async function createAuthority(commonName: string): Promise<CertifiedKey> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...COMMON,
    notBeforeDate: validFrom(),
    notAfterDate: validUntil(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** A certificate for a server on loopback, reachable as 127.0.0.1, localhost and the given DNS names. */
export async function issueServerCertificate(
  authority: CertifiedKey,
  commonName: string,
  dnsNames: readonly string[] = [],
): Promise<CertifiedKey> {
  return issue(authority, commonName, [
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 7, ip: '127.0.0.1' },
        ...['localhost', ...dnsNames].map((value) => ({ type: 2 as const, value })),
      ],
    },
  ]);
}

/** A client certificate: for the API server, the common name is the user. */
export async function issueClientCertificate(authority: CertifiedKey, commonName: string): Promise<CertifiedKey> {
  return issue(authority, commonName, [{ name: 'extKeyUsage', clientAuth: true }]);
}

/** A bare key pair, for signing ServiceAccount tokens. */
export function createSigningKey(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

type Extension = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>[number];

async function issue(authority: CertifiedKey, commonName: string, usage: readonly Extension[]): Promise<CertifiedKey> {
  const made = await generate([{ name: 'commonName', value: commonName }], {
    ...COMMON,
    notBeforeDate: validFrom(),
    notAfterDate: validUntil(),
    ca: { key: authority.key, cert: authority.certificate },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      ...usage,
    ],
  });
  return { certificate: made.cert, key: made.private };
}
