/** The agents whose images are known well enough to name their executables. */
export type Agent = 'openclaw' | 'nemoclaw' | 'hermes' | 'deep-agents' | 'goose' | 'claude-code';

/** Who may use what a bundle opens: the runtime of a known agent, or executables by path. */
export type Caller = {
  /** Whose executables. They are upstream's install paths; an image that has them elsewhere is denied silently (F-POL-25). */
  readonly agent?: Agent;
  /** Paths as the kernel resolves them, in place of the agent's. @default - those of `agent` */
  readonly binaries?: readonly string[];
} & ({ readonly agent: Agent } | { readonly binaries: readonly string[] });

const NODE = ['/usr/local/bin/node', '/usr/bin/node'];
const OPENCLAW = ['/usr/local/bin/openclaw', ...NODE];

/**
 * What runs as the agent. Shells, curl and everything below writable directories are left out on purpose: the agent
 * starts them, so they have it as an ancestor and pass, and a stray script does not.
 * source: facts/nemoclaw.md §2; facts/openshell.md §1.2
 */
const RUNTIMES: { readonly [A in Agent]: readonly string[] } = {
  openclaw: OPENCLAW,
  nemoclaw: OPENCLAW,
  hermes: ['/usr/local/bin/hermes', '/opt/hermes/.venv/bin/python', '/usr/bin/python3*'],
  'deep-agents': ['/usr/local/bin/dcode', '/opt/venv/bin/python3*'],
  goose: ['/usr/local/bin/goose', '/usr/bin/goose'],
  // Installed natively, or as a script of Node's.
  'claude-code': ['/usr/local/bin/claude', '/usr/bin/claude', ...NODE],
};

/** The executables meant, never empty for a caller that the type allows. */
export function binariesOf({ agent, binaries }: Caller): readonly string[] {
  return binaries ?? RUNTIMES[agent!];
}
