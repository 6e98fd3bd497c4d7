import type { Rule } from '../../../diagnostics/rule';
import { type Named, nameOf } from '../../../platform/named';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { type NameLimit, parseDnsLabel, parseDnsSubdomain } from '../../../syntax/names';
import type { Parsed } from '../../../syntax/parsed';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** Namespace and ServiceAccount are plain names, or objects that have one. */
export const CONTROLLER_NAMES: Rule<AgentSandboxControllerProps> = {
  id: 'KF3301',
  name: 'controller-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'They stand in role bindings, certificates and CRDs, so they have to be known when these are written.',
  fix: 'give the name as a text, or an object whose `name` is one',
  faults: ['F-ENG-03', 'F-ENG-09'],
  sources: ['Kubernetes, object names'],
  check({ namespace, serviceAccount }, report) {
    const expect = (
      prop: string,
      given: string | Named | undefined,
      parse: (input: unknown, limit?: NameLimit) => Parsed<string>,
    ) => {
      if (given === undefined) return;
      const name: unknown = nameOf(given);
      for (const finding of findingsOf([prop], `the name of the ${prop}`, name, parse(name))) report(finding);
    };
    expect('namespace', namespace, parseDnsLabel);
    expect('serviceAccount', serviceAccount, parseDnsSubdomain);
  },
  examples: {
    failing: exampleController({ serviceAccount: 'Agent Sandbox' }),
    mended: exampleController({ serviceAccount: { name: 'agent-sandbox' } }),
  },
};
