import type { StoredPolicy } from '../../lib/gateway-state/policy-difference';
import {
  ABORTED,
  ALREADY_EXISTS,
  FAILED_PRECONDITION,
  type GatewayDatabase,
  INVALID_ARGUMENT,
  NOT_FOUND,
  type ProviderRecord,
  Refusal,
  type Revision,
} from './gateway-database';

type Message = Record<string, unknown>;
export type Handler = (request: Message) => Message | readonly Message[];

/** The calls of one release, by their whole path; what the release has not is not there, and so UNIMPLEMENTED. */
export function handlersOf(
  database: GatewayDatabase,
  version: string = database.release,
): ReadonlyMap<string, Handler> {
  const route = database.release === '0.0.111' ? 'InferenceRoute' : 'ClusterInference';
  return new Map<string, Handler>([
    ['/openshell.v1.OpenShell/Health', () => ({ version })],
    ['/openshell.v1.OpenShell/GetSandbox', ({ name }) => ({ sandbox: sandboxMessage(database, String(name)) })],
    ['/openshell.v1.OpenShell/GetSandboxPolicyStatus', (request) => policyStatus(database, request)],
    ['/openshell.v1.OpenShell/UpdateConfig', (request) => updateConfig(database, request)],
    ['/openshell.v1.OpenShell/GetGatewayConfig', () => ({ settings: settingsMessage(database) })],
    ['/openshell.v1.OpenShell/GetProvider', ({ name }) => ({ provider: providerMessage(database, String(name)) })],
    ['/openshell.v1.OpenShell/CreateProvider', ({ provider }) => createProvider(database, provider as Message)],
    ['/openshell.v1.OpenShell/UpdateProvider', ({ provider }) => updateProvider(database, provider as Message)],
    ['/openshell.v1.OpenShell/DeleteProvider', ({ name }) => ({ deleted: database.providers.delete(String(name)) })],
    ['/openshell.v1.OpenShell/ExecSandbox', (request) => exec(database, request)],
    [`/openshell.inference.v1.Inference/Get${route}`, (request) => getRoute(database, request)],
    [`/openshell.inference.v1.Inference/Set${route}`, (request) => setRoute(database, request)],
    ...(database.release === '0.0.111'
      ? [['/openshell.inference.v1.Inference/DeleteInferenceRoute', deleteRoute(database)] as const]
      : []),
  ]);
}

function sandboxMessage(database: GatewayDatabase, name: string): Message {
  const { id, phase, created } = database.sandbox(name);
  const word = `SANDBOX_PHASE_${phase}`;
  return {
    metadata: { id, name },
    ...(created && { spec: { policy: created } }),
    ...(database.release === '0.0.111' ? { status: { phase: word } } : { phase: word }),
  };
}

function policyStatus(database: GatewayDatabase, { name, global }: Message): Message {
  const sandbox = global ? undefined : database.sandbox(String(name));
  const latest = (sandbox?.revisions ?? database.global).at(-1);
  if (!latest) throw new Refusal(NOT_FOUND, 'no policy revision found');
  return { revision: revisionMessage(latest), activeVersion: sandbox?.active ?? 0 };
}

function revisionMessage({ version, hash, status, loadError, policy }: Revision): Message {
  return { version, policyHash: hash, status: `POLICY_STATUS_${status}`, loadError, policy };
}

function updateConfig(database: GatewayDatabase, request: Message): Message {
  const { name, policy, settingKey, settingValue, deleteSetting, global } = request;
  if ((policy === undefined) === (settingKey === undefined)) {
    throw new Refusal(INVALID_ARGUMENT, 'one of policy, setting_key, or merge_operations must be provided');
  }
  if (policy !== undefined) {
    const written = global
      ? database.setGlobalPolicy(policy as StoredPolicy)
      : database.setPolicy(String(name ?? ''), policy as StoredPolicy);
    return { version: written.version, policyHash: written.hash };
  }
  if (!global) throw new Refusal(INVALID_ARGUMENT, 'only gateway settings are served here');
  return deleteSetting ? removeSetting(database, String(settingKey)) : setSetting(database, request, settingValue);
}

/** Settings that the gateway knows. source: NVIDIA/OpenShell v0.0.46, crates/openshell-core/src/settings.rs */
const SETTINGS: Record<string, string> = {
  providers_v2_enabled: 'boolValue',
  ocsf_json_enabled: 'boolValue',
  agent_policy_proposals_enabled: 'boolValue',
};

function setSetting(database: GatewayDatabase, { settingKey }: Message, value: unknown): Message {
  const field = SETTINGS[String(settingKey)];
  if (field === undefined) throw new Refusal(INVALID_ARGUMENT, `unknown setting '${settingKey}'`);
  const got = (value as Message | undefined)?.[field];
  if (got === undefined) throw new Refusal(INVALID_ARGUMENT, `setting '${settingKey}' wants another type`);
  database.settings.set(String(settingKey), got as boolean);
  return {};
}

function removeSetting(database: GatewayDatabase, key: string): Message {
  const latest = database.global.at(-1);
  if (key !== 'policy') return { deleted: database.settings.delete(key) };
  const inForce = latest?.status === 'LOADED';
  if (latest && inForce) latest.status = 'SUPERSEDED';
  return { deleted: inForce };
}

function settingsMessage({ settings }: GatewayDatabase): Message {
  const none = Object.keys(SETTINGS).map((name) => [name, {}]);
  return Object.fromEntries([...none, ...[...settings].map(([name, value]) => [name, { boolValue: value }])]);
}

function providerMessage({ providers }: GatewayDatabase, name: string): Message {
  const found = providers.get(name);
  if (!found) throw new Refusal(NOT_FOUND, 'provider not found');
  const { type, credentials, config, resourceVersion } = found;
  const hidden = Object.fromEntries(Object.keys(credentials).map((key) => [key, 'REDACTED']));
  return { metadata: { id: `id-${name}`, name, resourceVersion }, type, credentials: hidden, config };
}

interface ProviderRequest {
  metadata: { name: string; resourceVersion?: number };
  type?: string;
  credentials?: Record<string, string>;
  config?: Record<string, string>;
}

function createProvider(database: GatewayDatabase, given: Message): Message {
  const { metadata, type = '', credentials = {}, config = {} } = given as unknown as ProviderRequest;
  if (type === '') throw new Refusal(INVALID_ARGUMENT, 'provider.type is required');
  if (Object.keys(credentials).length === 0) throw new Refusal(INVALID_ARGUMENT, 'provider.credentials is empty');
  if (database.providers.has(metadata.name)) throw new Refusal(ALREADY_EXISTS, 'provider already exists');
  database.providers.set(metadata.name, { type, credentials, config, resourceVersion: 1 });
  return { provider: providerMessage(database, metadata.name) };
}

function updateProvider(database: GatewayDatabase, given: Message): Message {
  const { metadata, type = '', credentials = {}, config = {} } = given as unknown as ProviderRequest;
  const found: ProviderRecord | undefined = database.providers.get(metadata.name);
  if (!found) throw new Refusal(NOT_FOUND, 'provider not found');
  if (type !== '' && type !== found.type) throw new Refusal(INVALID_ARGUMENT, 'provider type cannot be changed');
  if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== found.resourceVersion) {
    throw new Refusal(ABORTED, 'provider was modified concurrently');
  }
  Object.assign(found.credentials, credentials);
  Object.assign(found.config, config);
  found.resourceVersion += 1;
  return { provider: providerMessage(database, metadata.name) };
}

function getRoute({ routes }: GatewayDatabase, { routeName = '' }: Message): Message {
  const found = routes.get(String(routeName));
  if (!found) throw new Refusal(NOT_FOUND, 'inference route is not configured');
  return { providerName: found.provider, modelId: found.model, timeoutSecs: found.timeout };
}

function setRoute({ routes, providers }: GatewayDatabase, request: Message): Message {
  const { routeName, providerName, modelId, timeoutSecs = 0, noVerify } = request;
  const provider = providers.get(String(providerName));
  if (!provider) throw new Refusal(FAILED_PRECONDITION, `provider '${providerName}' not found`);
  if (!['openai', 'anthropic', 'nvidia'].includes(provider.type)) {
    throw new Refusal(INVALID_ARGUMENT, 'provider has an unsupported type for inference');
  }
  if (noVerify !== true) throw new Refusal(FAILED_PRECONDITION, 'failed to verify inference endpoint');
  routes.set(String(routeName), {
    provider: String(providerName),
    model: String(modelId),
    timeout: Number(timeoutSecs),
  });
  return { version: 1 };
}

function deleteRoute({ routes }: GatewayDatabase): Handler {
  return ({ routeName }) => ({ deleted: routes.delete(String(routeName)) });
}

/** `false` fails, everything else succeeds. */
function exec(database: GatewayDatabase, { sandboxId, command }: Message): readonly Message[] {
  const sandbox = [...database.sandboxes.values()].find(({ id }) => id === sandboxId);
  if (!sandbox) throw new Refusal(NOT_FOUND, 'sandbox not found');
  if (sandbox.phase !== 'READY') throw new Refusal(FAILED_PRECONDITION, 'sandbox is not ready');
  return [{ exit: { exitCode: (command as string[])[0] === 'false' ? 1 : 0 } }];
}
