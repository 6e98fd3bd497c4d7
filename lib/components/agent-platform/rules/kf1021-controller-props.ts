import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { agentSandboxController } from '../../agent-sandbox-controller';
import { findPropProblems } from '../../props';
import type { AgentPlatformProps, PlatformControllerProps } from '../props';
import { controllerPropsOf } from '../ref';

/** What the platform itself decides for the controller. */
const OF_THE_PLATFORM = ['platform', 'patches', 'acknowledge'];

/** What is said of the controller are props that it has, known where its structure hangs on them. */
export const CONTROLLER_PROPS: Rule<AgentPlatformProps> = {
  id: 'KF1021',
  name: 'controller-props',
  severity: 'error',
  acknowledge: 'never',
  why: 'A misspelt prop would be ignored, and an Output where a plain value decides what is written is always truthy.',
  fix: 'correct the spelling, or give the plain value',
  faults: ['F-ENG-03', 'F-REL-13'],
  sources: ['facts/anchors.md §4'],
  check(props, report) {
    const controller = controllerPropsOf(props);
    if (controller === undefined) return;
    for (const name of OF_THE_PLATFORM.filter((prop) => Object.hasOwn(props.controller ?? {}, prop))) {
      report({
        path: ['controller', name],
        problem: 'this belongs to the platform, not to its controller',
        got: name,
        allowed: Object.keys(agentSandboxController.props)
          .filter((prop) => !OF_THE_PLATFORM.includes(prop))
          .join(', '),
        fix: 'move it to the platform’s own props',
      });
    }
    for (const { finding } of findPropProblems(agentSandboxController, controller)) {
      if (finding.path[0] !== 'platform') report({ ...finding, path: ['controller', ...finding.path] });
    }
  },
  examples: {
    failing: { ...examplePlatform(), controller: { replica: 3 } as PlatformControllerProps },
    mended: { ...examplePlatform(), controller: { replicas: 3 } },
  },
};
