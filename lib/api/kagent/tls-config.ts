import { boolean, object, type Static, string } from '../schema';

/** CEL's `has(self.x) && size(self.x) > 0`. */
const isGiven = (text: string | undefined) => text !== undefined && text !== '';

export const tlsConfig = object(
  {
    /**
     * Accept any certificate, so that whoever sits in between reads everything.
     * @default false
     */
    disableVerify: boolean({ default: false }),
    /** Name of the Secret of the same namespace with the certificates to trust, as PEM. Agents mount it. */
    caCertSecretRef: string(),
    /** Key in that Secret. One is never given without the other. */
    caCertSecretKey: string(),
    /**
     * Trust that Secret alone, not the certificate authorities of the image.
     * @default false
     */
    disableSystemCAs: boolean({ default: false }),
  },
  {
    rules: [
      {
        rule: '!(has(self.caCertSecretKey) && size(self.caCertSecretKey) > 0 && (!has(self.caCertSecretRef) || size(self.caCertSecretRef) == 0))',
        message: 'caCertSecretKey requires caCertSecretRef',
        check: ({ caCertSecretKey, caCertSecretRef }) => !isGiven(caCertSecretKey) || isGiven(caCertSecretRef),
      },
      {
        rule: '!(has(self.caCertSecretRef) && size(self.caCertSecretRef) > 0 && (!has(self.caCertSecretKey) || size(self.caCertSecretKey) == 0))',
        message: 'caCertSecretRef requires caCertSecretKey',
        check: ({ caCertSecretKey, caCertSecretRef }) => !isGiven(caCertSecretRef) || isGiven(caCertSecretKey),
      },
      {
        rule: '!(has(self.disableSystemCAs) && self.disableSystemCAs && (!has(self.disableVerify) || !self.disableVerify) && (!has(self.caCertSecretRef) || size(self.caCertSecretRef) == 0))',
        message:
          'disableSystemCAs requires caCertSecretRef or disableVerify (trust-nothing config rejects every upstream)',
        check: ({ disableSystemCAs, disableVerify, caCertSecretRef }) =>
          disableSystemCAs !== true || disableVerify === true || isGiven(caCertSecretRef),
      },
    ],
  },
);

/** How the certificate of a server is checked. source: facts/kagent.md §1 */
export interface TlsConfig extends Static<typeof tlsConfig> {}
