import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplateWith } from '../examples';
import { Spot } from '../spot';
import { eachContainer } from './pod-of';

const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const ALLOWED = 'letters, digits, "-", "_" and ".", with no digit at the start';

/** Environment variables have names that programs can read. */
export const envNames: Rule<KubernetesObject> = {
  id: 'KF3019',
  name: 'env-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any text; the API server refuses the pod, or shells cannot read the variable.',
  fix: 'write the name in letters, digits and underscores',
  faults: [],
  sources: ['apimachinery validation.IsEnvVarName'],
  check(object, report) {
    const judge = (variable: Spot) => {
      variable.look(['name'], (name) => {
        if (
          typeof name.value === 'string' &&
          ENV_NAME.test(name.value) &&
          name.value !== '.' &&
          !name.value.startsWith('..')
        )
          return;
        name.refuse({ problem: 'an environment variable has a malformed name', got: name.value, allowed: ALLOWED });
      });
    };
    eachContainer(object, report, (container) => container.each(['env'], judge));
    if (object.kind === 'SandboxClaim') Spot.of(object, report).each(['spec', 'env'], judge);
  },
  examples: {
    failing: exampleTemplateWith({ env: [{ name: 'MODEL NAME', value: 'claude' }] }),
    mended: exampleTemplateWith({ env: [{ name: 'MODEL_NAME', value: 'claude' }] }),
  },
};
