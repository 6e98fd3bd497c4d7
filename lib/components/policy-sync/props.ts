import type { ResourceRequirements, Toleration } from '../../api';
import type { GatewayState } from '../../plan/gateway-state';
import type { Deep, Leaf } from '../../plan/leaf';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { GatewayRef } from '../../platform/gateway-ref';
import type { ComponentProps } from '../definition';
import type { Metrics } from '../observability/props';

/** `kagent-fleet sync` in the cluster: what a gateway has in its database, written from the definition. */
export interface PolicySyncProps extends ComponentProps, SyncProgram {
  /** The gateway whose rows are written. KF4101, KF4102. */
  readonly gateway: GatewayRef;
  /**
   * Where the program runs: a namespace that the gateway admits, which holds its client Secret and the Secrets that the
   * rows name. A tenant's is that of its control plane. KF4101, KF4102.
   */
  readonly namespace: string;
  /** Name of the objects. KF4101. @default - the gateway's with `-sync` */
  readonly name?: string;
  /**
   * The rows, from `harnessStateOf`, `inferenceStateOf`, `gatewayStateOf` or written by hand; never a credential. A row that
   * is no longer here stays as it is in the gateway: to take a policy back is to open its sandbox wider, which is left to
   * `kagent-fleet sync apply --prune` with a record. KF4103, KF4104.
   */
  readonly state: readonly GatewayState[];
  /**
   * How it runs: once for each change of the rows (`job`, which Pulumi awaits), all the time (`watch`, which takes back
   * what somebody else changes), or by a cron line in UTC. KF4105.
   *
   * @default job
   */
  readonly mode?: SyncMode;
  /** Who reads its metrics, while it watches. KF4107, KF3311, KF3312, KF3313, KF3322. @default - nobody may scrape, no objects */
  readonly metrics?: Metrics;
}

export type SyncMode = 'job' | 'watch' | { readonly cron: string };

/** How somebody runs the program; a harness and a gateway take the same for rows of their own. */
export interface SyncProgram {
  /**
   * An image of yours with Node and this package in the library's own version, by digest; examples/policy-sync has a
   * Dockerfile. The platform's lock and mirrors apply. KF1101, KF1102.
   */
  readonly image: Leaf<string>;
  /** Pull secrets, in the namespace of the program. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: Leaf<string> }[];
  /** A Secret key with a bearer token of an administrator, for a gateway with OpenID Connect; read at each run. KF4106. @default - none */
  readonly token?: SecretKeyRef;
  /** Seconds that one run may take, waiting for sandboxes and supervisors included: 60 to 86400. KF4109. @default 540 */
  readonly deadlineSeconds?: number;
  /** Change it to run once more with the same rows: after a Secret's content, or a sandbox, has been replaced. @default - none */
  readonly revision?: string;
  /** Requests and limits. KF4108. @default - requests 20m and 96Mi, limits 500m and 256Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Nodes for it. @default - `kubernetes.io/os: linux` */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
}
