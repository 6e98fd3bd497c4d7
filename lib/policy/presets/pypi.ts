import { downloads, type PackageMirror } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export interface PypiOptions {
  /** Where packages come from; point the client at it too. */
  readonly mirror: PackageMirror;
  /** Who may use it. @default - the system Python, pip and uv; a virtual environment below /sandbox resolves to them */
  readonly binaries?: readonly string[];
}

const PYTHON = ['/usr/bin/python3*', '/usr/local/bin/python3*', '/usr/local/bin/uv', '/usr/bin/uv'];

export const pypi = bundle(
  'pypi',
  'Python packages downloaded from a mirror of yours; nothing published',
  ({ mirror, binaries = PYTHON }: PypiOptions): NetworkFragment => ({
    networkPolicies: { pypi: { endpoints: [downloads(mirror)], binaries } },
  }),
);
