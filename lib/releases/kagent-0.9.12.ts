import type { KagentRelease, KmcpRelease, ToolsRelease } from './release';

// From ghcr.io throughout: kagent's own default registry does not serve every image of this version.
// source: facts/kagent.md §0.3, §2 "Image inventory"; fault F-REL-11

/** kagent v0.9.12, the newest version that still knows OpenShell. source: facts/kagent.md §0.2 */
export const KAGENT_0_9_12: KagentRelease = {
  version: '0.9.12',
  images: {
    controller: 'ghcr.io/kagent-dev/kagent/controller:0.9.12',
    ui: 'ghcr.io/kagent-dev/kagent/ui:0.9.12',
    app: 'ghcr.io/kagent-dev/kagent/app:0.9.12',
    golangAdk: 'ghcr.io/kagent-dev/kagent/golang-adk:0.9.12',
    golangAdkFull: 'ghcr.io/kagent-dev/kagent/golang-adk:0.9.12-full',
    skillsInit: 'ghcr.io/kagent-dev/kagent/skills-init:0.9.12',
    postgres: 'docker.io/library/postgres:18.3-alpine',
    pgvector: 'docker.io/pgvector/pgvector:pg18-trixie',
    querydoc: 'ghcr.io/kagent-dev/doc2vec/mcp:1.1.14',
    // The library's choice: upstream runs `mcp/grafana:latest`, which by now refuses the name that kagent calls it by.
    // source: mcp-grafana v1.6.3, http_security.go, DefaultAllowedHosts
    grafanaMcp: 'docker.io/grafana/mcp-grafana:1.6.3',
    // The library's choice: upstream's chart brings a version with known ways around the login.
    // source: oauth2-proxy advisories GHSA-7x63-xv5r-3p2x, GHSA-5hvv-m4w4-gf6v, fixed in 7.15.2
    oauth2Proxy: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3',
    // The library's choice: haproxy's long-term branch, ghostunnel without a shell.
    haproxy: 'docker.io/library/haproxy:3.2',
    ghostunnel: 'docker.io/ghostunnel/ghostunnel:v1.11.1-distroless',
  },
  // 0.0.49 works too, but only with an agent-sandbox that no release of ours has. source: facts/verified.md §1
  drivesOpenShell: ['0.0.46'],
  // What the controller gives a harness that names no image. source: facts/kagent.md §3
  harnessImages: {
    openclaw:
      'ghcr.io/kagent-dev/nemoclaw/sandbox-base@sha256:d52bee415dc4c0dba7164f9eabe727574c056d4f211781f20af249707883a3b4',
    nemoclaw:
      'ghcr.io/kagent-dev/nemoclaw/sandbox-base@sha256:d52bee415dc4c0dba7164f9eabe727574c056d4f211781f20af249707883a3b4',
    hermes: 'ghcr.io/nvidia/nemoclaw/hermes-sandbox-base:3e56f808',
  },
};

/** kmcp v0.3.0, which reconciles MCPServers. */
export const KMCP_0_3_0: KmcpRelease = {
  version: '0.3.0',
  images: {
    controller: 'ghcr.io/kagent-dev/kmcp/controller:0.3.0',
    transportAdapter: 'ghcr.io/agentgateway/agentgateway:0.9.0-musl',
  },
};

/** The tools server v0.2.1. */
export const TOOLS_0_2_1: ToolsRelease = {
  version: '0.2.1',
  images: { server: 'ghcr.io/kagent-dev/kagent/tools:0.2.1' },
  // source: kagent-dev/tools, cmd/main.go, registerMCP; a name that is not among them is logged and serves nothing
  toolSets: ['argo', 'cilium', 'helm', 'istio', 'k8s', 'kubescape', 'prometheus', 'utils'],
};
