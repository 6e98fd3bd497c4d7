import type { Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseDnsLabel, parseDnsSubdomain } from '../../../../syntax/names';
import { exampleGateway, exampleGatewayPlatform } from '../../example';
import { platformOf } from '../../place';
import type { OpenShellGatewayProps } from '../../props';

const SOURCES = ['certManager', 'job', 'existing', 'disabled'] as const;
const FIELDS: readonly string[] = [...SOURCES, 'keys', 'clients', 'extraNames'];
const CLIENTS: readonly unknown[] = [undefined, 'mutual', 'server'];

/** The port is secured in exactly one way, and what that needs is there. */
export const TLS_SOURCE: Rule<OpenShellGatewayProps> = {
  id: 'KF4010',
  name: 'tls-source',
  severity: 'error',
  acknowledge: 'never',
  why: 'With two sources both write the same Secrets; with none, or without cert-manager, the gateway’s pod waits for a mount for ever.',
  fix: 'write one of tls.certManager (with the operator declared), tls.job, tls.existing or tls.disabled',
  faults: ['F-GW-04', 'F-ENG-04'],
  sources: ['facts/openshell.md §2.4'],
  check(props, report) {
    const tls: unknown = props.tls;
    if (typeof tls !== 'object' || tls === null) {
      report({ path: ['tls'], problem: 'nothing says how the port is secured', got: tls, allowed: SOURCES.join(', ') });
      return;
    }
    const fields = Object.keys(tls);
    const chosen = SOURCES.filter((source) => props.tls[source] !== undefined);
    if (chosen.length !== 1) {
      const allowed = `exactly one of ${SOURCES.join(', ')}`;
      report({ path: ['tls'], problem: 'keys and certificates have not exactly one source', got: chosen, allowed });
    }
    for (const field of fields.filter((name) => !FIELDS.includes(name))) {
      report({ path: ['tls', field], problem: 'there is no such field', got: field, allowed: FIELDS.join(', ') });
    }
    if (!CLIENTS.includes(props.tls.clients)) {
      const path = ['tls', 'clients'];
      report({ path, problem: 'there is no such word', got: props.tls.clients, allowed: 'mutual, server' });
    }
    for (const source of chosen) {
      const given: unknown = props.tls[source];
      if (source === 'disabled' ? given === true : typeof given === 'object' && given !== null) continue;
      const allowed = source === 'disabled' ? 'true' : 'an object, e.g. {}';
      report({ path: ['tls', source], problem: 'the source is not described', got: given, allowed });
    }
    const { certManager, job } = props.tls;
    if (job && job.image === undefined) {
      const allowed = 'an image with sh and kubectl, by digest';
      report({ path: ['tls', 'job', 'image'], problem: 'the Job has no image', got: job.image, allowed });
    }
    if (!certManager) return;
    if (!platformOf(props).cluster.operators.includes('cert-manager')) {
      report({
        path: ['tls', 'certManager'],
        problem: 'cert-manager is not among the operators of the cluster',
        got: 'certManager',
        allowed: "job, existing, or 'cert-manager' in cluster.operators",
      });
    }
    const { clusterIssuer, clusterResourceNamespace } = certManager;
    const at = ['tls', 'certManager'];
    const findings = [
      ...(clusterIssuer === undefined
        ? []
        : findingsOf([...at, 'clusterIssuer'], 'the issuer’s name', clusterIssuer, parseDnsSubdomain(clusterIssuer))),
      ...(clusterResourceNamespace === undefined
        ? []
        : findingsOf(
            [...at, 'clusterResourceNamespace'],
            'the namespace',
            clusterResourceNamespace,
            parseDnsLabel(clusterResourceNamespace),
          )),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleGateway({ platform: exampleGatewayPlatform({ cluster: { operators: [] } }) }),
    mended: exampleGateway(),
  },
};
