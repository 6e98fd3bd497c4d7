import type { Resource } from '../../../plan/resource';
import { authToml } from '../auth';
import { gatewayMember } from '../member';
import type { Settings } from '../settings';
import { tlsToml } from '../tls';
import { coreTables } from './core';
import { mergeTables, writeToml } from './toml';

export const CONFIG_FILE = 'gateway.toml';

/** Name of the ConfigMap. */
export function configName(name: string): string {
  return `${name}-config`;
}

/** The whole gateway.toml; what the user adds comes last, and KF4006 lets it override nothing of ours. */
export function configText(settings: Settings): string {
  const parts = [coreTables(settings), tlsToml(settings), authToml(settings), settings.props.config ?? {}];
  return writeToml(mergeTables(parts));
}

export function configMember(settings: Settings): Resource {
  return gatewayMember(settings, {
    key: 'config',
    phase: 'config',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: configName(settings.name),
    component: 'gateway',
    body: { data: { [CONFIG_FILE]: configText(settings) } },
  });
}
