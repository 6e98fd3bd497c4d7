import { type NameLimit, parseDnsLabel, parseDnsSubdomain, parseRfc1035Label } from './names';
import type { Parsed } from './parsed';

const POD_AND_SERVICE: NameLimit = {
  max: 63,
  because: 'the agent-sandbox controller gives the name to the Pod, its hostname and the headless Service',
};

const CLAIM: NameLimit = {
  max: 63,
  because: 'a cold start creates a Sandbox, hence a Pod and a Service, named as the claim',
};

const WARM_POOL: NameLimit = {
  max: 57,
  because: 'members are named <pool>-xxxxx, which is cut beyond 63 characters',
};

const TEMPLATE: NameLimit = {
  max: 63,
  because: 'the name is used as a label value, and the controller derives <template>-network-policy from it',
};

const CLAIM_TEMPLATE: NameLimit = {
  max: 63,
  because: 'the controller gives the name to a volume of the Pod and derives the PVC <volume>-<sandbox> from it',
};

const PVC: NameLimit = {
  max: 253,
  because: 'the controller names the PVC <volume>-<sandbox>',
};

/** The name of a Sandbox, shared by its Pod and its Service. source: facts/agent-sandbox.md §2.4, §7.9 */
export function parseSandboxName(input: unknown): Parsed<string> {
  return parseRfc1035Label(input, POD_AND_SERVICE);
}

/** The name of a SandboxClaim, which a cold start gives to the Sandbox. source: facts/agent-sandbox.md §2.1, §7.9 */
export function parseClaimName(input: unknown): Parsed<string> {
  return parseRfc1035Label(input, CLAIM);
}

/** The name of a SandboxWarmPool, of which its members' names are made. source: facts/agent-sandbox.md §2.1, §7.9 */
export function parseWarmPoolName(input: unknown): Parsed<string> {
  return parseRfc1035Label(input, WARM_POOL);
}

/** The name of a SandboxTemplate. source: facts/agent-sandbox.md §2.6, §7.9 */
export function parseTemplateName(input: unknown): Parsed<string> {
  return parseDnsSubdomain(input, TEMPLATE);
}

/** The name of a volumeClaimTemplate, which becomes a volume of the Pod. source: facts/agent-sandbox.md §2.5 */
export function parseVolumeClaimTemplateName(input: unknown): Parsed<string> {
  return parseDnsLabel(input, CLAIM_TEMPLATE);
}

/** The PVC that a Sandbox gets for a volumeClaimTemplate, when both names are possible. source: facts/agent-sandbox.md §2.5 */
export function parsePvcName(volumeClaimTemplate: unknown, sandbox: unknown): Parsed<string> {
  const volume = parseVolumeClaimTemplateName(volumeClaimTemplate);
  if (!volume.ok) return volume;
  const owner = parseSandboxName(sandbox);
  if (!owner.ok) return owner;
  return parseDnsSubdomain(pvcName(volume.value, owner.value), PVC);
}

/** The NetworkPolicy that the controller makes and owns for a template. source: facts/agent-sandbox.md §2.6 */
export function networkPolicyName(template: string): string {
  return `${template}-network-policy`;
}

/** The PVC that the controller makes for a Sandbox. source: facts/agent-sandbox.md §2.5 */
export function pvcName(volumeClaimTemplate: string, sandbox: string): string {
  return `${volumeClaimTemplate}-${sandbox}`;
}
