import type { HttpMethod, RestEndpoint } from '../model';
import { binariesOf, type Caller } from './callers';
import { allow, below, type ClusterService, service } from './endpoints';
import type { NetworkFragment } from './preset';

/** Hermes' executables unless others are named, and where the broker runs. */
export type NousOptions = Partial<Caller> & {
  /** The Nous tool broker as a Service; upstream expects it on the workstation, port 11436. */
  readonly broker: ClusterService;
};

/** One tool of the broker, which tells its tools apart by path, and hosts that the tool itself needs. */
export function nousTool(
  key: string,
  prefix: string,
  methods: readonly HttpMethod[],
  hosts: readonly RestEndpoint[] = [],
) {
  return ({ broker, agent, binaries }: NousOptions): NetworkFragment => ({
    networkPolicies: {
      [key]: {
        endpoints: [service(broker, allow(methods, ...below(prefix))), ...hosts],
        binaries: binariesOf({ agent: agent ?? 'hermes', binaries }),
      },
    },
  });
}
