import type { SecretKeyRef } from './secret-ref';

/**
 * A row in an OpenShell gateway's database: not a Kubernetes object, but part of the definition all the same.
 *
 * Nothing writes these yet; the type fixes what a plan carries. source: DESIGN §4
 */
export type GatewayState =
  | { readonly kind: 'Policy'; readonly key: string; readonly sandbox: string; readonly policy: object }
  | {
      readonly kind: 'Provider';
      readonly key: string;
      readonly provider: string;
      readonly credentials: { readonly [name: string]: SecretKeyRef };
    }
  | { readonly kind: 'InferenceRoute'; readonly key: string; readonly provider: string; readonly model: string }
  | {
      readonly kind: 'Setting';
      readonly key: string;
      readonly name: string;
      readonly value: string | number | boolean;
    };
