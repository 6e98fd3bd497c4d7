import { isRecord } from '../../api/rules/spot';
import { type Resource, withKeyPrefix } from '../../plan/resource';
import { syncMembers } from '../policy-sync/members';
import { syncNameOf } from '../policy-sync/names';
import { syncSettings } from '../policy-sync/settings';
import { PROGRAM_KEY } from '../policy-sync/workload';
import { NAMESPACE_KEY } from './member';
import { gatewayRefOf } from './ref';
import type { Settings } from './settings';
import { inferenceStateOf } from './state';
import { tlsKeys } from './tls';
import { WORKLOAD_KEY } from './workload';

const PREFIX = 'sync';

/**
 * A Job beside the gateway that writes its provider and route, where no kagent does. It is a caller like any other: by
 * the port, with the client certificate of this namespace.
 */
export function gatewaySyncMembers(settings: Settings): Resource[] {
  const { props, name, namespace, ownsNamespaces } = settings;
  if (!isRecord(props.sync)) return [];
  const members = syncMembers(
    syncSettings({
      gateway: gatewayRefOf(props),
      namespace,
      name: syncNameOf(name),
      program: props.sync,
      items: inferenceStateOf(props),
    }),
  );
  const program = `${PREFIX}-${PROGRAM_KEY}`;
  return withKeyPrefix(PREFIX, members).map((item) => ({
    ...item,
    dependsOn: [
      ...(ownsNamespaces ? [NAMESPACE_KEY] : []),
      ...item.dependsOn,
      ...(item.key === program ? [...tlsKeys(settings), WORKLOAD_KEY] : []),
    ],
  }));
}
