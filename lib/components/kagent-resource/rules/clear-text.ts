import type { EnvVar } from '../../../api';
import type { Finding, Report, RuleInfo } from '../../../diagnostics/rule';
import { type Deep, isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';

/** What the rules of every component say about credentials written in place; each adds its check and examples. */
export const CLEAR_TEXT_CREDENTIAL: RuleInfo = {
  id: 'KF5405',
  name: 'no-clear-text-credentials',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A value written in place stays readable in etcd for everybody who may read the object, and upstream copies it into the Secret, ConfigMap or Deployment that it makes.',
  fix: 'put the value into a Secret and name its key',
  faults: ['F-SCR-01'],
  sources: ['facts/kagent.md §10.14'],
};

const CREDENTIAL_ENV =
  /(^|_)(API_?KEY|ACCESS_?KEY(_ID)?|TOKEN|SECRET(_KEY)?|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|CREDENTIALS?)$/i;
const CREDENTIAL_HEADER = /^(proxy-)?authorization$|^cookie$|(^|-)(api-?key|token|secret|password)$/i;

/** Whether an environment variable of this name usually holds a credential. */
export function isCredentialEnv(name: string): boolean {
  return CREDENTIAL_ENV.test(name);
}

/** Whether a header of this name usually holds a credential. */
export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADER.test(name);
}

/** Variables of a list that hold a credential in place. The values are never shown. */
export function checkEnvList(report: Report, path: Path, env: Deep<readonly EnvVar[]> | undefined): void {
  report.whenKnown(path, env as Leaf<readonly EnvVar[]> | undefined, (variables) =>
    (Array.isArray(variables) ? variables : []).flatMap((variable: EnvVar, index): Finding[] => {
      if (isDeferred(variable) || isDeferred(variable?.name) || variable?.value === undefined) return [];
      return isCredentialEnv(String(variable.name)) ? [inPlace([...path, index, 'value'], variable.name)] : [];
    }),
  );
}

/** The finding for one of them. */
export function inPlace(path: Path, name: string): Finding {
  return {
    path,
    problem: `${name} looks like a credential and is written in place`,
    allowed: 'a reference to a Secret',
  };
}
