import type { EndpointDocument } from '../../model';
import { endpointsOf, example, exampleOnNewest, oneRule, type PolicyRule, SOUND_ENDPOINT } from '../../rules/input';
import { SHEET_111 } from '../../rules/source';

/** What only a provider's credentials give a meaning. */
const FIELDS = [
  'websocketCredentialRewrite',
  'requestBodyCredentialRewrite',
  'allowUninspectedCredentials',
  'credentialSigning',
  'credentialBinding',
] as const satisfies readonly (keyof EndpointDocument)[];

export const NO_CREDENTIALS_WITHOUT_GATEWAY: PolicyRule = {
  id: 'KF2051',
  name: 'no-credentials-without-gateway',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Credentials come from the providers that a gateway attaches. A supervisor that reads its policy from a file has none: placeholders leave as they are, and nothing is signed.',
  fix: 'leave the field out; reach models through `inference.local`, whose key stays with the supervisor, or run this agent through a gateway',
  faults: [],
  sources: [SHEET_111('1.3'), 'NVIDIA/OpenShell v0.0.46, crates/openshell-sandbox/src/lib.rs, `run_sandbox`'],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      for (const field of FIELDS) {
        const value = endpoint[field];
        if (value === undefined || value === false || value === '') continue;
        report({
          path: [...path, field],
          problem: 'the supervisor of a pool has no credentials to fill in or to sign with',
        });
      }
    }
  },
  examples: {
    failing: exampleOnNewest(oneRule({ ...SOUND_ENDPOINT, requestBodyCredentialRewrite: true })),
    mended: example(oneRule(SOUND_ENDPOINT)),
  },
};
