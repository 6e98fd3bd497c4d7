import type { Rule } from '../../../diagnostics/rule';
import { CLUSTER_RULES } from '../../../platform/rules';
import { liftRule } from '../../../platform/rules/lift';
import type { TenantProps } from '../props';
import { TENANT_NAMES } from './kf6001-tenant-names';

const PLATFORM = {
  read: ({ platform }: TenantProps) => platform,
  place: (path: readonly (string | number)[]) => ['platform', ...path],
  embed: (platform: TenantProps['platform']): TenantProps => ({ platform, name: 'team-a' }),
};

/** The rules over a tenant, with those over the platform that it lives on. */
export const tenantRules: readonly Rule<TenantProps>[] = [
  ...CLUSTER_RULES.map((rule) => liftRule(rule, PLATFORM)),
  TENANT_NAMES,
];
