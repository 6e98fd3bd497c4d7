import type { Rule } from '../../../../diagnostics/rule';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { parseIpAddress } from '../../../../syntax/cidr';
import { parseHost } from '../../../../syntax/host';
import type { Parsed } from '../../../../syntax/parsed';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** What the certificate shall name besides is something that a certificate can name. */
export const CERTIFICATE_NAMES: Rule<OpenShellGatewayProps> = {
  id: 'KF4014',
  name: 'certificate-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'certgen leaves out a name that it cannot read, and cert-manager refuses the whole Certificate: callers by that name fail in the handshake.',
  fix: 'write host names, wildcards for one label such as *.openshell.example.com, or IP addresses',
  faults: ['F-GW-11'],
  sources: ['facts/openshell-0.0.46.md §2.3', 'RFC 6125 §6.4.3'],
  check({ tls }, report) {
    const names: unknown = tls?.extraNames;
    if (names === undefined) return;
    const path = ['tls', 'extraNames'];
    if (!Array.isArray(names)) {
      report({ path, problem: 'this is no list of names', got: names, allowed: 'a list of texts' });
      return;
    }
    if (tls.disabled !== undefined) {
      report({ path, problem: 'in plaintext there is no certificate', got: names, allowed: 'nothing' });
    }
    for (const [index, name] of names.entries()) {
      for (const finding of findingsOf([...path, index], 'the name', name, parseCertificateName(name))) report(finding);
    }
  },
  examples: {
    failing: exampleGateway({ tls: { certManager: {}, extraNames: ['https://openshell.example.com'] } }),
    mended: exampleGateway({
      tls: { certManager: {}, extraNames: ['openshell.example.com', '*.apps.example.com', '192.0.2.7'] },
    }),
  },
};

function parseCertificateName(name: unknown): Parsed<unknown> {
  const address = parseIpAddress(name);
  if (address.ok) return address;
  return parseHost(typeof name === 'string' && name.startsWith('*.') ? name.slice(2) : name);
}
