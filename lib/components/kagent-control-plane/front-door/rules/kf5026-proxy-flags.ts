import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { exampleBehindOAuth2Proxy } from '../../example';
import type { KagentControlPlaneProps } from '../../props';
import { OWN_FLAGS } from '../arguments';

const AT: Path = ['frontDoor', 'oauth2Proxy', 'extraArgs'];

/** Flags that let somebody in without a login, or believe what callers say of themselves. source: oauth2-proxy v7.15.3, pkg/apis/options */
const OPENS =
  /^(skip-auth-(regex|route|preflight)|trusted-ip|insecure-.*|ssl-.*insecure.*|authenticated-emails-file|htpasswd-.*|reverse-proxy|trusted-proxy-ip|real-client-ip-header|ping-user-agent|alpha-config|config|force-code-challenge-method)$/;

/** Flags that hold secrets, which are read from the environment. */
const SECRET = /^(client-secret|cookie-secret|basic-auth-password|jwt-key)(-file)?$/;

/** What users add to oauth2-proxy leaves the login as it is. */
export const PROXY_FLAGS: Rule<KagentControlPlaneProps> = {
  id: 'KF5026',
  name: 'oauth2-proxy-flags',
  severity: 'error',
  acknowledge: 'never',
  why: 'Behind the proxy nobody is asked again: a path that skips the login is an API without one. Upstream’s chart skips it for the gateways of all harnesses.',
  fix: 'use the prop that sets it, or a proxy of yours as trustedProxy',
  faults: ['F-TEN-03'],
  sources: ['facts/kagent.md §2 "oauth2-proxy"', 'oauth2-proxy v7.15.3, pkg/apis/options'],
  check({ frontDoor }, report) {
    const extraArgs: unknown = frontDoor?.oauth2Proxy?.extraArgs;
    if (extraArgs === undefined) return;
    if (!Array.isArray(extraArgs)) {
      report({ path: AT, problem: 'this is no list of flags', got: extraArgs });
      return;
    }
    for (const [index, arg] of extraArgs.entries()) {
      for (const finding of argFindings([...AT, index], arg)) report(finding);
    }
  },
  examples: {
    failing: exampleBehindOAuth2Proxy({
      extraArgs: ['--skip-auth-regex=^/api/agentharnesses/.*/gateway', '--email-domain=*'],
    }),
    mended: exampleBehindOAuth2Proxy({ extraArgs: ['--request-logging=false'] }),
  },
};

function argFindings(path: Path, arg: unknown): Finding[] {
  const flag = /^--([a-z][a-z0-9-]*)(=.*)?$/s.exec(String(arg))?.[1];
  if (flag === undefined) return [{ path, problem: 'this is not a flag', got: arg, allowed: '--flag or --flag=value' }];
  if (SECRET.test(flag)) return [{ path, problem: `--${flag} is a secret`, allowed: 'clientSecret, cookieSecret' }];
  if (OPENS.test(flag)) return [{ path, problem: `--${flag} can open a way around the login`, got: arg }];
  if (OWN_FLAGS.includes(flag)) return [{ path, problem: `--${flag} is set by the component`, got: arg }];
  return [];
}
