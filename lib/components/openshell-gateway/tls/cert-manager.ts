import type { Resource } from '../../../plan/resource';
import { validatingPolicy } from '../../admission/validating-policy';
import { clusterMember, commonLabels, gatewayMember, memberIn } from '../member';
import type { Settings } from '../settings';
import { keyMaterial, serverNames } from './material';
import type { CertManagerTls } from './props';

const API_VERSION = 'cert-manager.io/v1';
const COMPONENT = 'certificates';

/** As upstream's chart has them. source: facts/openshell.md §2.4 */
const LEAF_LIFE = { duration: '8760h0m0s', renewBefore: '720h0m0s' };

/** Ten years, renewed a year early: leaves of a year then always end before their CA. */
const CA_LIFE = { duration: '87600h0m0s', renewBefore: '8760h0m0s' };

const KEY = { algorithm: 'ECDSA', size: 256 } as const;

/**
 * Certificates by cert-manager: a CA for this gateway alone, because whoever holds a certificate of it has full rights,
 * the gateway's own, and one for each namespace that calls. source: facts/verified.md §5
 */
export function certManagerMembers(settings: Settings): Resource[] {
  const { certManager } = settings.props.tls;
  if (certManager === undefined) return [];
  const issuer = certManager.clusterIssuer ?? caName(settings);
  return [
    ...(certManager.clusterIssuer === undefined ? ownCa(settings, certManager) : []),
    serverCertificate(settings, issuer),
    ...certifiedNamespaces(settings).map((namespace) => clientCertificate(settings, issuer, namespace)),
  ];
}

/** Keys of what must be ready before the gateway starts. */
export function certManagerKeys(settings: Settings): string[] {
  return settings.props.tls.certManager ? ['server-certificate', ...certifiedNamespaces(settings).map(clientKey)] : [];
}

/** Where a client certificate is: with everybody who calls, the gateway's own program included. */
function certifiedNamespaces({ props, namespace, clientNamespaces }: Settings): readonly string[] {
  return props.sync === undefined ? clientNamespaces : [...clientNamespaces, namespace];
}

/** Name of the CA, its Secret and its ClusterIssuer; cluster-scoped, so it says whose it is. */
export function caName({ props, namespace, name }: Settings): string {
  return `${props.tenant?.name ?? namespace}-${name}-ca`;
}

function ownCa(settings: Settings, { clusterResourceNamespace = 'cert-manager' }: CertManagerTls): Resource[] {
  const name = caName(settings);
  const common = { phase: 'config', apiVersion: API_VERSION, component: COMPONENT } as const;
  const selfSigned = `${name}-self-signed`;
  return [
    memberIn(settings, clusterResourceNamespace, {
      ...common,
      key: 'ca-self-signed',
      kind: 'Issuer',
      name: selfSigned,
      readiness: [{ condition: 'Ready' }],
      body: { spec: { selfSigned: {} } },
    }),
    memberIn(settings, clusterResourceNamespace, {
      ...common,
      key: 'ca-certificate',
      kind: 'Certificate',
      name,
      dependsOn: ['ca-self-signed'],
      readiness: [{ condition: 'Ready' }],
      // A new CA shuts out every live sandbox until it is made anew. source: fault F-LIF-04
      state: { what: 'the CA that gateway and sandboxes trust', retain: true, protect: true },
      body: {
        spec: {
          isCA: true,
          commonName: 'openshell-ca',
          secretName: name,
          ...CA_LIFE,
          // With the same key the certificates in use stay good when the CA is renewed.
          privateKey: { ...KEY, rotationPolicy: 'Never' },
          usages: ['cert sign', 'crl sign', 'digital signature'],
          issuerRef: { name: selfSigned, kind: 'Issuer', group: 'cert-manager.io' },
        },
      },
    }),
    ...issuerGuard(settings, name),
    clusterMember(settings, {
      ...common,
      key: 'ca-issuer',
      kind: 'ClusterIssuer',
      name,
      dependsOn: ['ca-certificate', 'issuer-guard-binding'],
      readiness: [{ condition: 'Ready' }],
      body: { spec: { ca: { secretName: name } } },
    }),
  ];
}

/**
 * Who may create Certificates anywhere could get one of this CA, and with it the gateway: only the namespaces that are
 * meant to have one may ask.
 */
function issuerGuard(settings: Settings, issuer: string): Resource[] {
  const allowed = [settings.namespace, ...settings.clientNamespaces].sort();
  return validatingPolicy({
    key: 'issuer-guard',
    name: `${issuer}-guard`,
    labels: commonLabels(settings, COMPONENT),
    on: {
      group: 'cert-manager.io',
      versions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['certificates', 'certificaterequests'],
    },
    matchConditions: [
      {
        name: 'of-this-issuer',
        expression: `has(object.spec.issuerRef.kind) && object.spec.issuerRef.kind == 'ClusterIssuer' && object.spec.issuerRef.name == '${issuer}'`,
      },
    ],
    validations: [
      {
        expression: `request.namespace in [${allowed.map((namespace) => `'${namespace}'`).join(', ')}]`,
        message: `a certificate of ClusterIssuer ${issuer} gives full rights on an OpenShell gateway; only its own namespaces and its callers' may ask for one`,
        reason: 'Forbidden',
      },
    ],
  });
}

function serverCertificate(settings: Settings, issuer: string): Resource {
  const { server = '' } = keyMaterial(settings);
  const { dns, ip } = serverNames(settings);
  return gatewayMember(settings, {
    ...certificate(settings, 'server-certificate', server),
    body: {
      spec: {
        ...leafSpec(issuer, server, 'server auth'),
        dnsNames: dns,
        ipAddresses: ip,
      },
    },
  });
}

function clientCertificate(settings: Settings, issuer: string, namespace: string): Resource {
  const { client = '' } = keyMaterial(settings);
  return memberIn(settings, namespace, {
    ...certificate(settings, clientKey(namespace), client),
    body: {
      // The gateway's log tells callers apart by it. A common name has at most 64 characters, a namespace 63.
      spec: { ...leafSpec(issuer, client, 'client auth'), commonName: namespace },
    },
  });
}

function clientKey(namespace: string): string {
  return `client-certificate-${namespace}`;
}

function certificate({ props }: Settings, key: string, secretName: string) {
  return {
    key,
    phase: 'config',
    apiVersion: API_VERSION,
    kind: 'Certificate',
    name: secretName,
    component: COMPONENT,
    dependsOn: props.tls.certManager?.clusterIssuer === undefined ? ['ca-issuer'] : [],
    readiness: [{ condition: 'Ready' }],
  } as const;
}

function leafSpec(issuer: string, secretName: string, usage: 'server auth' | 'client auth') {
  return {
    secretName,
    ...LEAF_LIFE,
    privateKey: { ...KEY, rotationPolicy: 'Always' },
    usages: ['digital signature', 'key encipherment', usage],
    issuerRef: { name: issuer, kind: 'ClusterIssuer', group: 'cert-manager.io' },
  };
}
