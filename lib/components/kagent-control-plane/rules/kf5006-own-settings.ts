import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { OTLP_VARIABLES } from '../../observability/environment';
import { exampleControlPlane } from '../example';
import type { KagentControlPlaneProps } from '../props';

/** Flags that props set or that ports, rights and files depend on; each is a variable in capitals too. */
const OWN_FLAGS = [
  'http-server-address',
  'health-probe-bind-address',
  'metrics-bind-address',
  'metrics-secure',
  'leader-elect',
  'watch-namespaces',
  'a2a-base-url',
  'auth-mode',
  'auth-user-id-claim',
  'postgres-database-url',
  'postgres-database-url-file',
  'database-vector-enabled',
  'default-model-config-name',
  'default-model-config-namespace',
  'image-registry',
  'image-repository',
  'image-tag',
  'image-pull-policy',
  'image-pull-secret',
  'skills-init-image-registry',
  'skills-init-image-repository',
  'skills-init-image-tag',
  'skills-init-image-pull-policy',
  'default-service-account-name',
  'default-agent-pod-labels',
  'default-agent-bind-host',
  'mcp-egress-plaintext',
  'proxy-url',
  'openshell-gateway-url',
  'openshell-insecure',
  'openshell-tls-ca-file',
  'openshell-token',
  'openshell-token-file',
  'zap-log-level',
];

const OWN_VARIABLES: ReadonlySet<string> = new Set([
  ...OWN_FLAGS.map((flag) => flag.toUpperCase().replaceAll('-', '_')),
  'KAGENT_NAMESPACE',
  'KAGENT_CONTROLLER_NAME',
  'KAGENT_MCP_STATELESS',
  'K8S_POD_NAME',
  'K8S_NODE_NAME',
  'OPENSHELL_GRPC_ADDR',
  'OTEL_TRACING_ENABLED',
  'OTEL_LOGGING_ENABLED',
  'PGPASSWORD',
]);

const UI_VARIABLES: ReadonlySet<string> = new Set([
  'NEXT_PUBLIC_BACKEND_URL',
  'BACKEND_INTERNAL_URL',
  'KAGENT_STREAM_TIMEOUT_MS',
  'SSO_REDIRECT_PATH',
  'KAGENT_ADDITIONAL_FORWARDED_HEADERS',
  'PORT',
  'HOSTNAME',
]);

const SECRET = /(^|_)(KEY|TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIALS|DSN)$/;
const OWN_LABELS = /^app\.kubernetes\.io\/(name|instance|component|part-of|managed-by)$|^kagent-fleet\.dev\//;

/** What users add to controller and UI undoes nothing that props say, and holds no secret. */
export const OWN_SETTINGS: Rule<KagentControlPlaneProps> = {
  id: 'KF5006',
  name: 'control-plane-own-settings',
  severity: 'error',
  acknowledge: 'never',
  why: 'A variable wins over its flag and over the ConfigMap, so that rights and NetworkPolicies would be made for a value that is not in effect. The controller prints its settings when it starts, the database’s URL and the gateway’s token among them, and copies every OTEL_ variable in clear text into its agents’ pods.',
  fix: 'use the prop that sets it; give secrets by valueFrom.secretKeyRef or as a mounted file',
  faults: ['F-SCR-03', 'F-KAG-26', 'F-KAG-29', 'F-KAG-30'],
  sources: ['facts/kagent.md §2, §10.15', 'kagent v0.9.12 go/core/pkg/app/app.go, LoadFromEnv'],
  check({ controller, ui }, report) {
    const { extraArgs = [], extraEnv, podLabels = {}, podAnnotations = {} } = controller ?? {};
    for (const finding of argFindings(['controller', 'extraArgs'], extraArgs)) report(finding);
    const judge = (path: Path, variables: unknown, own: ReadonlySet<string>) =>
      report.whenKnown(path, variables as Leaf<unknown> | undefined, (known) => envFindings(path, known, own));
    judge(['controller', 'extraEnv'], extraEnv, OWN_VARIABLES);
    judge(['ui', 'extraEnv'], (ui || undefined)?.extraEnv, UI_VARIABLES);
    for (const [key, value] of Object.entries(podLabels)) {
      const path = ['controller', 'podLabels', key];
      for (const finding of findingsOf(path, 'the label', key, parseLabelKey(key))) report(finding);
      if (OWN_LABELS.test(key)) report({ path, problem: 'the component sets this label itself', got: key });
      report.whenKnown(path, value, (text) => findingsOf(path, 'the label’s value', text, parseLabelValue(text)));
    }
    for (const key of Object.keys(podAnnotations)) {
      const path = ['controller', 'podAnnotations', key];
      for (const finding of findingsOf(path, 'the annotation', key, parseAnnotationKey(key))) report(finding);
      if (key.startsWith('kagent-fleet.dev/')) {
        report({ path, problem: 'the component sets annotations of this prefix itself', got: key });
      }
    }
  },
  examples: {
    failing: exampleControlPlane({
      controller: {
        extraArgs: ['--watch-namespaces=team-b'],
        extraEnv: [
          { name: 'POSTGRES_DATABASE_URL', value: 'postgres://db/kagent' },
          { name: 'OPENSHELL_TOKEN', value: 'x' },
        ],
      },
    }),
    mended: exampleControlPlane({
      watchNamespaces: ['team-b'],
      controller: {
        extraArgs: ['--zap-encoder=console'],
        extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example:3128' }],
      },
    }),
  },
};

function argFindings(path: Path, args: unknown): Finding[] {
  if (!Array.isArray(args)) return [{ path, problem: 'this is no list of flags', allowed: "['--flag=value']" }];
  return args.flatMap((arg: unknown, index): Finding[] => {
    const at = [...path, index];
    const flag = typeof arg === 'string' ? /^--?([a-z][a-z0-9-]*)(=.*)?$/s.exec(arg)?.[1] : undefined;
    if (flag === undefined) {
      return [{ path: at, problem: 'this is not a flag', allowed: '--flag or --flag=value' }];
    }
    if (!OWN_FLAGS.includes(flag)) return [];
    return [{ path: at, problem: `--${flag} is set by the component`, allowed: 'a flag that no prop sets' }];
  });
}

function envFindings(path: Path, variables: unknown, own: ReadonlySet<string>): Finding[] {
  if (!Array.isArray(variables))
    return [{ path, problem: 'this is no list of variables', allowed: '[{ name, value }]' }];
  const seen = new Set<unknown>();
  return variables.flatMap((variable: unknown, index): Finding[] => {
    if (isDeferred(variable)) return [];
    const { name, value, valueFrom } = Object(variable) as { name?: unknown; value?: unknown; valueFrom?: unknown };
    if (isDeferred(name)) return [];
    const at = [...path, index, 'name'];
    if (typeof name !== 'string') return [{ path: at, problem: 'this is no variable', allowed: '{ name, value }' }];
    const twice = seen.has(name);
    seen.add(name);
    return [
      ...(twice ? [{ path: at, problem: 'this variable is given twice', got: name }] : []),
      ...(own.has(name) || OTLP_VARIABLES.test(name)
        ? [{ path: at, problem: 'the component or a prop sets this variable', got: name }]
        : []),
      ...(SECRET.test(name) && value !== undefined
        ? [{ path: [...path, index, 'value'], problem: `${name} looks like a secret and is written as a value` }]
        : []),
      ...(name.startsWith('OTEL_') && valueFrom !== undefined
        ? [{ path: at, problem: 'its value would stand in clear text in every agent’s pod', got: name }]
        : []),
    ];
  });
}
