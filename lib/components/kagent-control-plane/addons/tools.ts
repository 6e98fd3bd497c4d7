import type { Resource } from '../../../plan/resource';
import { bindingKey, grantMembers } from '../grant';
import { PART, PORT } from '../names';
import { httpProbes, partMembers } from '../part';
import type { Settings } from '../settings';
import { isScraped } from './is-scraped';
import type { ToolsAddon } from './props';
import { telemetry } from './telemetry';
import { toolServer } from './tool-server';
import { isReadOnly, toolsGrants } from './tools-access';

/** The uid of the image's own user. source: kagent-dev/tools, Dockerfile */
const NONROOT = 65532;

/** The tools server, and the RemoteMCPServer by which agents find it. */
export function toolsMembers(settings: Settings, addon: ToolsAddon): Resource[] {
  const { names, release } = settings;
  const grants = toolsGrants(settings, addon);
  return [
    ...partMembers(settings, {
      key: PART.tools,
      name: names.tools,
      image: addon.image ?? release.tools.images.server,
      user: NONROOT,
      command: ['/tool-server'],
      args: [
        '--port',
        String(PORT.tools),
        '--metrics-port',
        String(PORT.toolsMetrics),
        // What the rights forbid is not even offered.
        ...(isReadOnly(addon) ? ['--read-only'] : []),
        ...(addon.enabledTools ? [`--tools=${addon.enabledTools.join(',')}`] : []),
      ],
      env: [
        { name: 'KAGENT_NAMESPACE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } } },
        { name: 'TOKEN_PASSTHROUGH', value: String(addon.tokenPassthrough ?? false) },
        // helm and kubectl keep caches in their home.
        { name: 'HOME', value: '/tmp' },
        ...telemetry(settings),
      ],
      extraEnv: addon.extraEnv,
      ports: [
        { name: 'http', port: PORT.tools, service: true },
        { name: 'metrics', port: PORT.toolsMetrics, service: isScraped(settings) },
      ],
      probes: httpProbes('http', { live: '/health', ready: '/health' }),
      resources: addon.resources ?? {
        requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
      },
      usesApi: true,
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '256Mi' } }],
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      dependsOn: grants.map(bindingKey),
    }),
    ...grants.flatMap((grant) => grantMembers(settings, grant)),
    toolServer(settings, {
      part: PART.tools,
      name: names.toolServer,
      service: names.tools,
      port: PORT.tools,
      description: 'Kubernetes tools of this control plane',
      allowedNamespaces: addon.allowedNamespaces,
    }),
  ];
}
