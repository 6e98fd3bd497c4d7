import type { PolicyRule } from '../../../api';
import type { Resource } from '../../../plan/resource';
import { gatewayMember, memberIn } from '../member';
import type { Settings } from '../settings';
import { keyMaterial } from './material';

const RBAC = 'rbac.authorization.k8s.io';
const COMPONENT = 'certgen';

/** Name of the Job's ServiceAccount, and of its rights in the gateway's namespace. */
export function keysJobAccount({ name }: Settings): string {
  return `${name}-certgen`;
}

/** Who the Job is and what it may, each namespace on its own. */
export function keysJobAccess(settings: Settings, carriesTo: readonly string[]): Resource[] {
  const name = keysJobAccount(settings);
  return [
    gatewayMember(settings, {
      key: 'certgen-service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name,
      component: COMPONENT,
      body: { automountServiceAccountToken: false },
    }),
    ...rights(settings, { key: 'certgen', name, namespace: settings.namespace, rules: ownRules(settings) }),
    ...carriesTo.flatMap((namespace) =>
      rights(settings, {
        key: carryKey(namespace),
        // Several gateways may have the same caller, so the name says which one's right it is.
        name: `${settings.namespace}-${name}`,
        namespace,
        rules: carryRules(settings),
      }),
    ),
  ];
}

/** Keys of the bindings, without which the Job fails until it gives up. */
export function keysJobAccessKeys(carriesTo: readonly string[]): string[] {
  return ['certgen', ...carriesTo.map(carryKey)].map((key) => `${key}-role-binding`);
}

function carryKey(namespace: string): string {
  return `certgen-in-${namespace}`;
}

// Certgen asks for each Secret and creates by POST, which RBAC cannot tie to a name.
function ownRules(settings: Settings): PolicyRule[] {
  const { server, client, jwt, credentialKey } = keyMaterial(settings);
  const made = settings.props.tls.job ? [server, client, jwt, credentialKey] : [jwt, credentialKey];
  const resourceNames = made.filter((secret): secret is string => secret !== undefined);
  return [
    { apiGroups: [''], resources: ['secrets'], resourceNames, verbs: ['get'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
  ];
}

// Server-side apply names what it creates, so that here even `create` is tied to the one Secret.
function carryRules(settings: Settings): PolicyRule[] {
  const { client } = keyMaterial(settings);
  return [
    {
      apiGroups: [''],
      resources: ['secrets'],
      resourceNames: client === undefined ? [] : [client],
      verbs: ['create', 'patch'],
    },
  ];
}

interface Rights {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly rules: readonly PolicyRule[];
}

function rights(settings: Settings, { key, name, namespace, rules }: Rights): Resource[] {
  const account = keysJobAccount(settings);
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name, component: COMPONENT } as const;
  return [
    memberIn(settings, namespace, { ...common, key: `${key}-role`, kind: 'Role', body: { rules } }),
    memberIn(settings, namespace, {
      ...common,
      key: `${key}-role-binding`,
      kind: 'RoleBinding',
      dependsOn: [`${key}-role`, 'certgen-service-account'],
      createOnly: [['roleRef']],
      body: {
        roleRef: { apiGroup: RBAC, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace: settings.namespace }],
      },
    }),
  ];
}
