/** What everybody who builds on agent-sandbox has to know of how it is installed. */
export interface AgentSandboxFacts {
  /**
   * Whether the controller runs with `--extensions`. Without it nothing reconciles templates, pools and claims, although
   * their CRDs may exist. source: fault F-SBX-05
   *
   * @default true
   */
  readonly extensions?: boolean;
  /**
   * Domains of the labels that a claim may add to its pod, subdomains included, e.g. `team.example`. They replace
   * upstream's default. KF1017. source: facts/agent-sandbox.md §2.7
   *
   * @default - upstream's: sandbox.users.io
   */
  readonly allowedLabelDomains?: readonly string[];
  /**
   * Name of the controller's ServiceAccount when it is not upstream's: admission policies let it alone make pods of
   * sandboxes. KF1016.
   *
   * @default - agent-sandbox-controller
   */
  readonly serviceAccount?: string;
  /**
   * Set when somebody else installs agent-sandbox: another team, a managed add-on. KF1002, KF1003.
   *
   * @default - the platform installs it
   */
  readonly external?: ExternalAgentSandbox;
}

/** An agent-sandbox that is not ours, as its owner describes it. */
export interface ExternalAgentSandbox {
  /** Its version, e.g. `0.5.6`. At least 0.5.4. */
  readonly version: string;
  /** Whether its CRDs serve v1alpha1 and its conversion webhook is on. */
  readonly servesV1alpha1: boolean;
}

/** The facts with every default filled in. */
export type ResolvedAgentSandboxFacts = Required<Omit<AgentSandboxFacts, 'external' | 'serviceAccount'>> &
  Pick<AgentSandboxFacts, 'external' | 'serviceAccount'>;

export function resolveAgentSandboxFacts(facts: AgentSandboxFacts = {}): ResolvedAgentSandboxFacts {
  return { extensions: true, allowedLabelDomains: [], ...facts };
}

/** The oldest agent-sandbox that the library builds on. source: facts/agent-sandbox.md §1.6; faults F-REL-09, F-REL-10, F-REL-18 */
export const OLDEST_AGENT_SANDBOX = '0.5.4';
