import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { sandboxName } from './kf3101-sandbox-name';
import { warmPoolName } from './kf3102-warm-pool-name';
import { templateName } from './kf3103-template-name';
import { claimName } from './kf3104-claim-name';
import { noBareSandbox } from './kf3105-no-bare-sandbox';
import { claimStartsCold } from './kf3106-claim-starts-cold';
import { claimRetain } from './kf3107-claim-retain';
import { claimPodMetadata } from './kf3108-claim-pod-metadata';
import { warmPoolSize } from './kf3109-warm-pool-size';
import { staleMembers } from './kf3110-stale-members';
import { autoscalerAverageValue } from './kf3111-autoscaler-average-value';
import { autoscalerTarget } from './kf3112-autoscaler-target';

type ObjectRules = readonly Rule<KubernetesObject>[];

export const SANDBOX_RULES: ObjectRules = [sandboxName, noBareSandbox];
export const WARM_POOL_RULES: ObjectRules = [warmPoolName, warmPoolSize, staleMembers];
export const TEMPLATE_RULES: ObjectRules = [templateName];
export const CLAIM_RULES: ObjectRules = [claimName, claimStartsCold, claimRetain, claimPodMetadata];

/** Rules over whatever scales a pool: HorizontalPodAutoscalers and KEDA ScaledObjects. */
export const AUTOSCALER_RULES: ObjectRules = [autoscalerAverageValue, autoscalerTarget];
