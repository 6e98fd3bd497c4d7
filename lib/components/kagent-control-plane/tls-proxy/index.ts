import { resolveImageLeaf } from '../../../images/resolve';
import { contentHash } from '../../../plan/canonical-json';
import type { Resource } from '../../../plan/resource';
import { LOCKED_CONTAINER } from '../../locked-container';
import { controlPlaneMember } from '../member';
import { PORT } from '../names';
import type { Settings } from '../settings';
import { CERTIFICATE_FILES, CERTIFICATE_FOLDER, CONFIG_FOLDER, type Tunnel } from './files';
import { GHOSTUNNEL_HEALTH_PATH, ghostunnelArgs } from './ghostunnel';
import { HAPROXY_HEALTH_PATH, haproxyConfig, haproxyScript } from './haproxy';
import { type MutualGateway, tlsProxyImage, tlsProxyKind, usesTlsProxy } from './settings';

const NAME = 'tls-proxy';
const CERTIFICATE_VOLUME = 'gateway-client-certificate';
const CONFIG_VOLUME = 'tls-proxy-config';
const DEFAULT_RESOURCES = {
  requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '512Mi' },
};

/** Where kagent reaches the sidecar. */
export const TLS_PROXY_ADDRESS = `127.0.0.1:${PORT.tlsProxy}`;

/** The configuration of the sidecar, where it has a file for it. */
export function tlsProxyMembers(settings: Settings): Resource[] {
  const data = configOf(settings);
  if (data === undefined) return [];
  return [
    controlPlaneMember(settings, {
      key: 'tls-proxy-config',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: configName(settings),
      component: 'controller',
      body: { data },
    }),
  ];
}

/** Keys of what the sidecar reads. */
export function tlsProxyKeys(settings: Settings): string[] {
  return configOf(settings) === undefined ? [] : ['tls-proxy-config'];
}

/** What rolls the controller's pods when the sidecar's configuration changes. */
export function tlsProxyAnnotations(settings: Settings): { readonly [key: string]: string } {
  const config = configOf(settings);
  return config === undefined ? {} : { 'kagent-fleet.dev/tls-proxy-checksum': contentHash(config) };
}

/**
 * A native sidecar: the controller starts once the sidecar has reached the gateway, which matters because kagent exits
 * when it cannot connect at its start; and it ends before the sidecar does. source: facts/kagent.md §3
 */
export function tlsProxyContainers(settings: Settings) {
  const { props, platform, release } = settings;
  const { gateway, tlsProxy } = props;
  if (!usesTlsProxy(gateway)) return [];
  const tunnel = tunnelTo(gateway);
  const haproxy = tlsProxyKind(tlsProxy) === 'haproxy';
  const httpGet = { path: haproxy ? HAPROXY_HEALTH_PATH : GHOSTUNNEL_HEALTH_PATH, port: PORT.tlsProxyHealth };
  return [
    {
      name: NAME,
      image: resolveImageLeaf(tlsProxyImage(tlsProxy, release.kagent) ?? '', platform.images).reference,
      imagePullPolicy: 'IfNotPresent',
      restartPolicy: 'Always',
      ...(haproxy
        ? { command: ['/bin/sh', `${CONFIG_FOLDER}/run.sh`] }
        : { args: ghostunnelArgs({ ...tunnel, health: `$(POD_IP):${PORT.tlsProxyHealth}` }) }),
      // The kubelet asks the pod's address, so the answer is given there and the tunnel on loopback alone.
      env: [{ name: 'POD_IP', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } } }],
      ports: [{ name: 'tunnel-health', containerPort: PORT.tlsProxyHealth, protocol: 'TCP' }],
      // As long as the gateway takes to come; haproxy counts a server as up until its first check.
      startupProbe: { httpGet, initialDelaySeconds: 6, periodSeconds: 3, timeoutSeconds: 2, failureThreshold: 100 },
      readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
      // After minutes without the gateway its name is looked up again by a new process.
      livenessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 30 },
      resources: tlsProxy?.resources ?? DEFAULT_RESOURCES,
      securityContext: LOCKED_CONTAINER,
      volumeMounts: [
        { name: CERTIFICATE_VOLUME, mountPath: CERTIFICATE_FOLDER, readOnly: true },
        ...(haproxy ? [{ name: CONFIG_VOLUME, mountPath: CONFIG_FOLDER, readOnly: true }] : []),
      ],
    },
  ];
}

/** The volumes of the sidecar; the controller mounts none of them. */
export function tlsProxyVolumes(settings: Settings) {
  const { gateway } = settings.props;
  if (!usesTlsProxy(gateway)) return [];
  const { certificate, key, authorities } = CERTIFICATE_FILES;
  return [
    {
      name: CERTIFICATE_VOLUME,
      secret: {
        secretName: gateway.transport.clientSecret,
        defaultMode: 0o440,
        items: [
          { key: 'tls.crt', path: certificate },
          { key: 'tls.key', path: key },
          { key: 'ca.crt', path: authorities },
        ],
      },
    },
    ...(configOf(settings) === undefined
      ? []
      : [{ name: CONFIG_VOLUME, configMap: { name: configName(settings), defaultMode: 0o444 } }]),
  ];
}

function configOf({ props: { gateway, tlsProxy } }: Settings): { readonly [file: string]: string } | undefined {
  if (!usesTlsProxy(gateway) || tlsProxyKind(tlsProxy) !== 'haproxy') return undefined;
  return {
    'haproxy.cfg': haproxyConfig(tunnelTo(gateway)),
    'run.sh': haproxyScript(`${CONFIG_FOLDER}/haproxy.cfg`, CERTIFICATE_FOLDER),
  };
}

function tunnelTo({ endpoint: { host, port } }: MutualGateway): Tunnel {
  return {
    listen: TLS_PROXY_ADDRESS,
    // Expanded by haproxy itself; a variable in a ConfigMap would stay as it is.
    health: `\${POD_IP}:${PORT.tlsProxyHealth}`,
    host,
    port,
    certificate: `${CERTIFICATE_FOLDER}/${CERTIFICATE_FILES.certificate}`,
    key: `${CERTIFICATE_FOLDER}/${CERTIFICATE_FILES.key}`,
    authorities: `${CERTIFICATE_FOLDER}/${CERTIFICATE_FILES.authorities}`,
  };
}

function configName({ prefix }: Settings): string {
  return `${prefix}-tls-proxy`;
}
