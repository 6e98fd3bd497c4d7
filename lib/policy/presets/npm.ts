import { downloads, type PackageMirror } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export interface NpmOptions {
  /** Where packages come from; point the client at it too. */
  readonly mirror: PackageMirror;
  /** Who may use it. @default - Node and the package managers it runs */
  readonly binaries?: readonly string[];
}

// npm, npx and yarn are scripts: the executable is Node.
const NODE = ['/usr/local/bin/node', '/usr/bin/node'];

export const npm = bundle(
  'npm',
  'npm and yarn packages downloaded from a mirror of yours; nothing published',
  ({ mirror, binaries = NODE }: NpmOptions): NetworkFragment => ({
    networkPolicies: { npm_yarn: { endpoints: [downloads(mirror)], binaries } },
  }),
);
