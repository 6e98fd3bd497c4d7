import type { GatewayState } from '../plan/gateway-state';

/** What stands in a row's place until it is written. source: facts/kagent.md §3; facts/openshell.md §1.9, §5 */
export function replacedBy(item: GatewayState): string {
  switch (item.kind) {
    case 'Policy':
      return 'the policy that the sandbox was created with';
    case 'GatewayPolicy':
      return 'the policy of every sandbox';
    case 'Provider':
      return 'the named credentials and settings of the record, if it is there';
    case 'InferenceRoute':
      return "the gateway's one route of this name";
    case 'Setting':
      return "the gateway's value, or its built-in default";
    case 'Check':
      return 'nothing';
  }
}
