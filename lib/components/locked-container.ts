/** What a container that needs no right has of them, as Pod Security `restricted` wants it, on a read-only root. */
export const LOCKED_CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
} as const;
