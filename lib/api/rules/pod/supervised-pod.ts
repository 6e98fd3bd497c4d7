import { constant } from '../../../plan/constant';
import { isRecord } from '../spot';

// The one pod that may hold a privileged container: OpenShell's supervisor, alone, around the command of a sandbox. The
// pool writes this shape, its admission policy lets only this shape in, and the rules over pods know it here.

/** The container in which the supervisor starts the sandbox's command. */
export const SUPERVISED_CONTAINER = 'sandbox';

/** Puts the supervisor's program into the pod. */
export const INSTALL_CONTAINER = 'supervisor-install';

/** Writes the file with the model provider's key. */
export const ROUTES_CONTAINER = 'inference-routes';

/** The volume that carries the supervisor's program, and where it is mounted. */
export const SUPERVISOR_VOLUME = { name: 'supervisor', mountPath: '/opt/openshell/bin' } as const;

export const SUPERVISOR_COMMAND: readonly string[] = [`${SUPERVISOR_VOLUME.mountPath}/openshell-sandbox`];

/** The image holds one program that copies itself: there is no shell in it. source: OpenShell v0.0.46, crates/openshell-sandbox/src/main.rs, copy_self */
export const INSTALL_COMMAND: readonly string[] = ['/openshell-sandbox', 'copy-self', ...SUPERVISOR_COMMAND];

/** Where the policy's two files are mounted. */
export const POLICY_FOLDER = '/etc/kagent-fleet/policy';

/** What the arguments start with, so that no other policy is read and no gateway is asked. source: facts/verified.md §9 */
export const POLICY_ARGUMENTS: readonly string[] = [
  '--policy-rules',
  `${POLICY_FOLDER}/policy.rego`,
  '--policy-data',
  `${POLICY_FOLDER}/policy.yaml`,
];

/**
 * What the supervisor cannot do without, one by one: without SYS_ADMIN or NET_ADMIN it refuses to start, without SETUID
 * or SETGID it cannot leave root for the command's user, without SYS_PTRACE it cannot tell which program asks, without
 * DAC_OVERRIDE it cannot read what belongs to others. SYSLOG, CHOWN, FOWNER and KILL are not needed.
 * source: facts/verified.md §10, measured with 0.0.46
 */
const MEASURED = ['DAC_OVERRIDE', 'NET_ADMIN', 'SETGID', 'SETUID', 'SYS_ADMIN', 'SYS_PTRACE'] as const;

/**
 * By version of OpenShell. Newer ones empty the command's bounding set before they start it, and start nothing when they
 * may not. source: OpenShell v0.0.111, crates/openshell-supervisor-process/src/process.rs, drop_capability_bounding_set
 */
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  '0.0.46': MEASURED,
  '0.0.111': [...MEASURED, 'SETPCAP'].sort(),
};

/** The capabilities of a supervisor of that version. */
export function supervisorCapabilities(version: string): readonly string[] {
  return CAPABILITIES[version] ?? MEASURED;
}

/**
 * Root, because the supervisor makes namespaces and leaves root only for the command. It works under no_new_privs and
 * with a read-only root. source: facts/verified.md §10
 */
export function supervisorSecurity(version: string) {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { add: supervisorCapabilities(version), drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 0,
    runAsNonRoot: false,
    runAsUser: 0,
  } as const;
}

const SUPERVISOR_SECURITY = Object.keys(CAPABILITIES).map(supervisorSecurity);

/**
 * Root without a single capability: who owns the supervisor's program and the file with the key must be root, and the
 * supervisor's image lets nobody else run it (mode 0550). source: OpenShell v0.0.46, deploy/docker/Dockerfile.supervisor
 */
export const BARE_ROOT_SECURITY = constant({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 0,
  runAsNonRoot: false,
  runAsUser: 0,
});

/** The steps that run as root, by name, with the beginning of their command. */
const ROOT_STEPS: Readonly<Record<string, readonly string[]>> = {
  [INSTALL_CONTAINER]: INSTALL_COMMAND,
  [ROUTES_CONTAINER]: ['sh', '-c'],
};

/** Whether it is a pod of exactly this shape, as far as its rights go: nothing else makes a pod a supervised one. */
export function isSupervisedPod(pod: unknown): boolean {
  if (!isRecord(pod) || !Array.isArray(pod.initContainers) || !Array.isArray(pod.containers)) return false;
  const { initContainers, containers, volumes } = pod;
  const supervisor = containers.filter((container) => isRecord(container) && container.name === SUPERVISED_CONTAINER);
  const volume = itemsOf(volumes).find((item) => isRecord(item) && item.name === SUPERVISOR_VOLUME.name);
  return (
    supervisor.length === 1 &&
    isSupervisor(supervisor[0]) &&
    isRootStep(initContainers[0]) &&
    nameOf(initContainers[0]) === INSTALL_CONTAINER &&
    isRecord(volume) &&
    isRecord(volume.emptyDir) &&
    // Whoever could write there would be the supervisor after the next restart.
    [...initContainers.slice(1), ...containers].every(mountsSupervisorReadOnly)
  );
}

/** Whether the container is the supervisor of a pod of this shape: it alone adds capabilities. */
export function mayAddCapabilities(container: unknown, pod: unknown): boolean {
  return nameOf(container) === SUPERVISED_CONTAINER && isSupervisor(container) && isSupervisedPod(pod);
}

/** Whether the container has a reason to run as root in a pod of this shape. */
export function mayRunAsRoot(container: unknown, pod: unknown): boolean {
  return mayAddCapabilities(container, pod) || (isRootStep(container) && isSupervisedPod(pod));
}

function isSupervisor(container: unknown): boolean {
  if (!isRecord(container)) return false;
  const { seccompProfile, appArmorProfile, ...security } = isRecord(container.securityContext)
    ? container.securityContext
    : {};
  return (
    SUPERVISOR_SECURITY.some((known) => same(security, known)) &&
    isLeft(seccompProfile, ['RuntimeDefault', 'Localhost']) &&
    isLeft(appArmorProfile, ['Unconfined']) &&
    same(container.command, SUPERVISOR_COMMAND) &&
    startsWith(container.args, POLICY_ARGUMENTS) &&
    itemsOf(container.volumeMounts).some(
      (mount) =>
        isRecord(mount) && mount.name === SUPERVISOR_VOLUME.name && mount.mountPath === SUPERVISOR_VOLUME.mountPath,
    )
  );
}

function isRootStep(container: unknown): boolean {
  const command = ROOT_STEPS[nameOf(container) ?? ''];
  return (
    command !== undefined &&
    isRecord(container) &&
    same(container.securityContext, BARE_ROOT_SECURITY) &&
    startsWith(container.command, command)
  );
}

function mountsSupervisorReadOnly(container: unknown): boolean {
  if (!isRecord(container)) return false;
  return itemsOf(container.volumeMounts).every(
    (mount) => !isRecord(mount) || mount.name !== SUPERVISOR_VOLUME.name || mount.readOnly === true,
  );
}

function nameOf(container: unknown): string | undefined {
  return isRecord(container) && typeof container.name === 'string' ? container.name : undefined;
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function isLeft(profile: unknown, types: readonly string[]): boolean {
  return profile === undefined || (isRecord(profile) && types.includes(String(profile.type)));
}

function startsWith(list: unknown, beginning: readonly string[]): boolean {
  return Array.isArray(list) && beginning.every((item, index) => list[index] === item);
}

/** Whether two plain values are equal, whatever the order of keys. */
function same(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) && value.length === wanted.length && wanted.every((item, index) => same(value[index], item))
    );
  }
  if (!isRecord(wanted)) return value === wanted;
  if (!isRecord(value)) return false;
  const keys = Object.keys(wanted);
  return Object.keys(value).length === keys.length && keys.every((key) => same(value[key], wanted[key]));
}
