import type { EndpointDocument } from '../model';
import { endpointsOf, example, isInspected, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

/** What the proxy does with credentials beyond headers and target, and only where it reads requests. */
const FIELDS = [
  'requestBodyCredentialRewrite',
  'websocketCredentialRewrite',
  'credentialSigning',
  'credentialBinding',
] as const satisfies readonly (keyof EndpointDocument)[];

export const CREDENTIALS_FILLED_IN: PolicyRule = {
  id: 'KF2049',
  name: 'credentials-filled-in',
  severity: 'error',
  acknowledge: 'never',
  why: 'The proxy fills credentials in where it reads the request. On an endpoint that nobody inspects the field is never looked at: the placeholder itself leaves for the service, which answers 401; newer gateways refuse the policy.',
  fix: 'give the endpoint a protocol with rules and no `tls: skip`, or leave the field out',
  faults: ['F-SCR-06'],
  sources: [SHEET_111('1.3'), SHEET_46('1.5'), 'NC PR #10844'],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (isInspected(endpoint) && String(endpoint.tls).toLowerCase() !== 'skip') continue;
      for (const field of FIELDS) {
        const value: unknown = endpoint[field];
        if (value === undefined || value === false || value === '') continue;
        report({
          path: [...path, field],
          problem: 'nobody looks into this connection, so no credential is filled in or signed',
          got: value,
          allowed: 'an inspected protocol beside it',
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ host: 'api.example.com', port: 443, requestBodyCredentialRewrite: true })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, requestBodyCredentialRewrite: true })),
  },
};
