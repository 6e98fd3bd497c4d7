import { isRecord } from '../../../api/rules/spot';
import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { liftRule } from '../../../platform/rules/lift';
import { PROGRAM_RULES } from '../../policy-sync/rules';
import type { SyncRun } from '../../policy-sync/rules/run';
import { exampleSideBySide } from '../example';
import { callersOf, namespaceOf, platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';
import { authOf } from '../ref';

const INFERENCE = { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } };
const TOKEN = { name: 'sync', key: 'token' };

const RUN = {
  read(props: OpenShellGatewayProps): SyncRun | undefined {
    const platform = platformOf(props);
    if (!isRecord(props.sync) || !isRecord(props.tls) || platform === undefined) return undefined;
    const gateway = { auth: authOf(props), platform, callers: callersOf(props) };
    return { gateway, namespace: namespaceOf(props), program: props.sync };
  },
  place: (path: Path) => ['sync', ...path],
  // Where kagent writes nothing, users come with tokens; an example that is not about them brings one.
  embed: ({ gateway, program }: SyncRun) =>
    exampleSideBySide({ inference: INFERENCE, sync: gateway.auth === 'oidc' ? program : { ...program, token: TOKEN } }),
};

/** The rules over the program that a gateway brings. */
export const SYNC_PROGRAM_RULES: readonly Rule<OpenShellGatewayProps>[] = PROGRAM_RULES.map((rule) =>
  liftRule(rule, RUN),
);
