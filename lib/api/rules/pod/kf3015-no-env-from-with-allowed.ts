import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplate } from '../examples';
import { Spot } from '../spot';
import { eachContainer, nameOf } from './pod-of';

const withEnvFrom = { containers: [exampleContainer({ envFrom: [{ configMapRef: { name: 'claude-settings' } }] })] };

/** A template whose claims may add environment variables takes none from elsewhere as a whole. */
export const noEnvFromWithAllowed: Rule<KubernetesObject> = {
  id: 'KF3015',
  name: 'no-env-from-with-allowed',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Under `envVarsInjectionPolicy: Allowed` the controller cannot tell whether a claim overrides a variable that comes through envFrom, so it rejects every claim with env for that container, at run time.',
  fix: 'list the variables under `env` with `valueFrom`, or choose Overrides or Disallowed',
  faults: ['F-SBX-07'],
  sources: ['AS sandboxclaim_controller.go, injectEnvs'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'envVarsInjectionPolicy'], (policy) => {
      if (policy.value !== 'Allowed') return;
      eachContainer(object, report, (container) => {
        container.look(['envFrom'], (spot) => {
          if (!Array.isArray(spot.value) || spot.value.length === 0) return;
          spot.refuse({
            problem: `${nameOf(container)} uses envFrom while claims may add variables`,
            got: spot.value,
            allowed: 'nothing',
          });
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate(withEnvFrom, { envVarsInjectionPolicy: 'Allowed' }),
    mended: exampleTemplate(withEnvFrom, { envVarsInjectionPolicy: 'Disallowed' }),
  },
};
