import { binariesOf, type Caller } from './callers';
import { allow, type ClusterService, service } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export type LocalInferenceOptions = Caller & {
  /** Model servers in the cluster: Ollama, vLLM, NIM. At least one. */
  readonly services: readonly ClusterService[];
};

/** For agents that call a model server themselves; through `inference.local` no policy is needed at all. */
export const localInference = bundle(
  'local-inference',
  'model servers in the cluster: GET and POST of their APIs, in clear text unless they serve TLS',
  (options: LocalInferenceOptions): NetworkFragment => ({
    networkPolicies: {
      local_inference: {
        endpoints: options.services.map((it) => service(it, allow(['GET', 'POST'], '/v1/**', '/api/**'))),
        binaries: binariesOf(options),
      },
    },
  }),
);
