import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { findRelease } from '../../../releases';
import { parseAnnotationKey, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import { OTLP_VARIABLES } from '../../observability/environment';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** Flags that the component sets itself, or on which its ports, rights and files depend. */
const OWN_FLAGS = [
  'leader-elect',
  'extensions',
  'metrics-bind-address',
  'health-probe-bind-address',
  'webhook-port',
  'webhook-cert-dir',
  'webhook-cert-name',
  'webhook-key-name',
  'version',
];
const OWN_LABELS = /^app$|^app\.kubernetes\.io\/(name|component|part-of|managed-by)$/;

/** What users add to the controller does not undo what the component sets. */
export const OWN_SETTINGS: Rule<AgentSandboxControllerProps> = {
  id: 'KF3314',
  name: 'own-settings',
  severity: 'error',
  acknowledge: 'never',
  why: 'Of a flag or variable given twice the last one counts: ports, rights and NetworkPolicies would be made for a value that is not in effect. A changed selector label cuts off Services and policies.',
  fix: 'use the prop that sets it',
  faults: ['F-LIF-07'],
  sources: ['facts/agent-sandbox.md §3'],
  check({ extraArgs = [], extraEnv, podLabels = {}, podAnnotations = {}, platform }, report) {
    const known = [...OWN_FLAGS, ...Object.keys(findRelease(platform.release)?.agentSandbox.flagDefaults ?? {})];
    for (const [index, arg] of extraArgs.entries()) {
      for (const finding of argFindings(['extraArgs', index], arg, known)) report(finding);
    }
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
    failing: exampleController({ extraArgs: ['--enable-webhook=true'], podLabels: { app: 'sandbox' } }),
    mended: exampleController({ extraArgs: ['--zap-encoder=console'], podLabels: { team: 'platform' } }),
  },
};

function argFindings(path: Path, arg: string, known: readonly string[]): Finding[] {
  const flag = /^--?([a-z][a-z0-9-]*)(=.*)?$/s.exec(arg)?.[1];
  if (flag === undefined) return [{ path, problem: 'this is not a flag', got: arg, allowed: '--flag or --flag=value' }];
  if (!known.includes(flag)) return [];
  return [{ path, problem: `--${flag} is set by the component`, got: arg, allowed: 'a flag that no prop sets' }];
}

function envFindings(variables: readonly { readonly name: unknown }[]): Finding[] {
  const seen = new Set<unknown>();
  return variables.flatMap((variable, index): Finding[] => {
    if (isDeferred(variable) || isDeferred(variable.name)) return [];
    const { name } = variable;
    const path = ['extraEnv', index, 'name'];
    const twice = seen.has(name);
    seen.add(name);
    return [
      ...(twice ? [{ path, problem: 'this variable is given twice', got: name }] : []),
      ...(OTLP_VARIABLES.test(String(name))
        ? [{ path, problem: 'observability.otlp sets this variable', got: name }]
        : []),
    ];
  });
}
