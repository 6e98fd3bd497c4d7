import type { Rule } from '../../../../diagnostics/rule';
import type { KagentControlPlaneProps } from '../../props';
import { EGRESS_SHAPE } from './kf5040-egress-shape';
import { KNOWN_NAMESPACES } from './kf5042-known-namespaces';
import { AGENT_LABELS } from './kf5043-agent-labels';

/** The rules over who reaches whom. */
export const FENCE_RULES: readonly Rule<KagentControlPlaneProps>[] = [EGRESS_SHAPE, KNOWN_NAMESPACES, AGENT_LABELS];
