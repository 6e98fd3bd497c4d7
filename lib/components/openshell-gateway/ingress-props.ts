/** The way in from outside the cluster; exactly one. */
export type GatewayIngress =
  | {
      /** Gateway API: a GRPCRoute on a Gateway of yours. */
      readonly gatewayApi: {
        readonly parent: { readonly name: string; readonly namespace: string; readonly sectionName?: string };
        readonly hostnames: readonly string[];
        /** Pods that carry the Gateway's traffic, which the NetworkPolicy lets in. @default - all of the Gateway's namespace */
        readonly dataPlane?: { readonly namespace: string; readonly podLabels?: { readonly [key: string]: string } };
      };
      readonly ingress?: never;
    }
  | {
      readonly ingress: {
        readonly className: string;
        readonly host: string;
        readonly tlsSecret: string;
        readonly annotations?: { readonly [key: string]: string };
        /** Pods of the ingress controller, which the NetworkPolicy lets in. */
        readonly controller: { readonly namespace: string; readonly podLabels?: { readonly [key: string]: string } };
      };
      readonly gatewayApi?: never;
    };
