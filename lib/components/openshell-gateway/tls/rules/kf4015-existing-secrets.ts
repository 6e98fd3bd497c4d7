import type { Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../../syntax/names';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

const ALWAYS = ['serverSecret', 'clientSecret'] as const;
const SECRETS = [...ALWAYS, 'jwtSecret', 'credentialKeySecret'] as const;

/** Secrets of somebody else's have names, each its own. */
export const EXISTING_SECRETS: Rule<OpenShellGatewayProps> = {
  id: 'KF4015',
  name: 'existing-secrets',
  severity: 'error',
  acknowledge: 'never',
  why: 'A Secret that is not there keeps the pod of the gateway, or of every sandbox, in ContainerCreating; the server’s given to callers hands them the gateway’s own key.',
  fix: 'name two different Secrets of type kubernetes.io/tls with tls.crt, tls.key and ca.crt: one in the gateway’s namespace, one in that of the sandboxes and of each caller',
  faults: ['F-GW-05'],
  sources: ['facts/openshell.md §2.4, §2.7'],
  check({ tls }, report) {
    const given = tls?.existing ?? tls?.keys;
    if (typeof given !== 'object' || given === null) return;
    const secrets: { readonly [name: string]: unknown } = { ...given };
    const at = tls.existing === undefined ? ['tls', 'keys'] : ['tls', 'existing'];
    for (const secret of tls.existing === undefined ? [] : ALWAYS) {
      if (secrets[secret] !== undefined) continue;
      report({ path: [...at, secret], problem: 'the Secret has no name', allowed: 'the name of a Secret' });
    }
    const seen = new Map<unknown, string>();
    for (const secret of SECRETS.filter((name) => secrets[name] !== undefined)) {
      const name = secrets[secret];
      const path = [...at, secret];
      for (const finding of findingsOf(path, 'the Secret’s name', name, parseDnsSubdomain(name))) report(finding);
      const other = seen.get(name);
      if (other !== undefined) {
        report({ path, problem: `${other} names the same Secret`, got: name, allowed: 'another Secret' });
      }
      seen.set(name, secret);
    }
  },
  examples: {
    failing: exampleGateway({ tls: { existing: { serverSecret: 'openshell-tls', clientSecret: 'openshell-tls' } } }),
    mended: exampleGateway({ tls: { existing: { serverSecret: 'openshell-tls', clientSecret: 'openshell-caller' } } }),
  },
};
