import type { OpenShellVersion } from '../../lib/releases/openshell';
import type { SandboxPhase } from './gateway-client';
import type { WireMessage } from './wire';

/** In what releases differ for `sync`. */
export interface ReleaseWire {
  /** Whether requests name a workspace. source: facts/openshell.md §7 */
  readonly workspaces: boolean;
  readonly phaseOf: (sandbox: WireMessage) => SandboxPhase;
  /** The word in the names of the route's calls and messages. source: facts/openshell.md §7 */
  readonly route: 'ClusterInference' | 'InferenceRoute';
  readonly removesRoutes: boolean;
  readonly acknowledgesFirstPolicy: boolean;
}

const EARLY: ReleaseWire = {
  workspaces: false,
  phaseOf: ({ phase }) => phaseWord(phase),
  route: 'ClusterInference',
  removesRoutes: false,
  acknowledgesFirstPolicy: false,
};

export const RELEASE_WIRES: Readonly<Record<OpenShellVersion, ReleaseWire>> = {
  '0.0.46': EARLY,
  '0.0.49': EARLY,
  '0.0.111': {
    workspaces: true,
    phaseOf: ({ status }) => phaseWord((status as WireMessage | undefined)?.phase),
    route: 'InferenceRoute',
    removesRoutes: true,
    acknowledgesFirstPolicy: true,
  },
};

function phaseWord(phase: unknown): SandboxPhase {
  return typeof phase === 'string'
    ? (phase.replace('SANDBOX_PHASE_', '').toLowerCase() as SandboxPhase)
    : 'unspecified';
}
