import { isRecord } from '../../../api/rules/spot';
import type { Finding, Rule } from '../../../diagnostics/rule';
import { findRelease } from '../../../releases';
import { EXAMPLE_PROGRAM } from '../../policy-sync/example';
import { exampleSideBySide } from '../example';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';

const INFERENCE = { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } };

/** The gateway's own program has something to write, and nobody else writes it. */
export const GATEWAY_SYNC: Rule<OpenShellGatewayProps> = {
  id: 'KF4054',
  name: 'gateway-sync',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The gateway’s program writes its provider and its one route and nothing else; where kagent drives the gateway it writes both itself with every harness, and the last writer wins.',
  fix: 'give `inference` beside `sync`; leave `sync` out where kagent’s harnesses run, or write more with a PolicySync',
  faults: ['F-KAG-12'],
  sources: ['facts/openshell-0.0.46.md §6', 'facts/kagent.md §0.4'],
  check(props, report) {
    if (props.sync === undefined) return;
    for (const finding of syncFindings(props)) report(finding);
  },
  examples: {
    failing: exampleSideBySide({ sync: { ...EXAMPLE_PROGRAM, token: { name: 'sync', key: 'token' } } }),
    mended: exampleSideBySide({
      inference: INFERENCE,
      sync: { ...EXAMPLE_PROGRAM, token: { name: 'sync', key: 'token' } },
    }),
  },
};

function syncFindings(props: OpenShellGatewayProps): Finding[] {
  const path = ['sync'];
  const { sync, inference, auth } = props;
  if (!isRecord(sync)) return [{ path, problem: 'this is no program', allowed: '{ image, … }' }];
  const release = findRelease(platformOf(props)?.release);
  return [
    ...(inference === undefined
      ? [
          {
            path: ['inference'],
            problem: 'there is nothing for `sync` to write',
            allowed: 'provider, model and apiKey',
          },
        ]
      : []),
    ...(release?.kagent.drivesOpenShell.includes(release.openshell.version)
      ? [{ path, problem: `kagent ${release.kagent.version} writes provider and route itself`, allowed: 'no `sync`' }]
      : []),
    ...(auth?.trustedProxy
      ? [{ path, problem: 'the gateway lets its trusted proxy in and nobody else', allowed: 'no `sync`' }]
      : []),
  ];
}
