import type { Rule } from '../../../../diagnostics/rule';
import { examplePool } from '../../example';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleInferencePool } from '../example';
import { isSupervised } from '../policy-of';

const WORDS: readonly unknown[] = [undefined, 'openshell', 'network-only'];

/** Understood where the supervisor runs, and nowhere else. */
const SUPERVISED_ONLY = [
  'imageContract',
  'supervisor',
  'inference',
  'harness',
  'relay',
  'seccompProfile',
  'fsGroup',
  'observability',
];

/** Understood where the pod has no supervisor: it decides these itself. */
const UNSUPERVISED_ONLY: Readonly<Record<string, string>> = {
  network: 'the network follows from `policy` and `callers`',
  podTemplate: 'the pod is the supervisor’s; give image and command',
  envFrom: 'the command inherits the supervisor’s environment; list what is plain in `env`',
  runAsUser: 'the command runs as the user `sandbox` of the image',
  readinessProbe: 'a probe does not reach the command’s network namespace; `ports` make the pod ready when they answer',
  livenessProbe: 'a probe does not reach the command’s network namespace; the pod restarts when the command ends',
  startupProbe: 'a probe does not reach the command’s network namespace; `ports` make the pod ready when they answer',
};

/** What fences a policy, where there is one. */
const FENCE = ['backends', 'infrastructure', 'callers'];

/** A pool is supervised or not, and says only what then has a meaning. */
export const oneEnforcementForm: Rule<AgentSandboxPoolProps> = {
  id: 'KF3448',
  name: 'one-enforcement-form',
  severity: 'error',
  acknowledge: 'never',
  why: 'A prop of the other form would be ignored: a model’s key that nobody routes, a probe of a port that no kubelet reaches and that keeps the pool empty for ever.',
  fix: 'set `enforcement: openshell` with policy, command and imageContract, or leave out what belongs to it',
  faults: ['F-NEM-06'],
  sources: ['facts/verified.md §9', 'facts/nemoclaw.md §11.13'],
  check(props, report) {
    const given: { readonly [prop: string]: unknown } = { ...props };
    if (!WORDS.includes(given.enforcement)) {
      report({
        path: ['enforcement'],
        problem: 'there is no such enforcement',
        got: given.enforcement,
        allowed: 'openshell, network-only',
      });
      return;
    }
    const refuse = (prop: string, problem: string, allowed = 'nothing') => {
      if (given[prop] !== undefined) report({ path: [prop], problem, allowed });
    };
    if (isSupervised(props)) {
      for (const [prop, problem] of Object.entries(UNSUPERVISED_ONLY)) refuse(prop, problem);
      return;
    }
    for (const prop of SUPERVISED_ONLY) refuse(prop, `${prop} has no meaning without OpenShell in the pods`);
    if (given.policy === undefined) {
      for (const prop of FENCE) refuse(prop, `${prop} has no meaning without a policy that the network follows from`);
      return;
    }
    refuse('network', 'the network follows from `policy` and `callers`', 'network or policy');
    if (given.enforcement === undefined) {
      report({
        path: ['enforcement'],
        problem: 'a policy is given, and nothing says who enforces it',
        allowed: 'openshell, network-only',
      });
    }
  },
  examples: {
    failing: examplePool({
      inference: { provider: 'Anthropic', model: 'claude-sonnet-4-5', apiKey: { name: 'models', key: 'apiKey' } },
    }),
    mended: exampleInferencePool(),
  },
};
