import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { EXAMPLE_IMAGE, examplePodPool } from '../example';
import type { AgentSandboxPoolProps, ContainerFields } from '../props';

const CONTAINER_FIELDS: { readonly [Field in keyof ContainerFields]-?: true } = {
  image: true,
  command: true,
  args: true,
  env: true,
  envFrom: true,
  resources: true,
  ports: true,
  workingDir: true,
  volumes: true,
  tmpSizeLimit: true,
  runAsUser: true,
  readinessProbe: true,
  livenessProbe: true,
  startupProbe: true,
  serviceAccount: true,
  imagePullSecrets: true,
  terminationGracePeriodSeconds: true,
};

/** What runs in the sandboxes is said once: in the short form, or as a whole pod. */
export const oneWorkloadForm: Rule<AgentSandboxPoolProps> = {
  id: 'KF3402',
  name: 'one-workload-form',
  severity: 'error',
  acknowledge: 'never',
  why: 'The short form makes its own pod; with a podTemplate beside it one of the two would be ignored.',
  fix: 'give `image` (and what goes with it), or `podTemplate` (and `volumeClaimTemplates`)',
  faults: [],
  sources: ['DESIGN §4'],
  check(props, report) {
    const given: { readonly [prop: string]: unknown } = { ...props };
    const { podTemplate, volumeClaimTemplates, image } = given;
    if (podTemplate === undefined) {
      if (image === undefined) {
        report({
          path: ['image'],
          problem: 'nothing says what runs in the sandboxes',
          allowed: 'image, or podTemplate',
        });
      }
      if (volumeClaimTemplates !== undefined) {
        report({
          path: ['volumeClaimTemplates'],
          problem: 'the short form has volumes of its own',
          allowed: 'volumes: { <name>: { mountPath, perSandbox } }',
        });
      }
      return;
    }
    for (const field of Object.keys(CONTAINER_FIELDS)) {
      if (given[field] === undefined) continue;
      report({
        path: [field],
        problem: `${field} and podTemplate both describe the sandbox`,
        allowed: 'one of the two forms',
      });
    }
    const spec = (podTemplate as { readonly spec?: unknown }).spec;
    if (isDeferred(podTemplate) || isDeferred(spec) || typeof spec !== 'object' || spec === null) {
      report({
        path: ['podTemplate', 'spec'],
        problem: 'the pod as a whole is not known at synth',
        allowed: 'a plain object, with deferred values below its fields',
      });
    }
  },
  examples: {
    failing: examplePodPool({}, { image: EXAMPLE_IMAGE }),
    mended: examplePodPool(),
  },
};
