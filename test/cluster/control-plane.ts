import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AgentSandboxController,
  type AgentSandboxControllerOptions,
  startAgentSandboxController,
} from './agent-sandbox-controller';
import type { ApiClient } from './api-client';
import { type ApiServer, startApiServer } from './api-server';
import { buildTools, type Tools } from './build-tools';
import { startControllerManager, startScheduler } from './kube-controllers';
import { writeKubeconfig } from './kubeconfig';
import { createFakeNodes, startKwok } from './kwok';
import { stopInReverse } from './process';
import { guardFolder } from './process-guard';

export interface ControlPlaneOptions {
  /** Holds data, logs and kubeconfigs, and stays afterwards. Without it: a temporary folder that goes with the rest. */
  dir?: string;
  /** Fake nodes, 2 when not given; with 0 no kwok is started. */
  nodes?: number;
  /** Without them there is just the API server: enough for CRDs, validation, admission, RBAC. No nodes either. */
  controllers?: boolean;
  /** Added to the API server's arguments. */
  apiServerArgs?: readonly string[];
  /** Told about each step, with its time. */
  say?: (line: string) => void;
}

export interface ControlPlane {
  url: string;
  /** Of the administrator. */
  token: string;
  kubeconfigPath: string;
  dir: string;
  client: ApiClient;
  startAgentSandboxController(options: AgentSandboxControllerOptions): Promise<AgentSandboxController>;
  /**
   * The controllers and nodes that a plane without `controllers` lacks. Garbage collection and quota look for new kinds
   * every 30 s only: started after the CRDs were applied, they know them at once.
   */
  startControllers(options?: Pick<ControlPlaneOptions, 'nodes'>): Promise<void>;
  /** A kubeconfig with a token of this ServiceAccount: its RBAC, and no more, is what the holder has. */
  serviceAccountKubeconfig(namespace: string, name: string): Promise<string>;
  /** Ends every process it started, by its pid. */
  stop(): Promise<void>;
}

const DEFAULT_NODES = 2;

type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** A Kubernetes control plane of its own: loopback, free ports, own folder, nothing shared with any other. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { nodes, controllers = true, say = () => {} } = options;
  const tools = await buildTools(say);
  const folder = openFolder(options.dir);
  const started: { stop(): Promise<void> }[] = [folder];
  const step = timed(say);
  const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const running = await starting;
    started.push(running);
    return running;
  };
  try {
    const apiServer = await step('etcd and kube-apiserver', () =>
      keep(startApiServer({ tools, dir: folder.path, extraArgs: options.apiServerArgs })),
    );
    const plane = describe(tools, apiServer, folder.path, keep, step, () => stopInReverse(started));
    if (controllers) await plane.startControllers({ nodes });
    return plane;
  } catch (error) {
    await stopInReverse(started);
    throw error;
  }
}

type Keep = <T extends { stop(): Promise<void> }>(starting: Promise<T>) => Promise<T>;

function describe(
  tools: Tools,
  apiServer: ApiServer,
  dir: string,
  keep: Keep,
  step: Step,
  stop: () => Promise<void>,
): ControlPlane {
  const { url, token, kubeconfigPath, client, authority } = apiServer;
  return {
    url,
    token,
    kubeconfigPath,
    dir,
    client,
    startAgentSandboxController: (options) => keep(startAgentSandboxController(tools, apiServer, dir, options)),
    startControllers: async ({ nodes = DEFAULT_NODES } = {}) => {
      await step('kube-controller-manager, kube-scheduler', () => startKube(tools, apiServer, dir, keep));
      if (nodes === 0) return;
      await step(`kwok and ${nodes} fake nodes`, async () => {
        await keep(startKwok(tools, apiServer, dir));
        await createFakeNodes(client, nodes);
      });
    },
    serviceAccountKubeconfig: async (namespace, name) => {
      const access = {
        url,
        certificateAuthority: authority.certificate,
        token: await client.serviceAccountToken(namespace, name),
      };
      return writeKubeconfig(join(dir, `${namespace}.${name}.kubeconfig`), access, namespace);
    },
    stop,
  };
}

async function startKube(tools: Tools, apiServer: ApiServer, dir: string, keep: Keep): Promise<void> {
  const starting = [startControllerManager(tools, apiServer, dir), startScheduler(tools, apiServer, dir)];
  // Both are kept before either's failure is reported, so that a failed start stops the other one too.
  const results = await Promise.allSettled(starting.map(keep));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function openFolder(dir: string | undefined): { path: string; stop(): Promise<void> } {
  if (dir !== undefined) {
    mkdirSync(dir, { recursive: true });
    return { path: dir, stop: async () => {} };
  }
  const path = mkdtempSync(join(tmpdir(), 'kagent-fleet-'));
  const removed = guardFolder(path);
  const stop = async (): Promise<void> => {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    removed();
  };
  return { path, stop };
}

function timed(say: (line: string) => void): Step {
  return async (what, work) => {
    const start = Date.now();
    const result = await work();
    say(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return result;
  };
}
