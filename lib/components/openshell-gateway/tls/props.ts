import type { Leaf } from '../../../plan/leaf';

/** Where key material comes from, and whom the gateway asks for a certificate. Exactly one source. KF4010. */
export type GatewayTls = GatewayTlsSource & {
  /**
   * Whom the handshake authenticates: `mutual` demands a client certificate of everybody, `server` only shows the
   * gateway's own. KF4011. source: facts/openshell-0.0.46.md §2.2; facts/verified.md §5
   *
   * @default mutual
   */
  readonly clients?: 'mutual' | 'server';
  /**
   * Further names in the server certificate, beside every name of the Service and of `ingress`: host names, wildcards
   * such as `*.openshell.example.com`, IP addresses. KF4014.
   *
   * @default - none
   */
  readonly extraNames?: readonly string[];
};

export type GatewayTlsSource =
  | {
      readonly certManager: CertManagerTls;
      readonly job?: never;
      readonly existing?: never;
      readonly disabled?: never;
      readonly keys?: never;
    }
  | {
      readonly job: JobTls;
      readonly certManager?: never;
      readonly existing?: never;
      readonly disabled?: never;
      readonly keys?: never;
    }
  | {
      readonly existing: ExistingTls;
      readonly certManager?: never;
      readonly job?: never;
      readonly disabled?: never;
      readonly keys?: never;
    }
  | {
      /** Plaintext: every caller is anonymous and every byte readable. KF4012. */
      readonly disabled: true;
      /** Keys that are no certificates (JWT, credential key), for releases that need them in plaintext too. KF4013. @default - none */
      readonly keys?: GatewayKeys;
      readonly certManager?: never;
      readonly job?: never;
      readonly existing?: never;
    };

/** cert-manager makes and renews server and client certificates in each namespace that needs one. Needs the operator. */
export interface CertManagerTls {
  /**
   * A ClusterIssuer of yours with a CA for this gateway alone: whoever holds a certificate of it has full rights.
   *
   * @default - a CA and a ClusterIssuer are made here, guarded by an admission policy
   */
  readonly clusterIssuer?: string;
  /** cert-manager's namespace for cluster resources. @default cert-manager */
  readonly clusterResourceNamespace?: string;
  /** An image with `sh`, `head`, `base64` and `kubectl`, for keys that are no certificates (JWT, credential key) where the release has them. KF4013. @default - none */
  readonly keysImage?: Leaf<string>;
}

/**
 * Upstream's certgen as a plain Job: it makes what is missing and changes nothing that is there. A name that comes later
 * is in the certificate only after both certificate Secrets were deleted; what certgen makes never expires.
 * source: facts/openshell.md §2.4
 */
export interface JobTls {
  /** An image with `sh`, `head`, `base64` and `kubectl` from 1.22: it carries client certificates into the namespaces that need them. KF1101. source: fault F-GW-05 */
  readonly image: Leaf<string>;
}

/** Where keys come from that are no certificates: a Job of ours, or Secrets of somebody else's. */
export type GatewayKeys =
  | {
      /** An image with `sh`, `head`, `base64` and `kubectl`. KF1101. */
      readonly image: Leaf<string>;
      readonly jwtSecret?: never;
      readonly credentialKeySecret?: never;
    }
  | {
      readonly image?: never;
      /** `signing.pem`, `public.pem`, `kid`, in the gateway's namespace. */
      readonly jwtSecret: string;
      /** `key-encryption-key`, in the gateway's namespace. */
      readonly credentialKeySecret: string;
    };

/** Secrets that somebody else makes. KF4015. */
export interface ExistingTls {
  /** `kubernetes.io/tls` with `tls.crt`, `tls.key`, `ca.crt`, in the gateway's namespace. */
  readonly serverSecret: string;
  /** The same shape, in the sandbox namespace and in each caller's namespace. */
  readonly clientSecret: string;
  /** `signing.pem`, `public.pem`, `kid`, in the gateway's namespace; where the release has it. @default - none */
  readonly jwtSecret?: string;
  /** `key-encryption-key`, in the gateway's namespace; where the release has it. @default - none */
  readonly credentialKeySecret?: string;
}
