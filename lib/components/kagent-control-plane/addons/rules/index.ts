import type { Rule } from '../../../../diagnostics/rule';
import type { KagentControlPlaneProps } from '../../props';
import { TOOLS_ACCESS } from './kf5030-tools-access';
import { ADDON_SETTINGS } from './kf5031-addon-settings';
import { ADAPTER_MIRROR } from './kf5032-adapter-mirror';
import { TOOLS_RULES } from './kf5033-tools-rules';
import { ADDON_ENVIRONMENT } from './kf5034-addon-environment';
import { GRAFANA_VERSION } from './kf5041-grafana-version';

/** The rules over kmcp, tools server, querydoc and grafana-mcp. */
export const ADDON_RULES: readonly Rule<KagentControlPlaneProps>[] = [
  TOOLS_ACCESS,
  ADDON_SETTINGS,
  ADAPTER_MIRROR,
  TOOLS_RULES,
  ADDON_ENVIRONMENT,
  GRAFANA_VERSION,
];
