import type { Resource } from '../../../plan/resource';
import { PART, PORT } from '../names';
import { httpProbes, partMembers } from '../part';
import type { Settings } from '../settings';
import type { QuerydocAddon } from './props';
import { telemetry } from './telemetry';
import { toolServer } from './tool-server';

/** The user of its image, as upstream's chart runs it. source: kagent v0.9.12, helm/tools/querydoc/values.yaml */
const USER = 14000;

/**
 * querydoc, and the RemoteMCPServer by which agents find it. Upstream labels its Service for discovery instead, which
 * offers it to every agent of the namespace and to no other. source: facts/kagent.md §2 "querydoc"
 */
export function querydocMembers(settings: Settings, addon: QuerydocAddon): Resource[] {
  const { names, release } = settings;
  return [
    ...partMembers(settings, {
      key: PART.querydoc,
      name: names.querydoc,
      image: addon.image ?? release.kagent.images.querydoc,
      user: USER,
      args: [],
      env: [
        { name: 'PORT', value: String(PORT.querydoc) },
        { name: 'TRANSPORT_TYPE', value: 'http' },
        { name: 'KAGENT_NAMESPACE', value: settings.namespace },
        { name: 'KAGENT_LOG_LEVEL', value: 'info' },
        { name: 'OPENAI_API_KEY', valueFrom: { secretKeyRef: { name: addon.apiKey.name, key: addon.apiKey.key } } },
        ...telemetry(settings),
      ],
      extraEnv: addon.extraEnv,
      ports: [{ name: 'http', port: PORT.querydoc, service: true }],
      probes: httpProbes('http', { live: '/health', ready: '/health' }),
      resources: addon.resources ?? RESOURCES,
      usesApi: false,
    }),
    toolServer(settings, {
      part: PART.querydoc,
      name: names.querydoc,
      service: names.querydoc,
      port: PORT.querydoc,
      description: 'Answers from the documentation of Kubernetes projects',
      allowedNamespaces: addon.allowedNamespaces,
    }),
  ];
}

const RESOURCES = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};
