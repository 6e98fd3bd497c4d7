import type { Client } from '@grpc/grpc-js';
import type { StoredPolicy } from '../../lib/gateway-state/policy-difference';
import type { OpenShellVersion } from '../../lib/releases/openshell';
import { Caller, type CallSurroundings } from './caller';
import { hasCode } from './errors';
import type {
  GatewayClient,
  InWorkspace,
  PolicyRevision,
  ProviderView,
  ProviderWrite,
  RevisionStatus,
  RouteView,
  SandboxView,
  SettingValue,
} from './gateway-client';
import { RELEASE_WIRES, type ReleaseWire } from './releases';
import { Wire, type WireMessage } from './wire';

const OPENSHELL = 'openshell.v1';
const INFERENCE = 'openshell.inference.v1';
const SANDBOX = 'openshell.sandbox.v1';

/** A gateway over gRPC, in the messages of its release. */
export class GrpcGatewayClient implements GatewayClient {
  private readonly release: ReleaseWire;
  private readonly wire: Wire;
  private readonly caller: Caller;
  private readonly client: Client;

  constructor(version: OpenShellVersion, around: Omit<CallSurroundings, 'wire'>) {
    this.release = RELEASE_WIRES[version];
    this.wire = new Wire(version);
    this.caller = new Caller({ ...around, wire: this.wire });
    this.client = around.client;
  }

  get acknowledgesFirstPolicy(): boolean {
    return this.release.acknowledgesFirstPolicy;
  }

  get callsMade(): ReadonlyMap<string, number> {
    return this.caller.made;
  }

  async version(): Promise<string> {
    const { version } = await this.openShell('Health', {});
    return text(version);
  }

  async sandbox(name: string, at: InWorkspace): Promise<SandboxView | undefined> {
    const answer = await found(this.openShell('GetSandbox', { name, ...this.place(at) }, 'SandboxResponse'));
    if (answer === undefined) return undefined;
    const sandbox = message(answer.sandbox);
    const { policy } = message(sandbox.spec);
    return {
      id: text(message(sandbox.metadata).id),
      phase: this.release.phaseOf(sandbox),
      ...(policy !== undefined && { policy: policy as StoredPolicy }),
    };
  }

  async policy(sandbox: string, at: InWorkspace): Promise<PolicyRevision | undefined> {
    return this.revision({ name: sandbox, ...this.place(at) });
  }

  async gatewayPolicy(): Promise<PolicyRevision | undefined> {
    return this.revision({ global: true });
  }

  private async revision(request: WireMessage): Promise<PolicyRevision | undefined> {
    const answer = await found(this.openShell('GetSandboxPolicyStatus', request));
    if (answer === undefined) return undefined;
    const { version, policyHash, status, loadError, policy } = message(answer.revision);
    return {
      version: number(version),
      hash: text(policyHash),
      status: (text(status).replace('POLICY_STATUS_', '').toLowerCase() || 'unspecified') as RevisionStatus,
      loadError: text(loadError),
      policy: message(policy),
      activeVersion: number(answer.activeVersion),
    };
  }

  async setPolicy(name: string, policy: StoredPolicy, at: InWorkspace): Promise<number> {
    return number((await this.openShell('UpdateConfig', { name, policy, ...this.place(at) })).version);
  }

  async setGatewayPolicy(policy: StoredPolicy): Promise<number> {
    return number((await this.openShell('UpdateConfig', { policy, global: true })).version);
  }

  async removeGatewayPolicy(): Promise<void> {
    await this.removeSetting('policy');
  }

  async provider(name: string, at: InWorkspace): Promise<ProviderView | undefined> {
    const answer = await found(this.openShell('GetProvider', { name, ...this.place(at) }, 'ProviderResponse'));
    return answer && providerView(answer);
  }

  async createProvider(provider: ProviderWrite, at: InWorkspace): Promise<ProviderView> {
    return this.writeProvider('CreateProvider', provider, at);
  }

  async updateProvider(provider: ProviderWrite, at: InWorkspace): Promise<ProviderView> {
    return this.writeProvider('UpdateProvider', provider, at);
  }

  private async writeProvider(method: string, { name, ...fields }: ProviderWrite, at: InWorkspace) {
    const provider = { metadata: { name }, ...fields };
    return providerView(await this.openShell(method, { provider, ...this.place(at) }, 'ProviderResponse'));
  }

  async removeProvider(name: string, at: InWorkspace): Promise<void> {
    await this.openShell('DeleteProvider', { name, ...this.place(at) });
  }

  async route(routeName: string, at: InWorkspace): Promise<RouteView | undefined> {
    const answer = await found(this.inference(`Get${this.release.route}`, { routeName, ...this.place(at) }));
    return (
      answer && {
        provider: text(answer.providerName),
        model: text(answer.modelId),
        timeoutSeconds: number(answer.timeoutSecs),
      }
    );
  }

  async setRoute(routeName: string, { provider, model, timeoutSeconds }: RouteView, at: InWorkspace): Promise<void> {
    // As kagent does: the gateway would otherwise call the model's server before it stores the route. facts/kagent.md §3
    const request = { routeName, providerName: provider, modelId: model, timeoutSecs: timeoutSeconds, noVerify: true };
    await this.inference(`Set${this.release.route}`, { ...request, ...this.place(at) });
  }

  get removeRoute(): GatewayClient['removeRoute'] {
    if (!this.release.removesRoutes) return undefined;
    return async (routeName, at) => {
      await this.inference('DeleteInferenceRoute', { routeName, ...this.place(at) });
    };
  }

  async settings(): Promise<ReadonlyMap<string, SettingValue>> {
    const { settings = {} } = await this.openShell('GetGatewayConfig', {}, undefined, SANDBOX);
    return new Map(
      Object.entries(settings as object).flatMap(([name, { stringValue, boolValue, intValue }]) => {
        const value: SettingValue | undefined = stringValue ?? boolValue ?? intValue;
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  }

  async setSetting(settingKey: string, value: SettingValue): Promise<void> {
    const settingValue =
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { intValue: value };
    await this.openShell('UpdateConfig', { settingKey, settingValue, global: true });
  }

  async removeSetting(settingKey: string): Promise<void> {
    await this.openShell('UpdateConfig', { settingKey, deleteSetting: true, global: true });
  }

  async run(sandboxId: string, command: readonly string[], timeoutSeconds: number): Promise<number> {
    const events = await this.caller.stream(
      `/${OPENSHELL}.OpenShell/ExecSandbox`,
      { sandboxId, command, timeoutSeconds },
      [`${OPENSHELL}.ExecSandboxRequest`, `${OPENSHELL}.ExecSandboxEvent`],
    );
    const exit = events.find((event) => event.exit !== undefined);
    // An exit code of 0 is not on the wire, so the frame itself is what says that the command ended.
    return exit === undefined ? -1 : number(message(exit.exit).exitCode);
  }

  asStored(policy: object): StoredPolicy {
    return this.wire.asStored(policy);
  }

  unknownFields(policy: object): readonly string[] {
    return this.wire.unknownFields(policy);
  }

  policyBytes(policy: object): number {
    return this.wire.codec(`${SANDBOX}.SandboxPolicy`).encode(policy as WireMessage).length;
  }

  close(): void {
    this.client.close();
  }

  private place({ workspace }: InWorkspace): InWorkspace {
    return this.release.workspaces && workspace !== undefined ? { workspace } : {};
  }

  private openShell(method: string, request: WireMessage, response = `${method}Response`, types = OPENSHELL) {
    return this.caller.unary(`/${OPENSHELL}.OpenShell/${method}`, request, [
      `${types}.${method}Request`,
      `${types}.${response}`,
    ]);
  }

  private inference(method: string, request: WireMessage) {
    return this.caller.unary(`/${INFERENCE}.Inference/${method}`, request, [
      `${INFERENCE}.${method}Request`,
      `${INFERENCE}.${method}Response`,
    ]);
  }
}

/** `undefined` for what is not there. */
async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}

function providerView(answer: WireMessage): ProviderView {
  const { type, credentials, config, metadata } = message(answer.provider);
  return {
    type: text(type),
    credentialNames: Object.keys(message(credentials)).sort(),
    config: message(config) as ProviderView['config'],
    resourceVersion: number(message(metadata).resourceVersion),
  };
}

function message(value: unknown): WireMessage {
  return (value ?? {}) as WireMessage;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
