import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { OTLP_VARIABLES } from '../../observability/environment';
import { OWN_CONFIG } from '../config/own-keys';
import { exampleGateway } from '../example';
import type { OpenShellGatewayProps } from '../props';

const OWN_LABELS = /^app\.kubernetes\.io\/(name|instance|component|part-of|managed-by)$/;

/** A variable of the gateway's own goes before its file. source: facts/openshell.md §2.6 */
const OWN_ENV = /^OPENSHELL_|^SSL_CERT_(FILE|DIR)$/;

/** What users add to the gateway does not undo what the component sets. */
export const OWN_SETTINGS: Rule<OpenShellGatewayProps> = {
  id: 'KF4006',
  name: 'own-gateway-settings',
  severity: 'error',
  acknowledge: 'never',
  why: 'A variable goes before gateway.toml, and a key that stands in both tokens and objects has to be the same in both: overridden in one place, sandboxes never register, or certificates and policies are made for a port that nobody listens on. A changed selector label cuts off the Service.',
  fix: 'use the prop that sets it',
  faults: ['F-GW-11'],
  sources: ['facts/openshell.md §2.6, §10.15'],
  check({ config = {}, extraEnv, podLabels = {}, podAnnotations = {} }, report) {
    for (const finding of configFindings(config)) report(finding);
    report.whenKnown(['extraEnv'], extraEnv as Leaf<readonly { readonly name: unknown }[]> | undefined, envFindings);
    for (const [key, value] of Object.entries(podLabels)) {
      const path = ['podLabels', key];
      for (const finding of findingsOf(path, 'the label', key, parseLabelKey(key))) report(finding);
      if (OWN_LABELS.test(key)) report({ path, problem: 'the component sets this label itself', got: key });
      report.whenKnown(path, value, (text) => findingsOf(path, 'the label’s value', text, parseLabelValue(text)));
    }
    for (const key of Object.keys(podAnnotations)) {
      const path = ['podAnnotations', key];
      for (const finding of findingsOf(path, 'the annotation', key, parseAnnotationKey(key))) report(finding);
      if (key.startsWith('kagent-fleet.dev/')) {
        report({ path, problem: 'the component sets annotations of this prefix itself', got: key });
      }
    }
  },
  examples: {
    failing: exampleGateway({
      config: { 'openshell.drivers.kubernetes': { grpc_endpoint: 'https://gateway.example:8080' } },
      extraEnv: [{ name: 'OPENSHELL_LOG_LEVEL', value: 'debug' }],
    }),
    mended: exampleGateway({
      config: { 'openshell.gateway': { ssh_session_ttl_secs: 3600 } },
      extraEnv: [{ name: 'RUST_BACKTRACE', value: '1' }],
      logLevel: 'debug',
    }),
  },
};

function configFindings(config: { readonly [table: string]: unknown }): Finding[] {
  return Object.entries(config).flatMap(([table, keys]): Finding[] => {
    const own = Object.hasOwn(OWN_CONFIG, table) ? OWN_CONFIG[table] : undefined;
    if (own === undefined) return [];
    const path = ['config', table];
    if (own === 'all') return [{ path, problem: 'the component writes this table itself', got: table }];
    return Object.keys(Object(keys))
      .filter((key) => own.includes(key))
      .map((key) => ({ path: [...path, key], problem: 'the component sets this key itself', got: key }));
  });
}

function envFindings(variables: readonly { readonly name: unknown }[]): Finding[] {
  const seen = new Set<unknown>();
  return variables.flatMap((variable, index): Finding[] => {
    if (isDeferred(variable) || isDeferred(variable?.name)) return [];
    const name: unknown = variable?.name;
    const path = ['extraEnv', index, 'name'];
    const twice = seen.has(name);
    seen.add(name);
    const own = OWN_ENV.test(String(name)) || OTLP_VARIABLES.test(String(name));
    return [
      ...(twice ? [{ path, problem: 'this variable is given twice', got: name }] : []),
      ...(own ? [{ path, problem: 'the component or gateway.toml sets what this variable overrides', got: name }] : []),
    ];
  });
}
