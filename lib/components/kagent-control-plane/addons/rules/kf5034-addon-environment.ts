import type { Finding, Rule } from '../../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../../plan/leaf';
import type { Path } from '../../../../plan/path';
import { OTLP_VARIABLES } from '../../../observability/environment';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

/** Variables that the component sets, by add-on. */
const OWN: { readonly [addon: string]: readonly string[] } = {
  kmcp: ['TRANSPORT_ADAPTER_VERSION'],
  tools: ['KAGENT_NAMESPACE', 'TOKEN_PASSTHROUGH', 'HOME', 'OTEL_TRACING_ENABLED'],
  querydoc: [
    'PORT',
    'TRANSPORT_TYPE',
    'KAGENT_NAMESPACE',
    'KAGENT_LOG_LEVEL',
    'OPENAI_API_KEY',
    'OTEL_TRACING_ENABLED',
  ],
  grafanaMcp: ['GRAFANA_URL', 'GRAFANA_SERVICE_ACCOUNT_TOKEN'],
};

const SECRET = /(^|_)(KEY|TOKEN|PASSWORD|SECRET|CREDENTIALS)$/;

type Variable = { readonly name?: unknown; readonly value?: unknown };

/** What users add to an add-on's environment does not undo what props say, and holds no secret. */
export const ADDON_ENVIRONMENT: Rule<KagentControlPlaneProps> = {
  id: 'KF5034',
  name: 'addon-environment',
  severity: 'error',
  acknowledge: 'never',
  why: 'Of a variable given twice the last one counts, so that a prop would say something else than what runs; a secret written as a value is readable for everybody who may read Deployments.',
  fix: 'use the prop that sets it, and valueFrom.secretKeyRef for what is secret',
  faults: ['F-SCR-01', 'F-SCR-03'],
  sources: ['Kubernetes core/v1 EnvVar', 'facts/kagent.md §10.14'],
  check({ addons }, report) {
    for (const [addon, own] of Object.entries(OWN)) {
      const settings = addons?.[addon as keyof typeof addons];
      if (!settings) continue;
      const path = ['addons', addon, 'extraEnv'];
      report.whenKnown(path, settings.extraEnv as Leaf<readonly Variable[]> | undefined, (variables) =>
        Array.isArray(variables)
          ? variables.flatMap((variable, index) => variableFindings([...path, index], variable, own))
          : [{ path, problem: 'this is no list of variables', allowed: '[{ name, value }]' }],
      );
    }
  },
  examples: {
    failing: exampleControlPlane({
      addons: {
        tools: {
          extraEnv: [
            { name: 'TOKEN_PASSTHROUGH', value: 'true' },
            { name: 'PROM_TOKEN', value: 'x' },
          ],
        },
      },
    }),
    mended: exampleControlPlane({
      addons: {
        tools: {
          tokenPassthrough: true,
          extraEnv: [{ name: 'PROM_TOKEN', valueFrom: { secretKeyRef: { name: 'prometheus', key: 'token' } } }],
        },
      },
    }),
  },
};

function variableFindings(path: Path, variable: unknown, own: readonly string[]): Finding[] {
  if (isDeferred(variable)) return [];
  if (typeof variable !== 'object' || variable === null) return [{ path, problem: 'this is no variable' }];
  const { name, value } = variable as Variable;
  if (typeof name !== 'string') return [];
  return [
    ...(own.includes(name) || OTLP_VARIABLES.test(name)
      ? [{ path: [...path, 'name'], problem: 'a prop sets this variable', got: name }]
      : []),
    ...(SECRET.test(name) && value !== undefined
      ? [{ path: [...path, 'value'], problem: `${name} looks like a secret and is written as a value` }]
      : []),
  ];
}
