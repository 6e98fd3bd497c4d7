import type { ControlPlaneRef } from '../../platform/control-plane-ref';
import { REF_VERSION } from '../../platform/platform-ref';
import { PORT, partSelector } from './names';
import type { KagentControlPlaneProps } from './props';
import { settingsOf } from './settings';

/** The control plane as plain data, for its agents, models, tools and harnesses. */
export function controlPlaneRefOf(props: KagentControlPlaneProps): ControlPlaneRef {
  const { platform, prefix, names, namespace, watches, addons, defaultModel, vector } = settingsOf(props);
  const { gateway } = props;
  return {
    refVersion: REF_VERSION,
    platform,
    name: prefix,
    namespace,
    watches,
    controller: { service: names.controller, port: PORT.controller, podLabels: partSelector(prefix, 'controller') },
    ...(gateway !== undefined && { gateway }),
    ...(defaultModel !== undefined && { defaultModelConfig: defaultModel.name }),
    memory: vector,
    toolServers: [
      ...(addons.tools ? [names.toolServer] : []),
      ...(addons.querydoc ? [names.querydoc] : []),
      ...(addons.grafanaMcp ? [names.grafanaMcp] : []),
    ],
    kmcp: addons.kmcp !== false,
  };
}
