import type { Finding, Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { EXAMPLE_TOOLS, exampleSideBySide } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Keys that are no certificates are made by somebody where the release needs them, and asked for nowhere else. */
export const KEYS_SOURCE: Rule<OpenShellGatewayProps> = {
  id: 'KF4013',
  name: 'keys-source',
  severity: 'error',
  acknowledge: 'never',
  why: 'cert-manager makes certificates only: without the JWT keys or the credential key the gateway’s pod hangs in ContainerCreating, also in plaintext; a release that has no such keys loses them in silence.',
  fix: 'name an image with sh and kubectl for a Job that makes them once, or the Secrets that hold them; keys are never rendered',
  faults: ['F-GW-04', 'F-GW-06'],
  sources: ['OS #1691', 'facts/openshell.md §2.4, §10.7'],
  check(props, report) {
    const can = capabilitiesOf(props);
    if (can === undefined || typeof props.tls !== 'object' || props.tls === null) return;
    const findings = can.jwtKeys || can.credentialKey ? missing(props.tls) : unused(props.tls);
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleSideBySide({ tls: { certManager: {} } }),
    mended: exampleSideBySide({ tls: { certManager: { keysImage: EXAMPLE_TOOLS } } }),
  },
};

type Tls = OpenShellGatewayProps['tls'];

function missing({ certManager, existing, disabled, keys }: Tls): Finding[] {
  if (certManager && certManager.keysImage === undefined) {
    return [lacking(['tls', 'certManager', 'keysImage'], certManager.keysImage, 'an image with sh and kubectl')];
  }
  if (disabled && keys?.image === undefined && !named(keys)) {
    return [lacking(['tls', 'keys'], keys, '{ image }, or { jwtSecret, credentialKeySecret }')];
  }
  if (!existing || named(existing)) return [];
  return (['jwtSecret', 'credentialKeySecret'] as const)
    .filter((secret) => existing[secret] === undefined)
    .map((secret) => lacking(['tls', 'existing', secret], undefined, 'the name of a Secret'));
}

function named(keys?: { readonly jwtSecret?: string; readonly credentialKeySecret?: string }): boolean {
  return keys?.jwtSecret !== undefined && keys?.credentialKeySecret !== undefined;
}

function lacking(path: readonly string[], got: unknown, allowed: string): Finding {
  return { path, problem: 'nothing makes the JWT keys and the credential key that this release needs', got, allowed };
}

function unused({ certManager, existing, keys }: Tls): Finding[] {
  const said: readonly (readonly [readonly string[], unknown])[] = [
    [['tls', 'certManager', 'keysImage'], certManager?.keysImage],
    [['tls', 'existing', 'jwtSecret'], existing?.jwtSecret],
    [['tls', 'existing', 'credentialKeySecret'], existing?.credentialKeySecret],
    [['tls', 'keys'], keys],
  ];
  return said
    .filter(([, value]) => value !== undefined)
    .map(([path]) => ({
      path,
      problem: 'the gateway of this release has neither JWT keys nor a credential key',
      allowed: 'nothing',
      fix: 'leave it out',
    }));
}
