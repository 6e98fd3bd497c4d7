import type { ResourceRequirements } from '../../../api';
import type { Deep, Leaf } from '../../../plan/leaf';
import type { SecretKeyRef } from '../../../plan/secret-ref';
import type { NetworkPeer } from '../../../platform/network-peer';

/** Who gets in; kagent itself verifies nobody. Exactly one. KF5022, KF5023. source: facts/kagent.md §5; faults F-TEN-03, F-KAG-29 */
export type FrontDoor =
  | {
      /** oauth2-proxy before the UI; UI and API are reached through it alone. */
      readonly oauth2Proxy: OAuth2Proxy;
      readonly trustedProxy?: never;
      readonly unsecure?: never;
    }
  | {
      /** An authenticating proxy of yours; only it reaches UI and API. */
      readonly trustedProxy: TrustedProxy;
      readonly oauth2Proxy?: never;
      readonly unsecure?: never;
    }
  | {
      /** Nobody is asked who he is. KF5020. */
      readonly unsecure: {
        /** Who reaches UI and API, as whichever user they say. At least one. */
        readonly from: readonly NetworkPeer[];
      };
      readonly oauth2Proxy?: never;
      readonly trustedProxy?: never;
    };

/**
 * A proxy that asks who somebody is and passes an ID token on as `Authorization: Bearer …`. kagent decodes the token and
 * verifies nothing; and it believes `X-User-Id` as soon as `X-Agent-Name` is there, so the proxy has to remove both.
 * source: kagent v0.9.12, go/core/internal/httpserver/auth/proxy_authn.go
 */
export interface TrustedProxy {
  /** The pods of the proxy. At least one. */
  readonly from: readonly NetworkPeer[];
  /** Claim of the token that is the user's id. @default sub */
  readonly userIdClaim?: string;
}

/** oauth2-proxy before the UI. source: facts/kagent.md §2 "kmcp and oauth2-proxy knobs" */
export interface OAuth2Proxy {
  /** The OIDC issuer, byte for byte as its tokens name it: `https`, and a slash at its end only if tokens have one. KF5021. */
  readonly issuer: string;
  /** A Secret key with the certificates that the issuer's server is checked against, besides the system's. @default - none */
  readonly issuerCa?: SecretKeyRef;
  /** Where the issuer is, for the NetworkPolicy; the port is that of its address. KF5022. */
  readonly issuerAt: NetworkPeer | 'public-internet';
  /** Address of the UI as browsers see it: `https`, without a path. KF5021. */
  readonly publicUrl: string;
  /** Client at the issuer; its redirect address is `<publicUrl>/oauth2/callback`. */
  readonly clientId: string;
  /** In the control plane's namespace. */
  readonly clientSecret: SecretKeyRef;
  /** 16, 24 or 32 random bytes, as they are or in base64, in the control plane's namespace; who has them can forge sessions. */
  readonly cookieSecret: SecretKeyRef;
  /** Who of the issuer's users gets in: those who are in one of the domains and in one of the groups. KF5021. */
  readonly allow: {
    /** Domains of verified addresses, e.g. `example.com`; not `*`. @default - every one */
    readonly emailDomains?: readonly string[];
    /** Groups of the issuer. @default - every one */
    readonly groups?: readonly string[];
  };
  /** Claim with the groups. @default groups */
  readonly groupsClaim?: string;
  /** Claim of the ID token that is the user's id in kagent. @default sub */
  readonly userIdClaim?: string;
  /** Scopes that are asked for. @default openid profile email groups */
  readonly scope?: string;
  /** Whether callers without a browser get in with an ID token of this client as bearer token. @default false */
  readonly bearerTokens?: boolean;
  /** How long somebody stays logged in, a Go duration; who loses a group stays in as long. KF5024. @default 12h */
  readonly sessionLifetime?: string;
  /** After which time the issuer is asked again, a Go duration below `sessionLifetime`; it has to give refresh tokens. KF5024. @default - never */
  readonly sessionRefresh?: string;
  /** Who reaches the proxy: the pods of the ingress controller. At least one. KF5022. */
  readonly from: readonly NetworkPeer[];
  /** An HTTPRoute or an Ingress to it. @default - none */
  readonly route?: FrontDoorRoute;
  /** KF1101, KF1102, KF5025. @default - the release's */
  readonly image?: Leaf<string>;
  /** Pods of the proxy; sessions are in cookies, so that each serves everybody. KF5024. @default 2 */
  readonly replicas?: number;
  /** Requests and limits. @default - 10m and 64Mi, at most 200m and 128Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Flags that no prop sets; none that opens a way around the login. KF5026. @default - none */
  readonly extraArgs?: readonly string[];
}

/** How browsers get to the proxy; TLS ends there. */
export type FrontDoorRoute =
  | {
      /** An HTTPRoute of the Gateway API. */
      readonly gatewayApi: {
        /** The Gateway that it is attached to. */
        readonly parent: { readonly name: string; readonly namespace: string; readonly sectionName?: string };
      };
      readonly ingress?: never;
    }
  | {
      /** An Ingress. */
      readonly ingress: {
        readonly className: string;
        /** A `kubernetes.io/tls` Secret in the control plane's namespace. */
        readonly tlsSecret: string;
        /** Annotations of the ingress controller, such as its time-outs. @default - none */
        readonly annotations?: { readonly [key: string]: string };
      };
      readonly gatewayApi?: never;
    };
