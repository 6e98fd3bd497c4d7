import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_IMAGE } from '../../kagent-resource/rules/example-control-plane';
import { checkSidecars, checkUser, RESTRICTED_POD } from '../../kagent-resource/rules/restricted-pod';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';

/** No container of the server's pods is weaker than `restricted`. */
export const SERVER_RESTRICTED: Rule<McpServerProps> = {
  ...RESTRICTED_POD,
  check({ run }, report) {
    checkSidecars(report, ['run', 'sidecars'], run?.sidecars);
    checkUser(report, ['run', 'security'], run?.security);
  },
  examples: {
    failing: exampleRun({
      sidecars: [{ name: 'proxy', image: EXAMPLE_IMAGE, securityContext: { privileged: true } }],
    }),
    mended: exampleRun({ sidecars: [{ name: 'proxy', image: EXAMPLE_IMAGE }] }),
  },
};
