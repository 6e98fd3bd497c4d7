import type { Finding, Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { isBefore, parseMinorVersion } from '../../../platform/version';
import { parseDnsSubdomain } from '../../../syntax/names';
import { parseQuantity } from '../../../syntax/quantity';
import { exampleGateway, exampleGatewayPlatform } from '../example';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';

/** Image volumes are on by default from here. source: fault F-REL-17 */
const IMAGE_VOLUMES: readonly number[] = [1, 35];

const SIDELOAD = ['init-container', 'image-volume'];

/** The pods that the driver makes are pods that the cluster can run. */
export const SANDBOX_PODS: Rule<OpenShellGatewayProps> = {
  id: 'KF4053',
  name: 'sandbox-pods-fit',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'An older API server drops an image volume, and the pod starts without its supervisor; a RuntimeClass or a size that the cluster cannot make leaves every sandbox pending.',
  fix: 'use init-container, a RuntimeClass that the platform declares in cluster.runtimeClasses, and a quantity such as 2Gi',
  faults: ['F-REL-17'],
  sources: ['facts/openshell.md §2.5, §3.4'],
  check(props, report) {
    const { supervisorSideload, workspaceSize, workspaceStorageClass, runtimeClassName, imagePullSecrets } =
      props.sandboxes ?? {};
    const cluster = platformOf(props)?.cluster;
    if (supervisorSideload !== undefined && !SIDELOAD.includes(supervisorSideload)) {
      report({
        path: ['sandboxes', 'supervisorSideload'],
        problem: 'the driver knows no such way',
        got: supervisorSideload,
        allowed: SIDELOAD.join(', '),
      });
    }
    const minor = parseMinorVersion(cluster?.kubernetes);
    if (supervisorSideload === 'image-volume' && minor.ok && isBefore(minor.value, IMAGE_VOLUMES)) {
      report({
        path: ['sandboxes', 'supervisorSideload'],
        problem: `Kubernetes ${cluster?.kubernetes} has no image volumes unless a feature gate is set`,
        got: supervisorSideload,
        allowed: 'init-container',
      });
    }
    if (workspaceSize !== undefined) {
      const parsed = parseQuantity(workspaceSize, { nonNegative: true, whole: true });
      for (const finding of findingsOf(['sandboxes', 'workspaceSize'], 'the size', workspaceSize, parsed))
        report(finding);
    }
    if (runtimeClassName !== undefined && cluster && !cluster.runtimeClasses.includes(runtimeClassName)) {
      report({
        path: ['sandboxes', 'runtimeClassName'],
        problem: 'the platform does not say that the cluster has this RuntimeClass',
        got: runtimeClassName,
        allowed: cluster.runtimeClasses.join(', ') || 'none is declared',
      });
    }
    for (const finding of plainFindings(props.sandboxes ?? {})) report(finding);
    const names = [
      [['sandboxes', 'workspaceStorageClass'], 'the StorageClass', workspaceStorageClass],
      ...(Array.isArray(imagePullSecrets)
        ? imagePullSecrets.map((name, index) => [['sandboxes', 'imagePullSecrets', index], 'the Secret', name] as const)
        : []),
    ] as const;
    for (const [path, what, name] of names) {
      if (name === undefined) continue;
      for (const finding of findingsOf(path, what, name, parseDnsSubdomain(name))) report(finding);
    }
  },
  examples: {
    failing: exampleGateway({ sandboxes: { supervisorSideload: 'image-volume' } }),
    mended: exampleGateway({
      platform: exampleGatewayPlatform({ cluster: { kubernetes: '1.35' } }),
      sandboxes: { supervisorSideload: 'image-volume' },
    }),
  },
};

/** What goes into gateway.toml has to be known when that is written. */
const PLAIN = { supervisorImage: 'string', userNamespaces: 'boolean', gpu: 'boolean' } as const;

function plainFindings(sandboxes: NonNullable<OpenShellGatewayProps['sandboxes']>): Finding[] {
  const wrong = Object.entries(PLAIN).flatMap(([input, type]): Finding[] => {
    const value: unknown = sandboxes[input as keyof typeof PLAIN];
    if (value === undefined || typeof value === type) return [];
    return [{ path: ['sandboxes', input], problem: `this has to be a plain ${type}`, allowed: `a ${type}` }];
  });
  const { imagePullSecrets } = sandboxes;
  if (imagePullSecrets === undefined || Array.isArray(imagePullSecrets)) return wrong;
  return [
    ...wrong,
    { path: ['sandboxes', 'imagePullSecrets'], problem: 'this is no list', allowed: 'names of Secrets' },
  ];
}
