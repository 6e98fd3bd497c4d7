import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

const WAYS = ['oidc', 'trustedProxy', 'anonymous'] as const;

/** Users come in one way, and the release has it. */
export const AUTH_OFFERED: Rule<OpenShellGatewayProps> = {
  id: 'KF4020',
  name: 'auth-offered',
  severity: 'error',
  acknowledge: 'never',
  why: 'The switch for anonymous users came with OpenShell 0.0.47; an older gateway ignores it, and what its TLS asks for decides alone. Two ways at once mean the weaker one.',
  fix: 'choose one of auth.oidc, auth.trustedProxy and auth.anonymous, or leave auth out where client certificates decide',
  faults: ['F-GW-02'],
  sources: ['facts/openshell-0.0.46.md §2.1, §2.2'],
  check(props, report) {
    const auth: unknown = props.auth;
    if (auth === undefined) return;
    const ways = WAYS.join(', ');
    if (typeof auth !== 'object' || auth === null) {
      report({ path: ['auth'], problem: 'this is no way to know a user', got: auth, allowed: ways });
      return;
    }
    const chosen = WAYS.filter((way) => props.auth?.[way] !== undefined);
    if (chosen.length !== 1) {
      report({ path: ['auth'], problem: 'users come in not exactly one way', got: chosen, allowed: `one of ${ways}` });
    }
    for (const way of ['oidc', 'trustedProxy'] as const) {
      const given: unknown = props.auth?.[way];
      if (given === undefined || (typeof given === 'object' && given !== null)) continue;
      report({ path: ['auth', way], problem: 'the way is not described', got: given, allowed: 'an object' });
    }
    for (const field of Object.keys(auth).filter((name) => !WAYS.some((way) => way === name))) {
      report({ path: ['auth', field], problem: 'there is no such field', got: field, allowed: ways });
    }
    if (props.auth?.anonymous !== undefined && capabilitiesOf(props)?.anonymousSwitch === false) {
      report({
        path: ['auth', 'anonymous'],
        problem: 'the gateway of this release has no such switch: its TLS alone decides who is let in',
        got: props.auth.anonymous,
        allowed: "nothing; tls.clients: 'server' or tls.disabled say the same, acknowledged",
      });
    }
    const { audience } = props.auth?.oidc ?? {};
    if (props.auth?.oidc && (typeof audience !== 'string' || audience === '')) {
      const path = ['auth', 'oidc', 'audience'];
      report({ path, problem: 'tokens have no audience to be checked for', got: audience, allowed: 'a text' });
    }
  },
  examples: { failing: exampleGateway({ auth: { anonymous: true } }), mended: exampleGateway() },
};
