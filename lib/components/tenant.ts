import { tenantGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { namespaceMembers } from './tenant/namespaces';
import type { TenantProps } from './tenant/props';
import { tenantRules } from './tenant/rules';

export type * from './tenant/props';
export { tenantRefOf } from './tenant/ref';

/** A tenant's namespaces, split by trust and closed on all sides. */
export const tenant: ComponentDefinition<TenantProps> = {
  name: 'Tenant',
  props: {
    ...COMPONENT_PROPS,
    platform: 'structure',
    name: 'structure',
    namespaces: 'structure',
    pools: 'structure',
  },
  primary: 'control-plane-namespace',
  platformOf: ({ platform }) => platform,
  opens: (props) => ({ gate: tenantGate(props), phase: 'namespace' }),
  rules: tenantRules,
  build: namespaceMembers,
};
