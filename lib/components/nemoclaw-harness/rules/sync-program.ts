import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { liftRule } from '../../../platform/rules/lift';
import { PROGRAM_RULES } from '../../policy-sync/rules';
import { isGateway } from '../../policy-sync/rules/gateway';
import { SYNC_ADMITTED } from '../../policy-sync/rules/kf4102-sync-admitted';
import type { SyncRun } from '../../policy-sync/rules/run';
import { exampleControlPlane, exampleGateway, exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { programOf } from '../sync';

const RUN = {
  read(props: NemoClawHarnessProps): SyncRun | undefined {
    const program = programOf(props);
    const { gateway, namespace } = props.controlPlane;
    return program && isGateway(gateway) ? { gateway, namespace, program } : undefined;
  },
  place: (path: Path) => [path[0] === 'gateway' ? 'controlPlane' : 'sync', ...path],
  embed: ({ gateway, program }: SyncRun) =>
    exampleHarness({ controlPlane: exampleControlPlane({ gateway: exampleGateway(gateway) }), sync: program }),
};

/** The rules over the program that a harness brings. */
export const SYNC_PROGRAM_RULES: readonly Rule<NemoClawHarnessProps>[] = [SYNC_ADMITTED, ...PROGRAM_RULES].map((rule) =>
  liftRule(rule, RUN),
);
