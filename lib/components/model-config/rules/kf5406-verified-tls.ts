import type { Rule } from '../../../diagnostics/rule';
import { checkPlaintext, checkTls, VERIFIED_TLS } from '../../kagent-resource/rules/verified-tls';
import type { ModelConfigProps } from '../props';
import { exampleModel } from './example-model';
import { urlsOf } from './urls-of';

/** Whoever answers is who he says. */
export const MODEL_TLS: Rule<ModelConfigProps> = {
  ...VERIFIED_TLS,
  check({ provider, tls }, report) {
    checkTls(report, ['tls'], tls);
    for (const { path, url } of urlsOf(provider)) checkPlaintext(report, path, url);
  },
  examples: {
    failing: exampleModel({ tls: { disableVerify: true } }),
    mended: exampleModel({ tls: { ca: { name: 'models-ca', key: 'ca.crt' } } }),
  },
};
