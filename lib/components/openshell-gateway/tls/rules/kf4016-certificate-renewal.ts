import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Somebody restarts a gateway that reads its certificate once. */
export const CERTIFICATE_RENEWAL: Rule<OpenShellGatewayProps> = {
  id: 'KF4016',
  name: 'gateway-certificate-renewal',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'This gateway reads its certificate at its start alone: cert-manager renews the Secret after eleven months, and a month later the one in memory ends and every handshake fails.',
  fix: 'restart the gateway’s pod within a month of each renewal, e.g. by the annotation of a reloader in podAnnotations, or acknowledge what restarts it',
  faults: ['F-LIF-04'],
  sources: ['facts/openshell-0.0.46.md §2.1'],
  check(props, report) {
    const { tls, podAnnotations } = props;
    if (!tls?.certManager || capabilitiesOf(props)?.reloadsCertificates !== false) return;
    if (Object.keys(podAnnotations ?? {}).some((name) => name.includes('reload'))) return;
    report({
      path: ['tls', 'certManager'],
      problem: 'nothing restarts the gateway when its certificate was renewed',
      got: 'certManager',
      allowed: 'a reloader’s annotation in podAnnotations, or an acknowledgement',
    });
  },
  examples: {
    failing: exampleGateway(),
    mended: exampleGateway({ podAnnotations: { 'secret.reloader.example.com/reload': 'openshell-server-tls' } }),
  },
};
