import { sizeProblem } from '../load/size';
import type { PolicyDocument } from '../model';
import { example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const POLICY_SIZE: PolicyRule = {
  id: 'KF2043',
  name: 'policy-size',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway takes policies of up to 262,144 bytes on the wire and refuses larger ones as INVALID_ARGUMENT.',
  fix: 'say it with fewer endpoints: patterns of hosts, several ports in one endpoint, `access` in place of rules',
  faults: [],
  sources: [SHEET_111('1'), SHEET_46('1.2')],
  check({ policy, openshell }, report) {
    const problem = sizeProblem(policy, openshell);
    if (problem !== undefined) report({ ...problem, allowed: `at most ${openshell.limits.policyBytes} bytes` });
  },
  examples: {
    failing: example(listing(4_000)),
    mended: example(listing(40)),
  },
};

/** A policy that lists documents one by one, a hundred to a host. */
function listing(documents: number): PolicyDocument {
  const pathOf = (index: number) => `/v1/organizations/research/projects/alignment/documents/${index}`;
  const hosts = Array.from({ length: Math.ceil(documents / 100) }, (_, host) => {
    const rules = Array.from({ length: Math.min(100, documents) }, (_, index) => ({
      method: 'GET',
      path: pathOf(100 * host + index),
    }));
    return { ...SOUND_ENDPOINT, host: `documents-${host}.example.com`, rules };
  });
  return oneRule(...hosts);
}
