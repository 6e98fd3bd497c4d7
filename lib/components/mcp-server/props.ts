import type { Affinity, Container, ResourceRequirements, Toleration, Volume, VolumeMount } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type {
  AllowedNamespacesProp,
  KagentResourceProps,
  KeyReference,
  LocalName,
  PodSecurity,
  ServerTls,
  ServiceAccountChoice,
} from '../kagent-resource/props';

/** Tools by MCP: a server that runs somewhere, or one that kmcp runs. Exactly one of the two. KF5450. */
export interface McpServerProps extends KagentResourceProps {
  /** A server that runs already: a RemoteMCPServer. A Service of the cluster is one by its URL, with every port and path. */
  readonly remote?: RemoteServer;
  /**
   * A server that kmcp runs: an MCPServer. Its pods are inside the fence of the control plane in every namespace that it
   * watches by name; with `watches: 'all'` there is one in its own namespace only. KF5451.
   */
  readonly run?: RunServer;
}

/** A server by its URL. source: facts/kagent.md §1 RemoteMCPServer */
export interface RemoteServer {
  /** Where it listens, with scheme and path, e.g. `https://mcp.example.com/mcp`. KF5406, KF5452. */
  readonly url: Leaf<string>;
  /** What it is for; shown in the UI. */
  readonly description: Leaf<string>;
  /** How it speaks MCP. @default STREAMABLE_HTTP */
  readonly protocol?: 'STREAMABLE_HTTP' | 'SSE';
  /**
   * Headers of every request by name, each a key of a Secret of the server's namespace. kagent copies the values into
   * the configuration Secret of each agent that uses the server. KF5403, KF5453, KF5454. source: facts/kagent.md §10.14
   *
   * @default - none
   */
  readonly headers?: { readonly [header: string]: KeyReference };
  /**
   * A text that changes when the content of the Secrets behind `headers` does. It is written on the object, whose change
   * makes kagent read the Secrets again and roll the agents. KF5454.
   *
   * @default - none: agents keep the old values until something else changes
   */
  readonly headersRevision?: Leaf<string>;
  /** How long a request may take, a Go duration. KF5455. @default 30s */
  readonly timeout?: Leaf<string>;
  /** How long an open stream may be silent, a Go duration. KF5455. @default - the client's, five minutes */
  readonly sseReadTimeout?: Leaf<string>;
  /** End the session at the server when the connection is closed. @default true */
  readonly terminateOnClose?: Leaf<boolean>;
  /** How its certificate is checked; not for `http://`. KF5406, KF5452. @default - by the authorities of the image */
  readonly tls?: ServerTls;
  /** Namespaces whose agents may use it. KF5404, KF5452. @default Same */
  readonly allowedNamespaces?: AllowedNamespacesProp;
  /**
   * Whether a deployment waits until kagent has listed the server's tools. A server that is starting is asked again
   * every 60 seconds, and its agents are made meanwhile. source: facts/kagent.md §10.19
   *
   * @default false
   */
  readonly waitForTools?: boolean;
}

/** A server as a Deployment. source: facts/kagent.md §1 MCPServer, §2 kmcp */
export interface RunServer {
  /** Its image; the platform's lock and mirrors apply. Upstream's images for `npx` and `uvx` are tags, so none is a default. KF1101, KF1102. */
  readonly image: Leaf<string>;
  /**
   * How the program speaks MCP: `stdio` over its standard streams behind an adapter, `http` by itself on `port`, at `/mcp`,
   * which is where kagent's agents call it. source: faults F-KAG-19, F-KAG-20
   */
  readonly transport: 'stdio' | 'http';
  /** The program. Needed for `stdio`. KF5457. @default - the image's, for `http` */
  readonly cmd?: Leaf<string>;
  /** Its arguments. @default - none */
  readonly args?: readonly Leaf<string>[];
  /** Port that it listens on, and its Service. KF5456. @default 3000 */
  readonly port?: number;
  /** Environment by name. It is written in clear, so nothing may be a credential. KF5405. @default - none */
  readonly env?: { readonly [name: string]: Leaf<string> };
  /** Secrets whose keys become environment variables. New content rolls nothing. KF5403. @default - none */
  readonly secretRefs?: readonly LocalName[];
  /** ConfigMaps, mounted at `/configmaps/<name>`. KF5458. @default - none */
  readonly configMapRefs?: readonly LocalName[];
  /** More volumes. KF5459. @default - none */
  readonly volumes?: Deep<readonly Volume[]>;
  /** Where they are mounted. KF5459. @default - nowhere */
  readonly volumeMounts?: Deep<readonly VolumeMount[]>;
  /** The adapter for `stdio`. @default - see each */
  readonly adapter?: TransportAdapter;
  /** Number of pods. KF5456. @default 1 */
  readonly replicas?: number;
  /** Resources of the server. @default - requests 100m and 128Mi, limits 1 and 512Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** The fence around the pods; the rest of `restricted` is always written. KF5407. @default - see each; the user is the image's */
  readonly security?: PodSecurity;
  /** As whom the pods run. @default - a ServiceAccount `<name>-mcp` without a token */
  readonly serviceAccount?: ServiceAccountChoice;
  /** More containers. Their images are resolved and their contexts restricted. KF1101, KF5407, KF5459. @default - none */
  readonly sidecars?: Deep<readonly Container[]>;
  /** More labels on the pods. KF5459. @default - none */
  readonly labels?: { readonly [key: string]: Leaf<string> };
  /** More annotations on the pods. @default - none */
  readonly annotations?: { readonly [key: string]: Leaf<string> };
  /** When images are pulled. @default IfNotPresent */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Secrets to pull images with. @default - none */
  readonly imagePullSecrets?: readonly LocalName[];
  /** Taints to bear. @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** Further scheduling rules. @default - none */
  readonly affinity?: Deep<Affinity>;
  /** Labels of the nodes to run on. @default - any */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** How long a client may take to connect, a Go duration; for `stdio` with the start of a process. KF5455. @default 30s */
  readonly timeout?: Leaf<string>;
  /** Whether kagent lists its tools. Agents can use it either way. source: facts/kagent.md §4 @default true */
  readonly discovery?: boolean;
}

/** The container that brings the adapter into the pod. */
export interface TransportAdapter {
  /** Its image; the platform's lock and mirrors apply. KF1101, KF1102. @default - the release's */
  readonly image?: Leaf<string>;
  /** Its resources. @default - requests 50m and 32Mi, limits 500m and 128Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
}
