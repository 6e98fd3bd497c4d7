import type { OciSeccompProfile } from '../../../lib/seccomp';

/** What a container of a pod says that decides its rights. */
export interface PodContainer {
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly workingDir?: string;
  readonly securityContext: {
    readonly allowPrivilegeEscalation: boolean;
    readonly capabilities: { readonly add?: readonly string[]; readonly drop: readonly string[] };
    readonly readOnlyRootFilesystem: boolean;
    readonly runAsUser: number;
    readonly runAsGroup: number;
  };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

/** Host folders in place of the pod's volumes, each as open as a kubelet makes it. */
export type Volumes = Readonly<Record<string, string>>;

// What runtimes hide of /proc and /sys. source: containerd, oci/spec_opts.go, and Kubernetes' default procMount
const MASKED = ['/proc/acpi', '/proc/kcore', '/proc/keys', '/proc/timer_list', '/proc/sched_debug', '/sys/firmware'];
const READ_ONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** The container as a runtime's configuration: what a kubelet makes of its security context, and nothing beside it. */
export function ociConfiguration(
  container: PodContainer,
  { args, volumes, seccomp }: { args?: readonly string[]; volumes: Volumes; seccomp?: OciSeccompProfile },
) {
  const { securityContext: security, volumeMounts = [], workingDir = '/', env = [] } = container;
  if (!security.capabilities.drop.includes('ALL'))
    throw new Error('a runtime’s default capabilities are not known here');
  const capabilities = (security.capabilities.add ?? []).map((name) => `CAP_${name}`);
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: security.runAsUser, gid: security.runAsGroup },
      args: args ?? [...(container.command ?? []), ...(container.args ?? [])],
      env: ['PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...env.map(({ name, value = '' }) => `${name}=${value}`)],
      cwd: workingDir,
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      noNewPrivileges: !security.allowPrivilegeEscalation,
    },
    root: { path: 'rootfs', readonly: security.readOnlyRootFilesystem },
    hostname: 'sandbox',
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      ...volumeMounts.map(({ name, mountPath, readOnly = false }) => ({
        destination: mountPath,
        type: 'bind',
        source: volumes[name],
        options: ['rbind', 'rprivate', readOnly ? 'ro' : 'rw'],
      })),
    ],
    linux: {
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      maskedPaths: MASKED,
      readonlyPaths: READ_ONLY,
      ...(seccomp && { seccomp }),
    },
  };
}
