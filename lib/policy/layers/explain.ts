import { asRuntime, type RuntimeEndpoint, type RuntimeRule } from '../load/runtime';
import type { PolicyDocument } from '../model';
import type { EndpointPlace, Fidelity, LayerName, Rendering } from './layer';

/** One endpoint, who may use it how, and which layer keeps to that. */
export interface EndpointExplanation {
  readonly endpoint: EndpointPlace;
  /** Executables, as written. */
  readonly who: readonly string[];
  /** What they may do there, in words. */
  readonly may: string;
  readonly layers: readonly (Pick<Fidelity, 'verdict' | 'consequence' | 'escapes'> & { readonly layer: LayerName })[];
  /** Layers that enforce it exactly; empty when what is written is enforced by nobody. */
  readonly exactIn: readonly LayerName[];
}

export interface Explanation {
  readonly endpoints: readonly EndpointExplanation[];
  /** What no layer enforces exactly. */
  readonly unenforced: readonly EndpointExplanation[];
  /** Whether anything confines files and identity as the policy says, and what if not. */
  readonly confinement: string;
  /** The whole as text for a review. */
  readonly text: string;
}

/** Who may reach what under a policy, what each layer in force makes of it, and what no layer enforces. */
export function explain(policy: PolicyDocument, renderings: readonly Rendering[]): Explanation {
  const endpoints = asRuntime(policy).networkPolicies.flatMap(({ key, binaries, endpoints: list }) =>
    list.map((endpoint, index) => explainEndpoint(key, index, endpoint, binaries, renderings)),
  );
  const unenforced = endpoints.filter(({ exactIn }) => exactIn.length === 0);
  const confinement = explainConfinement(policy, renderings);
  return { endpoints, unenforced, confinement, text: textOf(endpoints, unenforced, confinement) };
}

function explainEndpoint(
  policy: string,
  index: number,
  endpoint: RuntimeEndpoint,
  who: readonly string[],
  renderings: readonly Rendering[],
): EndpointExplanation {
  const layers = renderings.flatMap(({ layer, fidelity }) =>
    fidelity
      .filter((it) => it.endpoint.policy === policy && it.endpoint.index === index)
      .map(({ verdict, consequence, escapes }) => ({ layer, verdict, consequence, ...(escapes && { escapes }) })),
  );
  return {
    endpoint: { policy, index, host: endpoint.host, ports: endpoint.ports },
    who,
    may: mayText(endpoint),
    layers,
    exactIn: layers.filter(({ verdict }) => verdict === 'exact').map(({ layer }) => layer),
  };
}

function mayText({ protocol, tls, access, rules, denyRules, enforcement, allowedIps }: RuntimeEndpoint): string {
  const where = allowedIps.length > 0 ? ` at ${allowedIps.join(', ')}` : '';
  if (protocol === '') return `connect${where}, and say ${tls === 'skip' ? 'anything, unseen' : 'anything'}`;
  const allowed = access !== '' ? [`${access} requests`] : rules.map(ruleText);
  const but = denyRules.length > 0 ? `, but not ${denyRules.map(ruleText).join('; ')}` : '';
  const audit = enforcement === 'enforce' ? '' : ' (only noted: other requests pass too)';
  return `${protocol}${where}: ${allowed.join('; ') || 'nothing'}${but}${audit}`;
}

function ruleText({ method, path, command, query, operationType, operationName, fields, params }: RuntimeRule): string {
  const pairs = [...Object.entries(query), ...Object.entries(params)].map(
    ([key, matcher]) => `${key}=${typeof matcher === 'string' ? matcher : matcher.join('|')}`,
  );
  const words = [method, path, command, operationType, operationName, fields.join(','), ...pairs];
  return words.filter((word) => word !== '').join(' ');
}

function explainConfinement({ landlock }: PolicyDocument, renderings: readonly Rendering[]): string {
  if (!renderings.some(({ layer }) => layer === 'openshell')) {
    return 'files and identity are confined by nobody: only OpenShell inside the pod does that';
  }
  return landlock?.compatibility === 'hard_requirement'
    ? 'files and identity are confined by OpenShell; a node without Landlock does not start the sandbox'
    : 'files and identity are confined by OpenShell where the node has Landlock, and silently not where it has none';
}

function textOf(
  endpoints: readonly EndpointExplanation[],
  unenforced: readonly EndpointExplanation[],
  confinement: string,
): string {
  const blocks = endpoints.map(({ endpoint, who, may, layers }) =>
    [
      `${nameOf(endpoint)}: ${who.join(', ') || 'nobody'} may ${may}`,
      ...layers.map(({ layer, verdict, consequence }) => `  ${layer}: ${verdict}, ${consequence}`),
    ].join('\n'),
  );
  const summary =
    unenforced.length === 0
      ? 'every endpoint is enforced exactly by some layer'
      : `enforced exactly by no layer: ${unenforced.map(({ endpoint }) => nameOf(endpoint)).join('; ')}`;
  return [...blocks, confinement, summary].join('\n');
}

/** The endpoint in a few words. */
export function nameOf({ policy, index, host, ports }: EndpointPlace): string {
  return `${policy}[${index}] ${host || 'any host'}:${ports.join(',')}`;
}
