import type { Finding, Rule } from '../../../diagnostics/rule';
import { secretKeyFindings } from '../../openshell-gateway/rules/kf4004-storage';
import { exampleRun, type SyncRun } from './run';

/** The program has what the gateway asks of its users. */
export const SYNC_TOKEN: Rule<SyncRun> = {
  id: 'KF4106',
  name: 'sync-token',
  severity: 'error',
  acknowledge: 'never',
  why: 'A gateway with OpenID Connect refuses every write without a token of an administrator; one without it ignores the token, which then lies in a pod for nothing.',
  fix: 'give the Secret key with the token where the gateway has OpenID Connect, and none elsewhere',
  faults: ['F-GW-15', 'F-SCR-01'],
  sources: ['facts/openshell-0.0.46.md §2.2', 'facts/openshell.md §5'],
  check(run, report) {
    for (const finding of tokenFindings(run)) report(finding);
  },
  examples: {
    failing: exampleRun({}, { auth: 'oidc' }),
    mended: exampleRun({ token: { name: 'sync-token', key: 'token' } }, { auth: 'oidc' }),
  },
};

function tokenFindings({ gateway, program: { token } }: SyncRun): Finding[] {
  const path = ['token'];
  const wanted = gateway.auth === 'oidc';
  if (token === undefined) {
    if (!wanted) return [];
    return [
      { path, problem: 'the gateway asks for a token, and the program has none', allowed: '{ name, key } of a Secret' },
    ];
  }
  return [
    ...secretKeyFindings(path, token),
    ...(wanted ? [] : [{ path, problem: 'the gateway asks for no token', got: gateway.auth, allowed: 'no token' }]),
  ];
}
