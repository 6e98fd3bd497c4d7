import {
  type CustomResourceDefinitionObject,
  customResourceDefinition,
  type KindDefinition,
  sandboxClaimKind,
  sandboxKind,
  sandboxTemplateKind,
  sandboxWarmPoolKind,
} from '../../api';
import type { Resource } from '../../plan/resource';
import { clusterMember } from './member';
import { CERT_MANAGER_CERTIFICATE, WEBHOOK_SERVICE } from './names';
import { alphaCrds, type Settings } from './settings';

interface BundledCrd {
  readonly key: string;
  readonly kind: KindDefinition;
  readonly extension: boolean;
}

const CRDS: readonly BundledCrd[] = [
  { key: 'crd-sandboxes', kind: sandboxKind, extension: false },
  { key: 'crd-sandbox-templates', kind: sandboxTemplateKind, extension: true },
  { key: 'crd-sandbox-warm-pools', kind: sandboxWarmPoolKind, extension: true },
  { key: 'crd-sandbox-claims', kind: sandboxClaimKind, extension: true },
];

/** The CRDs of the profile: v1alpha1 only where somebody needs it, conversion only where there are two versions. */
export function crdMembers(settings: Settings): Resource[] {
  return bundled(settings).map(({ key, kind }) => {
    const crd = crdOf(kind, settings);
    const converted = crd.spec.conversion !== undefined;
    return clusterMember({
      key,
      phase: 'crd',
      apiVersion: crd.apiVersion,
      kind: crd.kind,
      name: crd.metadata.name,
      component: 'crd',
      ...(converted && settings.certificate?.source === 'certManager' && { annotations: injection(settings) }),
      body: { spec: crd.spec },
      readiness: [{ condition: 'Established' }],
      // The controller, or cert-manager, writes it after the start. source: facts/agent-sandbox.md §7.4
      externallyOwned: converted ? [['spec', 'conversion', 'webhook', 'clientConfig', 'caBundle']] : [],
      state: {
        what: `every ${kind.kind} in the cluster, with its pods and volume claims`,
        retain: true,
        protect: true,
      },
    });
  });
}

/** Keys of the CRDs that are written. */
export function crdKeys(settings: Settings): string[] {
  return bundled(settings).map(({ key }) => key);
}

/** Keys of the CRDs that convert between versions. */
export function convertedCrdKeys(settings: Settings): string[] {
  const alpha = alphaCrds(settings);
  return bundled(settings)
    .filter(({ kind }) => alpha.has(nameOfCrd(kind)))
    .map(({ key }) => key);
}

function bundled({ bundlesCrds, extensions }: Settings): BundledCrd[] {
  return bundlesCrds ? CRDS.filter(({ extension }) => extensions || !extension) : [];
}

function crdOf(kind: KindDefinition, settings: Settings): CustomResourceDefinitionObject {
  if (!alphaCrds(settings).has(nameOfCrd(kind))) return customResourceDefinition(kind, { versions: ['v1beta1'] });
  return customResourceDefinition(kind, {
    versions: ['v1beta1', 'v1alpha1'],
    conversion: {
      service: { name: WEBHOOK_SERVICE, namespace: settings.namespace, path: '/convert', port: 443 },
    },
  });
}

function nameOfCrd({ plural, group }: KindDefinition): string {
  return `${plural}.${group}`;
}

function injection({ namespace }: Settings) {
  return { 'cert-manager.io/inject-ca-from': `${namespace}/${CERT_MANAGER_CERTIFICATE}` };
}
