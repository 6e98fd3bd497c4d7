import type { Leaf } from '../../../plan/leaf';
import type { SecretKeyRef } from '../../../plan/secret-ref';
import type { NetworkPeer } from '../../../platform/network-peer';

/** Where sessions, memory and the tool cache are kept: exactly one of the two. KF5010, KF5011. source: facts/kagent.md §2, Database */
export type ControlPlaneDatabase =
  | {
      /** A Postgres of yours; the URL is mounted as a file and never an environment variable. source: faults F-SCR-03, F-SCR-05 */
      readonly url: SecretKeyRef;
      /** Where the NetworkPolicy opens the database's port. */
      readonly to: NetworkPeer;
      /** @default 5432 */
      readonly port?: number;
      /** Whether it has the pgvector extension, which memory needs. source: fault F-KAG-25 @default false */
      readonly vector?: boolean;
      readonly embedded?: never;
    }
  | {
      /** One pod with one claim, for trials. KF5010. */
      readonly embedded: {
        /** A Secret key with the password, in this namespace; upstream's is the word `kagent`. source: fault F-SCR-05 */
        readonly password: SecretKeyRef;
        /** KF1101, KF1102. @default - the release's, with pgvector where `vector` is on */
        readonly image?: Leaf<string>;
        /** Whether memory is on, which needs an image with pgvector. source: fault F-KAG-25 @default false */
        readonly vector?: boolean;
        /** Size of the claim, a quantity. @default 500Mi */
        readonly size?: string;
        /** @default - the cluster's default class */
        readonly storageClassName?: Leaf<string>;
      };
      readonly url?: never;
    };
