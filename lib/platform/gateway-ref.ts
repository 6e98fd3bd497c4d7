import type { SecretKeyRef } from '../plan/secret-ref';
import type { OpenShellVersion } from '../releases/openshell';
import type { NetworkPeer } from './network-peer';
import type { PlatformRef, REF_VERSION } from './platform-ref';

/** An OpenShell gateway as plain data: all that its callers, its sandboxes and their policies have to know. */
export interface GatewayRef {
  readonly refVersion: typeof REF_VERSION;
  readonly platform: PlatformRef;
  readonly name: string;
  readonly namespace: string;
  /** The gateway's own namespace for sandboxes, in which nobody else makes pods. */
  readonly sandboxNamespace: string;
  readonly version: OpenShellVersion;
  /** The Service, reached at `<host>:<port>` from every namespace. */
  readonly endpoint: { readonly host: string; readonly port: number };
  /** Labels of the gateway's pods, for the NetworkPolicies of those who call it. */
  readonly podLabels: { readonly [label: string]: string };
  readonly transport: GatewayTransport;
  readonly auth: 'client-certificate' | 'oidc' | 'trusted-proxy' | 'anonymous';
  /** The one model that `inference.local` means in every sandbox. Absent: sandboxes have no managed inference. */
  readonly inference?: GatewayInference;
  /** Who may reach the gateway's port, its sandboxes apart. */
  readonly callers: readonly NetworkPeer[];
  /** Changes whenever callers have to connect anew: address, transport, names of key material. */
  readonly identity: string;
}

/** How the port is secured; Secrets are those in the caller's own namespace. */
export type GatewayTransport =
  | {
      readonly mode: 'mutual';
      /** A `kubernetes.io/tls` Secret with `tls.crt`, `tls.key` and `ca.crt`, in each caller's namespace and in the sandbox namespace. */
      readonly clientSecret: string;
    }
  | {
      readonly mode: 'server';
      /** A Secret with `ca.crt`, in each caller's namespace. */
      readonly caSecret: string;
    }
  | { readonly mode: 'plaintext' };

/** The gateway's one inference route. source: facts/kagent.md §0.4, fault F-KAG-12 */
export interface GatewayInference {
  readonly provider: 'OpenAI' | 'Anthropic';
  readonly model: string;
  /** The provider's key, in the namespace of whoever writes the route: the control plane's. */
  readonly apiKey: SecretKeyRef;
}
