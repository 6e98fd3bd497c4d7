/**
 * What runs under a profile.
 *
 * `openshell-combined` is a pod in which OpenShell's supervisor makes the sandbox itself: it mounts, makes namespaces
 * and filters. `openshell-sidecar` is the `agent` container beside a supervisor in a container of its own. `sandbox` is
 * a container without a supervisor. source: facts/openshell.md §3.2, §3.3
 */
export const SECCOMP_USES = ['openshell-combined', 'openshell-sidecar', 'sandbox'] as const;

export type SeccompUse = (typeof SECCOMP_USES)[number];
