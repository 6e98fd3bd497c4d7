import { downloads, type PackageMirror } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export interface BrewOptions {
  /** Where packages come from; point the client at it too. */
  readonly mirror: PackageMirror;
  /** Who may use it. @default - brew and the curl it starts */
  readonly binaries?: readonly string[];
}

// Its own programs lie where the agent can write; curl passes because brew is its ancestor.
const BREW = ['/home/linuxbrew/.linuxbrew/bin/brew', '/usr/bin/curl'];

export const brew = bundle(
  'brew',
  'Homebrew formulae and bottles downloaded from a mirror of yours; taps by git need the github preset',
  ({ mirror, binaries = BREW }: BrewOptions): NetworkFragment => ({
    networkPolicies: { brew: { endpoints: [downloads(mirror)], binaries } },
  }),
);
