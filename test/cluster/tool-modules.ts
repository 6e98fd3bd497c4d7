import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One folder of `tools/`: a Go module that names programs by version, and how they are built. */
export interface ToolModule<Name extends string = ToolName> {
  folder: string;
  /** The module whose version the programs report. */
  source: string;
  /** What `go build` calls the program, and what we call it. */
  programs: Readonly<Record<string, Name>>;
  /** Variables set by the linker, from the version named in go.mod. */
  variables(version: string): Readonly<Record<string, string>>;
}

export type ToolName =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kwok'
  | 'agent-sandbox-controller';

export const TOOLS_FOLDER = join(__dirname, 'tools');

export const TOOL_MODULES: readonly ToolModule[] = [
  {
    folder: 'etcd',
    source: 'go.etcd.io/etcd/server/v3',
    programs: { server: 'etcd' },
    variables: () => ({}),
  },
  {
    folder: 'kubernetes',
    source: 'k8s.io/kubernetes',
    programs: {
      'kube-apiserver': 'kube-apiserver',
      'kube-controller-manager': 'kube-controller-manager',
      'kube-scheduler': 'kube-scheduler',
    },
    // Without these the server calls itself v0.0.0-master+$Format:%H$, which clients cannot parse.
    variables: (version) => {
      const [major, minor] = version.slice(1).split('.');
      const prefix = 'k8s.io/component-base/version';
      return {
        [`${prefix}.gitVersion`]: version,
        [`${prefix}.gitMajor`]: major!,
        [`${prefix}.gitMinor`]: minor!,
        [`${prefix}.gitTreeState`]: 'clean',
      };
    },
  },
  {
    folder: 'kwok',
    source: 'sigs.k8s.io/kwok',
    programs: { kwok: 'kwok' },
    variables: (version) => ({ 'sigs.k8s.io/kwok/pkg/consts.Version': version }),
  },
  {
    folder: 'agent-sandbox',
    source: 'sigs.k8s.io/agent-sandbox',
    programs: { 'agent-sandbox-controller': 'agent-sandbox-controller' },
    variables: (version) => ({ 'sigs.k8s.io/agent-sandbox/internal/version.gitVersion': version }),
  },
];

/** What scores manifests; no cluster test needs it. */
export const KUBE_SCORE: ToolModule<'kube-score'> = {
  folder: 'kube-score',
  source: 'github.com/zegl/kube-score',
  programs: { 'kube-score': 'kube-score' },
  variables: (version) => ({ 'main.version': version }),
};

/** The arguments of `go` that build every program of the module into a folder. */
export function buildArguments(module: ToolModule<string>, into: string): string[] {
  const variables = Object.entries(module.variables(versionOf(module)));
  const ldflags = ['-s', '-w', ...variables.map(([name, value]) => `-X ${name}=${value}`)].join(' ');
  return ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', ldflags, '-o', into, 'tool'];
}

/** Changes with whatever changes the programs; leaves the Go version out, so that a new Go rebuilds nothing. */
export function fingerprint(module: ToolModule<string>): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(TOOLS_FOLDER, module.folder, file)));
  hash.update(JSON.stringify([buildArguments(module, ''), module.programs, process.platform, process.arch]));
  return hash.digest('hex').slice(0, 16);
}

export function versionOf({ folder, source }: ToolModule<string>): string {
  const goMod = readFileSync(join(TOOLS_FOLDER, folder, 'go.mod'), 'utf8');
  const line = goMod.split('\n').find((candidate) => candidate.includes(`${source} v`));
  const version = line?.match(/ (v\d\S*)/)?.[1];
  if (!version) throw new Error(`tools/${folder}/go.mod does not require ${source}`);
  return version;
}
