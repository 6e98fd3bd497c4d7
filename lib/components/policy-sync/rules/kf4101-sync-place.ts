import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsLabel } from '../../../syntax/names';
import { exampleSync } from '../example';
import { NAME_LIMIT } from '../names';
import type { PolicySyncProps } from '../props';
import { isGateway } from './gateway';

/** The program has a gateway and a place. */
export const SYNC_PLACE: Rule<PolicySyncProps> = {
  id: 'KF4101',
  name: 'sync-place',
  severity: 'error',
  acknowledge: 'never',
  why: 'Address, transport and names of key material come from the gateway’s ref; in a namespace that is not named the Secrets are not found, and the pod waits for ever.',
  fix: 'give `gateway.ref` of an OpenShellGateway and the namespace of one of its callers',
  faults: [],
  sources: ['DESIGN §3, §4'],
  check({ gateway, namespace, name }, report) {
    if (!isGateway(gateway)) {
      const problem = 'this is no ref of a gateway that this library reads';
      report({ path: ['gateway'], problem, allowed: 'gateway.ref' });
    }
    for (const finding of findingsOf(['namespace'], 'the namespace', namespace, parseDnsLabel(namespace))) {
      report(finding);
    }
    if (name === undefined) return;
    for (const finding of findingsOf(['name'], 'the name', name, parseDnsLabel(name, NAME_LIMIT))) report(finding);
  },
  examples: {
    failing: exampleSync({ namespace: 'Team_A', name: 'x'.repeat(60) }),
    mended: exampleSync({ namespace: 'team-a-kagent', name: 'policies' }),
  },
};
