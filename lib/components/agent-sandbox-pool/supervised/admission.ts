import {
  BARE_ROOT_SECURITY,
  INSTALL_COMMAND,
  INSTALL_CONTAINER,
  POLICY_ARGUMENTS,
  ROUTES_CONTAINER,
  SUPERVISED_CONTAINER,
  SUPERVISOR_COMMAND,
  SUPERVISOR_VOLUME,
  supervisorCapabilities,
} from '../../../api/rules/pod/supervised-pod';
import { resolveImage } from '../../../images/resolve';
import type { Resource } from '../../../plan/resource';
import { type ValidatingPolicy, validatingPolicy } from '../../admission/validating-policy';
import { labelsOf, POOL_LABEL } from '../labels';
import { namespaceOf, platformOf } from '../place';
import { type SupervisedPoolProps, supervisorImageOf, supervisorVersionOf } from './policy-of';
import { RELAY_CONTAINER } from './relay-container';
import { CONTRACT_CONTAINER } from './steps';

type Guard = Pick<ValidatingPolicy, 'on' | 'validations'>;

/**
 * What holds in the namespace of a supervised pool, which is open to privileged pods by need: only pods of this shape
 * are made there, they stay what they are, and nobody enters them. Whoever needs another way in for once deletes the
 * binding, and everybody sees it. source: facts/openshell.md §3.7; facts/verified.md §9
 */
export function admissionMembers(props: SupervisedPoolProps): Resource[] {
  const namespace = namespaceOf(props);
  const guards: Readonly<Record<string, Guard>> = {
    'pod-shape': shapeGuard(props),
    'pod-images': IMAGE_GUARD,
    'pod-entry': ENTRY_GUARD,
  };
  return Object.entries(guards).flatMap(([key, guard]) =>
    validatingPolicy({
      ...guard,
      key,
      // Neither a pool nor a namespace has a dot in its name, so no two pools share one.
      name: `${props.name}.${namespace}.${key}.kagent-fleet.dev`,
      labels: labelsOf(props, key),
      namespaces: [namespace],
      validations: guard.validations.map((validation) => ({ reason: 'Forbidden', ...validation })),
    }),
  );
}

// A shell from outside is root beside the supervisor, outside of all that it enforces; a forwarded port goes around the
// NetworkPolicy. source: facts/verified.md §9
const ENTRY_GUARD: Guard = {
  on: {
    group: '',
    versions: ['v1'],
    operations: ['CONNECT', 'UPDATE'],
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'pods/ephemeralcontainers'],
  },
  validations: [
    {
      expression: 'false',
      message: 'nobody enters a supervised sandbox past its supervisor: have it listen on a published port',
    },
  ],
};

const CONTAINERS = 'object.spec.containers';
const STEPS = 'object.spec.?initContainers.orValue([])';

// Of what runs in a pod, its image alone can still be changed.
const IMAGE_GUARD: Guard = {
  on: { group: '', versions: ['v1'], operations: ['UPDATE'], resources: ['pods'] },
  validations: [
    {
      expression: [CONTAINERS, STEPS]
        .map(
          (list) =>
            `${list}.all(c, ${list.replace('object', 'oldObject')}.exists(o, o.name == c.name && o.image == c.image))`,
        )
        .join(' && '),
      message: 'the images of a supervised sandbox never change: what runs as root in it would',
    },
  ],
};

/** CEL lists and CEL texts are written as JSON's. */
const cel = (value: unknown) => JSON.stringify(value);

/** What has to hold for every container, steps included. */
function everywhere(expression: string): string {
  return `${CONTAINERS}.all(c, ${expression}) && ${STEPS}.all(c, ${expression})`;
}

const SECURITY = 'c.?securityContext';
const MOUNTS = 'c.?volumeMounts.orValue([])';
const VOLUMES = 'object.spec.?volumes.orValue([])';

function shapeGuard(props: SupervisedPoolProps): Guard {
  const image = resolveImage(supervisorImageOf(props) ?? '', platformOf(props).images).reference;
  return {
    on: { group: '', versions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
    validations: [
      ...supervisorShape(supervisorCapabilities(supervisorVersionOf(props) ?? '')),
      ...POD_SHAPE,
      ...installerShape(image),
      ...CONTAINER_SHAPE,
      ...SECRET_SHAPE,
    ],
  };
}

const POD_SHAPE: Guard['validations'] = [
  {
    expression: ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace']
      .map((field) => `!object.spec.?${field}.orValue(false)`)
      .join(' && '),
    message: 'a pod here shares neither its node’s namespaces nor the processes of its containers',
  },
  {
    expression: '!object.spec.?automountServiceAccountToken.orValue(true)',
    message: 'a pod here holds no token of its ServiceAccount',
  },
  {
    expression: `${VOLUMES}.all(v, has(v.emptyDir) || has(v.configMap) || has(v.secret) || has(v.persistentVolumeClaim))`,
    message: 'volumes here are emptyDirs, ConfigMaps, Secrets and claims: no path of the node, no token',
  },
  {
    expression: `'${POOL_LABEL}' in object.metadata.?labels.orValue({})`,
    message: `a pod here carries the label ${POOL_LABEL}, by which its NetworkPolicies select it`,
  },
];

/** The one container with rights, exactly those that its supervisor needs. source: facts/verified.md §10 */
function supervisorShape(capabilities: readonly string[]): Guard['validations'] {
  const added = `${SECURITY}.?capabilities.?add.orValue([])`;
  const its = (expression: string) =>
    `${CONTAINERS}.filter(c, c.name == '${SUPERVISED_CONTAINER}').all(c, ${expression})`;
  const argumentsOf = POLICY_ARGUMENTS.map((text, index) => `c.args[${index}] == ${cel(text)}`).join(' && ');
  return [
    {
      expression: `${CONTAINERS}.exists_one(c, c.name == '${SUPERVISED_CONTAINER}') && ${CONTAINERS}.all(c, c.name in ${cel([SUPERVISED_CONTAINER, RELAY_CONTAINER])})`,
      message: `only pods of supervised pools are made here: containers ${SUPERVISED_CONTAINER} and ${RELAY_CONTAINER}, nothing else`,
    },
    {
      expression: its(
        `c.?command.orValue([]) == ${cel(SUPERVISOR_COMMAND)} && c.?args.orValue([]).size() > ${POLICY_ARGUMENTS.length} && ${argumentsOf}`,
      ),
      message: 'the container sandbox starts OpenShell’s supervisor with the pool’s policy, and no other program',
    },
    {
      expression: its(`${added}.size() == ${capabilities.length} && ${added}.all(name, name in ${cel(capabilities)})`),
      message: `the supervisor has the capabilities ${capabilities.join(', ')} and no other`,
    },
    {
      expression: its(
        `${MOUNTS}.exists(m, m.name == 'policy' && m.?readOnly.orValue(false)) && ${VOLUMES}.exists(v, v.name == 'policy' && has(v.configMap))`,
      ),
      message: 'the supervisor reads its policy from a ConfigMap',
    },
  ];
}

function installerShape(image: string): Guard['validations'] {
  const others = `${MOUNTS}.all(m, m.name != '${SUPERVISOR_VOLUME.name}' || m.?readOnly.orValue(false))`;
  const isInstaller = `c.name == '${INSTALL_CONTAINER}'`;
  return [
    {
      expression: `${STEPS}.exists_one(c, ${isInstaller}) && ${STEPS}.all(c, c.name in ${cel([INSTALL_CONTAINER, CONTRACT_CONTAINER, ROUTES_CONTAINER])})`,
      message: `only the steps ${INSTALL_CONTAINER}, ${CONTRACT_CONTAINER} and ${ROUTES_CONTAINER} come before the supervisor`,
    },
    {
      expression: `${STEPS}.filter(c, ${isInstaller}).all(c, c.image == ${cel(image)} && c.?command.orValue([]) == ${cel(INSTALL_COMMAND)} && c.?args.orValue([]).size() == 0)`,
      message: `the supervisor comes out of ${image}`,
    },
    {
      expression: `${VOLUMES}.exists(v, v.name == '${SUPERVISOR_VOLUME.name}' && has(v.emptyDir)) && ${everywhere(`${isInstaller} || ${others}`)}`,
      message: 'nobody but its installer writes where the supervisor’s program is',
    },
  ];
}

const HAS_NO_RIGHTS = `${SECURITY}.?capabilities.?add.orValue([]).size() == 0`;
const MAY_BE_ROOT = [SUPERVISED_CONTAINER, INSTALL_CONTAINER, ROUTES_CONTAINER];

const CONTAINER_SHAPE: Guard['validations'] = [
  {
    expression: everywhere(
      [
        `${SECURITY}.?capabilities.?drop.orValue([]) == ${cel(BARE_ROOT_SECURITY.capabilities.drop)}`,
        `!${SECURITY}.?allowPrivilegeEscalation.orValue(true)`,
        `!${SECURITY}.?privileged.orValue(false)`,
        `${SECURITY}.?readOnlyRootFilesystem.orValue(false)`,
        `${SECURITY}.?procMount.orValue('Default') == 'Default'`,
      ].join(' && '),
    ),
    message: 'every container drops all capabilities, gains no privileges, has a read-only root and a masked /proc',
  },
  {
    expression: everywhere(`c.name == '${SUPERVISED_CONTAINER}' || (${HAS_NO_RIGHTS})`),
    message: 'nobody but the supervisor adds capabilities',
  },
  {
    expression: everywhere(`c.name in ${cel(MAY_BE_ROOT)} || ${SECURITY}.?runAsNonRoot.orValue(false)`),
    message: `root is nobody but ${MAY_BE_ROOT.join(', ')}`,
  },
  {
    expression: everywhere(
      `${SECURITY}.?seccompProfile.?type.orValue(object.spec.?securityContext.?seccompProfile.?type.orValue('Unconfined')) != 'Unconfined'`,
    ),
    message: 'every container has a seccomp profile',
  },
  {
    expression: everywhere('c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0)'),
    message: 'no container takes a port of its node',
  },
];

const SECRET_SHAPE: Guard['validations'] = [
  {
    expression: everywhere(
      `c.name == '${ROUTES_CONTAINER}' || ${MOUNTS}.all(m, !${VOLUMES}.exists(v, v.name == m.name && has(v.secret)))`,
    ),
    message: `a Secret is mounted by nobody but ${ROUTES_CONTAINER}`,
  },
  {
    // The command inherits the supervisor's environment. source: facts/verified.md §9
    expression: everywhere(
      'c.?envFrom.orValue([]).size() == 0 && c.?env.orValue([]).all(e, !has(e.valueFrom) || !has(e.valueFrom.secretKeyRef))',
    ),
    message: 'no Secret is in the environment of a container, which the sandbox’s command inherits',
  },
];
