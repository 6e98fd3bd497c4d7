import type { Rule } from '../../../diagnostics/rule';
import { checkKeyReference, checkLocalName, KEY_REFERENCE } from '../../kagent-resource/rules/key-reference';
import { checkTlsReference } from '../../kagent-resource/rules/verified-tls';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

/** Headers, CA and environment are named by references that can exist. */
export const SERVER_KEY_REFERENCES: Rule<McpServerProps> = {
  ...KEY_REFERENCE,
  check({ remote, run }, report) {
    for (const [header, reference] of Object.entries(remote?.headers ?? {})) {
      checkKeyReference(report, ['remote', 'headers', header], reference);
    }
    checkTlsReference(report, ['remote', 'tls'], remote?.tls);
    for (const list of ['secretRefs', 'configMapRefs'] as const) {
      for (const [index, object] of (run?.[list] ?? []).entries()) {
        checkLocalName(report, ['run', list, index, 'name'], object?.name);
      }
    }
  },
  examples: {
    failing: exampleRemote({
      headers: { Authorization: 'Bearer example' as unknown as { name: string; key: string } },
      headersRevision: '1',
    }),
    mended: exampleRemote({ headers: { Authorization: { name: 'tickets', key: 'header' } }, headersRevision: '1' }),
  },
};
