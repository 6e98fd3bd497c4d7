import type { KeyReference, LocalName, PodSecurity, ServerTls, ServiceAccountChoice } from '../props';
import { ANYTHING, BOOLEAN, listOf, mapOf, NUMBER, objectOf, TEXT, textOr } from './shape';

/** Shapes of the props that several components have. A key reference of another shape is KF5403's business. */
export const KEY_REFERENCES = mapOf(ANYTHING);
export const KEY = objectOf<KeyReference>({ name: TEXT, key: TEXT });
export const LOCAL_NAMES = listOf(objectOf<LocalName>({ name: TEXT }, ['name']));
export const TEXTS = mapOf(TEXT);
export const TLS = objectOf<ServerTls>({ ca: ANYTHING, disableSystemCAs: BOOLEAN, disableVerify: BOOLEAN });
export const ALLOWED = textOr(objectOf<{ selector: object }>({ selector: ANYTHING }, ['selector']));
export const SECURITY = objectOf<PodSecurity>({
  runAsUser: NUMBER,
  runAsGroup: NUMBER,
  fsGroup: NUMBER,
  seccompProfile: objectOf<{ type: string; localhostProfile?: string }>({ type: TEXT, localhostProfile: TEXT }, [
    'type',
  ]),
  readOnlyRootFilesystem: BOOLEAN,
  tmpSizeLimit: TEXT,
});
export const SERVICE_ACCOUNT = objectOf<Required<ServiceAccountChoice>>({
  name: TEXT,
  annotations: TEXTS,
  labels: TEXTS,
  automountToken: BOOLEAN,
});
export const CONTAINERS = listOf(mapOf(ANYTHING));
export const OBJECTS = listOf(mapOf(ANYTHING));
export const OBJECT = mapOf(ANYTHING);
