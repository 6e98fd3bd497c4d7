import { type PolicyDocument, readYaml, type YamlReading } from '../../policy';
import { type KagentFlavour, type KagentNetwork, kagentAllowedDomains, type Rendering } from '../../policy/layers';
import { channelKinds } from './channels';
import { isSynced, openShellOf } from './place';
import type { NemoClawHarnessProps } from './props';

const NO_POLICY: PolicyDocument = { version: 1 };

/** The policy as it can be read; nothing for `baseline`. */
export function readingOf({ policy }: NemoClawHarnessProps): YamlReading {
  if (typeof policy !== 'object' || policy === null) return { findings: [] };
  return 'yaml' in policy ? readYaml(policy.yaml) : { policy, findings: [] };
}

/** The policy of the props, if there is one and it can be read. */
export function policyOf(props: NemoClawHarnessProps): PolicyDocument | undefined {
  return readingOf(props).policy;
}

/** Which of kagent's two policies the backend gets. */
export function flavourOf({ backend }: NemoClawHarnessProps): KagentFlavour {
  return backend === 'hermes' ? 'hermes' : 'claw';
}

/** What kagent makes of the policy, or of none; nothing while it is unknown who enforces it. */
export function kagentRendering(props: NemoClawHarnessProps): Rendering<KagentNetwork> | undefined {
  const openshell = openShellOf(props);
  if (openshell === undefined) return undefined;
  const surroundings = { flavour: flavourOf(props), channels: channelKinds(props) };
  return kagentAllowedDomains(policyOf(props) ?? NO_POLICY, openshell, surroundings);
}

/**
 * The hosts that kagent is asked to open. None where `sync` writes the policy: kagent would open them wider than the
 * policy meanwhile, and an edit of the policy would demand a new sandbox.
 */
export function allowedDomainsOf(props: NemoClawHarnessProps): readonly string[] {
  return isSynced(props) ? [] : (kagentRendering(props)?.output.allowedDomains ?? []);
}
