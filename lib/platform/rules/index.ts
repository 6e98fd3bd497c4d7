import type { Rule } from '../../diagnostics/rule';
import type { PlatformRef } from '../platform-ref';
import { KNOWN_RELEASE } from './kf1001-known-release';
import { SUPPORTED_AGENT_SANDBOX } from './kf1002-supported-agent-sandbox';
import { V1ALPHA1_SERVED } from './kf1003-v1alpha1-served';
import { REF_VERSION_KNOWN } from './kf1004-ref-version';
import { KUBERNETES_VERSION } from './kf1005-kubernetes-version';
import { VALID_CIDRS } from './kf1006-valid-cidrs';
import { CIDRS_APART } from './kf1007-cidrs-apart';
import { SANDBOX_NETWORK } from './kf1008-sandbox-network';
import { API_SERVER_CIDRS } from './kf1009-api-server-cidrs';
import { ENFORCING_CNI } from './kf1010-enforcing-cni';
import { CLUSTER_ADDRESS } from './kf1011-cluster-address';
import { KNOWN_FACTS } from './kf1012-known-facts';
import { IMAGE_LOCK } from './kf1013-image-lock';
import { IMAGE_MIRRORS } from './kf1014-image-mirrors';
import { RULE_IDS } from './kf1015-rule-ids';
import { PLATFORM_NAMES } from './kf1016-platform-names';
import { LABEL_DOMAINS } from './kf1017-label-domains';

/** The rules over an agent-sandbox that somebody else installs. */
const EXTERNAL_RULES: readonly Rule<PlatformRef>[] = [SUPPORTED_AGENT_SANDBOX, V1ALPHA1_SERVED];

/** The rules over release and cluster facts; a component that takes a platform lifts them with `liftRule`. */
export const CLUSTER_RULES: readonly Rule<PlatformRef>[] = [
  KNOWN_RELEASE,
  REF_VERSION_KNOWN,
  KUBERNETES_VERSION,
  VALID_CIDRS,
  CIDRS_APART,
  SANDBOX_NETWORK,
  API_SERVER_CIDRS,
  ENFORCING_CNI,
  CLUSTER_ADDRESS,
  KNOWN_FACTS,
  IMAGE_LOCK,
  IMAGE_MIRRORS,
  RULE_IDS,
  PLATFORM_NAMES,
  LABEL_DOMAINS,
];

/** Every rule over a platform's ref. */
export const PLATFORM_RULES: readonly Rule<PlatformRef>[] = [...CLUSTER_RULES, ...EXTERNAL_RULES];
