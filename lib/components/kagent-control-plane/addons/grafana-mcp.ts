import type { Resource } from '../../../plan/resource';
import { PART, PORT } from '../names';
import { type Part, partMembers } from '../part';
import type { Settings } from '../settings';
import type { GrafanaMcpAddon } from './props';
import { toolServer } from './tool-server';

/** The image names its user by word; this is its number. source: mcp-grafana v1.6.3, Dockerfile */
const USER = 1000;

/** Grafana's MCP server, and the RemoteMCPServer by which agents find it. */
export function grafanaMcpMembers(settings: Settings, addon: GrafanaMcpAddon): Resource[] {
  const { names, release, namespace } = settings;
  return [
    ...partMembers(settings, {
      key: PART.grafanaMcp,
      name: names.grafanaMcp,
      image: addon.image ?? release.kagent.images.grafanaMcp,
      user: USER,
      args: [
        '--transport',
        'streamable-http',
        '--address',
        `0.0.0.0:${PORT.grafanaMcp}`,
        // Otherwise it answers to loopback names only, and kagent's calls get 403.
        // source: mcp-grafana v1.6.3, http_security.go, DefaultAllowedHosts
        '--allowed-hosts',
        `${names.grafanaMcp}.${namespace}:${PORT.grafanaMcp}`,
        ...(addon.write ? [] : ['--disable-write']),
        '--usage-stats',
        'disabled',
      ],
      env: [
        { name: 'GRAFANA_URL', value: addon.url },
        {
          name: 'GRAFANA_SERVICE_ACCOUNT_TOKEN',
          valueFrom: { secretKeyRef: { name: addon.token.name, key: addon.token.key } },
        },
      ],
      extraEnv: addon.extraEnv,
      ports: [{ name: 'http', port: PORT.grafanaMcp, service: true }],
      probes: portProbes('http'),
      resources: addon.resources ?? {
        requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '512Mi' },
      },
      usesApi: false,
    }),
    toolServer(settings, {
      part: PART.grafanaMcp,
      name: names.grafanaMcp,
      service: names.grafanaMcp,
      port: PORT.grafanaMcp,
      description: 'Tools of Grafana',
      allowedNamespaces: addon.allowedNamespaces,
    }),
  ];
}

// Its health page is behind the check of host names, which does not know the pod's address.
function portProbes(port: string): Part['probes'] {
  const probe = (periodSeconds: number, failureThreshold: number) => ({
    tcpSocket: { port },
    timeoutSeconds: 5,
    periodSeconds,
    failureThreshold,
  });
  return { startupProbe: probe(2, 60), livenessProbe: probe(20, 3), readinessProbe: probe(10, 3) };
}
