import type { Rule } from '../../../../diagnostics/rule';
import type { OpenShellGatewayProps } from '../../props';
import { TLS_SOURCE } from './kf4010-tls-source';
import { SERVER_ONLY_TLS } from './kf4011-server-only-tls';
import { PLAINTEXT } from './kf4012-plaintext';
import { KEYS_SOURCE } from './kf4013-keys-source';
import { CERTIFICATE_NAMES } from './kf4014-certificate-names';
import { EXISTING_SECRETS } from './kf4015-existing-secrets';
import { CERTIFICATE_RENEWAL } from './kf4016-certificate-renewal';

/** The rules over `tls`. */
export const TLS_RULES: readonly Rule<OpenShellGatewayProps>[] = [
  TLS_SOURCE,
  SERVER_ONLY_TLS,
  PLAINTEXT,
  KEYS_SOURCE,
  CERTIFICATE_NAMES,
  EXISTING_SECRETS,
  CERTIFICATE_RENEWAL,
];
