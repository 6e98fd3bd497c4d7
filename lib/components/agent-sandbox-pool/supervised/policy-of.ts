import type { PlatformRef } from '../../../platform/platform-ref';
import { type PolicyDocument, readYaml, type YamlReading } from '../../../policy';
import { findRelease } from '../../../releases';
import { findOpenShell, type OpenShellRelease } from '../../../releases/openshell';
import { findGatewayRelease } from '../../../releases/openshell/gateway';
import type { AgentSandboxPoolProps, Supervised } from '../props';
import type { SupervisorVersion } from './props';

/** The props of a pool with the supervisor in its pods. */
export type SupervisedPoolProps = AgentSandboxPoolProps & Supervised;

/** The versions whose file mode was run. source: facts/verified.md §9 */
export const SUPERVISOR_VERSIONS: readonly SupervisorVersion[] = ['0.0.46', '0.0.111'];

export function isSupervised(props: AgentSandboxPoolProps): props is SupervisedPoolProps {
  return props.enforcement === 'openshell';
}

/** The policy of the props, read from its file where it is one; nothing for what is neither. */
export function readingOf({ policy }: AgentSandboxPoolProps): YamlReading | undefined {
  if (typeof policy !== 'object' || policy === null) return undefined;
  if (!('yaml' in policy)) return { policy, findings: [] };
  return typeof policy.yaml === 'string' ? readOnce(policy) : undefined;
}

interface Read {
  readonly text: string;
  readonly reading: YamlReading;
}

const READ = new WeakMap<object, Read>();

/** Some forty rules look at the policy, and a fleet has it in many pools: the text is read once. */
function readOnce(file: { readonly yaml: string }): YamlReading {
  const known = READ.get(file);
  if (known?.text === file.yaml) return known.reading;
  const reading = readYaml(file.yaml);
  READ.set(file, { text: file.yaml, reading });
  return reading;
}

/** The policy, if it can be read. */
export function policyOf(props: AgentSandboxPoolProps): PolicyDocument | undefined {
  return readingOf(props)?.policy;
}

/** The version of the supervisor: the one that is asked for, or that of the platform's release. */
export function supervisorVersionOf(props: AgentSandboxPoolProps): string | undefined {
  const platform: PlatformRef | undefined = props.platform ?? props.tenant?.platform;
  const asked = isSupervised(props) ? props.supervisor?.version : undefined;
  return asked ?? (platform && findRelease(platform.release)?.openshell.version);
}

/** The OpenShell that reads the policy, if its reading is known. */
export function openShellOf(props: AgentSandboxPoolProps): OpenShellRelease | undefined {
  const version = supervisorVersionOf(props);
  return version === undefined ? undefined : findOpenShell(version);
}

/** The supervisor's image as it is named, by the user or upstream. */
export function supervisorImageOf(props: SupervisedPoolProps) {
  const version = supervisorVersionOf(props);
  return props.supervisor?.image ?? (version && findGatewayRelease(version)?.images.supervisor);
}

/** The ports that are published; KF3440 refuses what is no list. */
export function portsOf({ ports }: SupervisedPoolProps): readonly number[] {
  return Array.isArray(ports) ? ports : [];
}
