import { resolveImageLeaf } from '../../images/resolve';
import { contentHash } from '../../plan/canonical-json';
import type { Agreement, Resource } from '../../plan/resource';
import type { GatewayRef } from '../../platform/gateway-ref';
import { kagentMember } from '../kagent-resource/member';
import { namespaceOf } from '../kagent-resource/place';
import { channelSpecs, channelsOf, providersOf, tokensOf } from './channels';
import { chosenImage } from './image';
import { modelConfigRef, modelOf } from './model';
import { CREATE_ONLY, HARNESS_KEY, INPUTS_ANNOTATION, PROVIDERS_ANNOTATION } from './names';
import { allowedDomainsOf } from './network';
import { gatewayOf, sandboxNameOf } from './place';
import type { NemoClawHarnessProps } from './props';

/** The AgentHarness, after what guards it. */
export function harnessMember(props: NemoClawHarnessProps, dependsOn: readonly string[]): Resource {
  const sandbox = sandboxNameOf(props);
  const providers = providersOf(props, sandbox);
  return kagentMember(props, {
    key: HARNESS_KEY,
    phase: 'workload',
    dependsOn,
    // A harness is replaced and not edited, so that no condition speaks of an earlier generation; without a runtime there
    // are none at all. source: facts/kagent.md §3, §10.18
    readiness: [{ condition: 'Accepted' }, { condition: 'BootstrapReady' }, { condition: 'Ready' }],
    createOnly: [...CREATE_ONLY.map((field) => ['spec', field]), ['metadata', 'annotations', INPUTS_ANNOTATION]],
    state: { what: 'the sandbox and its workspace', retain: false, protect: props.onChange !== 'replace' },
    occupies: occupied(props, sandbox),
    agreesOn: [routeOf(props)],
    origins: [{ at: ['spec', 'image'], prop: ['image'] }],
    apiVersion: 'kagent.dev/v1alpha2',
    kind: 'AgentHarness',
    name: props.name,
    component: 'harness',
    annotations: {
      [INPUTS_ANNOTATION]: inputsHash(props),
      ...(providers.length > 0 && { [PROVIDERS_ANNOTATION]: providers.join(',') }),
    },
    body: { spec: specOf(props) },
  });
}

/**
 * What the API server would default is written out, so that a second apply finds nothing to do; and nothing empty is,
 * because kagent drops that when it writes the object back, and the edit guard would refuse kagent its finalizer (run
 * with the real controller). source: facts/kagent.md §10.17
 */
function specOf(props: NemoClawHarnessProps) {
  const { backend, description } = props;
  const env = environmentOf(props);
  const allowedDomains = allowedDomainsOf(props);
  const model = modelOf(props);
  const channels = channelSpecs(props);
  return {
    backend,
    runtime: 'openshell',
    ...(description !== undefined && description !== '' && { description }),
    image: resolveImageLeaf(chosenImage(props), props.controlPlane.platform.images).reference,
    ...(env.length > 0 && { env }),
    ...(allowedDomains.length > 0 && { network: { allowedDomains } }),
    ...(model !== undefined && { modelConfigRef: modelConfigRef(model) }),
    ...(channels.length > 0 && { channels }),
  };
}

/** The user's variables, and the one that makes the supervisor say what it decides. */
function environmentOf({ env = [], decisionLog = true }: NemoClawHarnessProps) {
  return [
    ...env.map(({ name, value }) => ({ name, ...(value !== '' && { value }) })),
    ...(decisionLog ? [{ name: 'OPENSHELL_LOG_LEVEL', value: 'info' }] : []),
  ];
}

/** What the sandbox is made of and does not get again: the model's route, the gateway's address, content of Secrets. */
function inputsHash(props: NemoClawHarnessProps): string {
  const { secretsRevision } = props;
  const { identity } = gatewayOf(props);
  return contentHash({ model: modelOf(props), gateway: identity, secretsRevision }).slice(0, 16);
}

function occupied(props: NemoClawHarnessProps, sandbox: string): string[] {
  const namespace = namespaceOf(props);
  const tokens = channelsOf(props).flatMap(([, channel]) => tokensOf(channel));
  return [
    `sandbox ${sandbox} of ${describe(gatewayOf(props))}`,
    ...tokens.map(([, { name, key }]) => `messenger token ${key} of Secret ${namespace}/${name}`),
  ];
}

function routeOf(props: NemoClawHarnessProps): Agreement {
  const model = modelOf(props);
  return {
    on: `the inference route of ${describe(gatewayOf(props))}`,
    value: model === undefined ? 'none' : `ModelConfig ${modelConfigRef(model)}`,
  };
}

function describe({ namespace, name }: GatewayRef): string {
  return `gateway ${namespace}/${name}`;
}
