import type { Resource } from '../../plan/resource';
import { namespacedMember } from './member';
import { CERT_MANAGER_CERTIFICATE, CERT_MANAGER_SECRET, WEBHOOK_SERVICE } from './names';
import { rotationMembers } from './rotation';
import type { Settings } from './settings';

/** What the chosen source of the webhook's certificate needs beside the controller. */
export function certificateMembers(settings: Settings): Resource[] {
  switch (settings.certificate?.source) {
    case 'certManager':
      return [certManagerCertificate(settings, settings.certificate.issuerRef)];
    case 'rotated':
      return rotationMembers(settings, settings.certificate);
    default:
      return [];
  }
}

/** Keys of what must be there before the controller starts. */
export function certificateKeys({ certificate }: Settings): string[] {
  return certificate?.source === 'certManager' ? ['webhook-certificate'] : [];
}

// The controller watches the mounted files, so a renewal needs no restart; the CA goes into the CRDs by annotation.
function certManagerCertificate(settings: Settings, issuer: { name: string; kind?: string; group?: string }): Resource {
  const { namespace, platform } = settings;
  const host = `${WEBHOOK_SERVICE}.${namespace}`;
  return namespacedMember(settings, {
    key: 'webhook-certificate',
    phase: 'config',
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    name: CERT_MANAGER_CERTIFICATE,
    component: 'conversion-webhook',
    readiness: [{ condition: 'Ready' }],
    body: {
      spec: {
        secretName: CERT_MANAGER_SECRET,
        // The names that the controller puts into a certificate of its own. source: facts/agent-sandbox.md §3
        dnsNames: [WEBHOOK_SERVICE, host, `${host}.svc`, `${host}.svc.${platform.cluster.clusterDomain}`],
        duration: '2160h0m0s',
        renewBefore: '720h0m0s',
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['digital signature', 'key encipherment', 'server auth'],
        issuerRef: { name: issuer.name, kind: issuer.kind ?? 'Issuer', group: issuer.group ?? 'cert-manager.io' },
      },
    },
  });
}
