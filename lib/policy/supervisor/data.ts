import type { OpenShellRelease } from '../../releases/openshell';
import { activate, asRuntime, type RuntimeRule } from '../load/runtime';
import type { EndpointDocument, Filesystem, Landlock, NetworkPolicy, PolicyDocument, RuleDocument } from '../model';
import { effectivePorts } from '../spelling/proto';
import { asFile } from '../spelling/yaml-write';
import { blockYaml } from './block-yaml';

/** The directory a sandbox works in. source: facts/openshell-0.0.46.md §1.2 (9), §3 */
export const SANDBOX_FOLDER = '/sandbox';

/**
 * The policy as a supervisor reads it from a file, `--policy-data`: nothing in it is left to a default, to the command
 * line or to another spelling. It is a policy file as well. The same policy gives the same bytes.
 */
export function supervisorData(policy: PolicyDocument, release: OpenShellRelease): string {
  return blockYaml(asFile(supervisedPolicy(policy, release)));
}

/** The policy in the form it is written in. source: facts/verified.md §9 */
export function supervisedPolicy(policy: PolicyDocument, release: OpenShellRelease): PolicyDocument {
  const { landlock, process, networkMiddlewares } = policy;
  const runtime = activate(asRuntime(policy));
  return {
    version: policy.version ?? 1,
    filesystem: filesystem(policy.filesystem),
    landlock: confinement(landlock, release),
    // With one of the two left out, the process keeps root's at 0.0.46.
    process: { runAsUser: process?.runAsUser || 'sandbox', runAsGroup: process?.runAsGroup || 'sandbox' },
    networkPolicies: Object.fromEntries(
      runtime.networkPolicies.map(({ key, endpoints }) => {
        const rule = policy.networkPolicies?.[key] as NetworkPolicy;
        const written = (rule.endpoints ?? []).map((it, index) => endpoint(it, endpoints[index]?.rules ?? []));
        return [key, { name: rule.name || key, endpoints: written, binaries: rule.binaries ?? [] }];
      }),
    ),
    ...(networkMiddlewares && Object.keys(networkMiddlewares).length > 0 && { networkMiddlewares }),
  };
}

/** `include_workdir` hangs on an argument that not every supervisor gets, so what it means is written out. */
function filesystem(
  { includeWorkdir, readOnly = [], readWrite = [] }: Filesystem = { includeWorkdir: true },
): Filesystem {
  const isListed = [...readOnly, ...readWrite].some((path) => path.replace(/\/+$/, '') === SANDBOX_FOLDER);
  const isMissing = includeWorkdir === true && !isListed;
  return { includeWorkdir: false, readOnly, readWrite: isMissing ? [...readWrite, SANDBOX_FOLDER] : readWrite };
}

/** The strictest that this supervisor survives, unless the policy names one. (F-REL-05) */
function confinement(landlock: Landlock | undefined, { quirks }: OpenShellRelease): Landlock {
  const strictest = quirks.survivesHardRequirement ? 'hard_requirement' : 'best_effort';
  return { compatibility: landlock?.compatibility || strictest };
}

/** Presets as the rules they stand for; tool rules stay, since the supervisor completes those after it has checked them. */
function endpoint(document: EndpointDocument, activated: readonly RuntimeRule[]): EndpointDocument {
  const { port: _, access = '', rules = [], denyRules = [], jsonRpc, mcp, ...rest } = document;
  const preset = rules.length === 0 && access !== '' ? activated.map(ruleDocument) : [];
  return lean({
    ...rest,
    ports: effectivePorts(document),
    access: preset.length === 0 ? access : '',
    rules: preset.length === 0 ? rules.map(ruleDocument) : preset,
    denyRules: denyRules.map(ruleDocument),
    jsonRpc: lean(jsonRpc ?? {}),
    mcp: lean(mcp ?? {}),
  });
}

/** On the wire a parameter `name` beats a tool; in a file the two exclude each other. */
function ruleDocument({ tool, ...rule }: RuleDocument): RuleDocument {
  return lean(tool === undefined || rule.params?.name !== undefined ? rule : { ...rule, tool });
}

/**
 * Without the fields that are empty, which never reach the wire but which a file must not hold: lists without items, a
 * limit of 0. Entries of maps are not touched. source: facts/openshell-0.0.46.md §1.2
 */
function lean<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value))) as T;
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === '' || value === 0;
}
