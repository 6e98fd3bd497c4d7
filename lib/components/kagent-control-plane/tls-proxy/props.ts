import type { ResourceRequirements } from '../../../api';
import type { Deep, Leaf } from '../../../plan/leaf';

/** A proxy that listens on loopback in plaintext and presents a client certificate to the gateway. source: facts/verified.md §5, §11 */
export interface TlsProxy {
  /** Which program. KF5013. @default haproxy */
  readonly kind?: 'haproxy' | 'ghostunnel';
  /** Its image. KF1101, KF1102. @default - the library’s choice for the kind */
  readonly image?: Leaf<string>;
  /** @default - requests 10m and 32Mi, limits 500m and 128Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
}
