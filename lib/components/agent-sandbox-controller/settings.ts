import { nameOf } from '../../platform/named';
import type { PlatformRef } from '../../platform/platform-ref';
import { type AgentSandboxRelease, findRelease } from '../../releases';
import { CONTROLLER } from './names';
import type { AgentSandboxControllerProps, WebhookCertificate } from './props';

/** The props with every default filled in and every choice made, as the parts of the component need them. */
export interface Settings {
  readonly props: AgentSandboxControllerProps;
  readonly platform: PlatformRef;
  readonly release: AgentSandboxRelease;
  readonly namespace: string;
  readonly ownsNamespace: boolean;
  readonly serviceAccount: string;
  readonly ownsServiceAccount: boolean;
  readonly bundlesCrds: boolean;
  readonly extensions: boolean;
  readonly replicas: number;
  /** The certificate of the conversion webhook; `undefined` in the v1beta1-only profile. */
  readonly certificate: WebhookCertificate | undefined;
  readonly priorityClassName: string;
}

/** What the props amount to. The rules have passed, so everything can be resolved. */
export function settingsOf(props: AgentSandboxControllerProps): Settings {
  const { platform } = props;
  const release = releaseOf(platform);
  return {
    props,
    platform,
    release,
    namespace: props.namespace === undefined ? platform.agentSandboxNamespace : nameOf(props.namespace),
    ownsNamespace: props.createNamespace ?? typeof props.namespace !== 'object',
    serviceAccount: props.serviceAccount === undefined ? CONTROLLER : nameOf(props.serviceAccount),
    ownsServiceAccount: props.serviceAccount === undefined,
    bundlesCrds: (props.crds ?? 'bundled') === 'bundled',
    extensions: platform.agentSandbox.extensions,
    replicas: props.replicas ?? DEFAULT_REPLICAS,
    certificate: usesConversionWebhook(props) ? (props.webhookCertificate ?? { source: 'controller' }) : undefined,
    priorityClassName: props.priorityClassName ?? 'system-cluster-critical',
  };
}

export const DEFAULT_REPLICAS = 2;

/** Whether the controller makes the webhook's certificate and writes it into the CRDs. */
export function managesCertificate({ certificate }: Settings): boolean {
  return certificate !== undefined && certificate.source !== 'certManager';
}

/** Whether v1alpha1 is served and converted: as the props say, else as the release needs it. */
export function usesConversionWebhook({ platform, conversionWebhook }: AgentSandboxControllerProps): boolean {
  return conversionWebhook ?? (findRelease(platform.release)?.agentSandbox.v1alpha1.length ?? 0) > 0;
}

/** The CRDs that serve v1alpha1 beside v1beta1: only those that somebody needs there. */
export function alphaCrds({ certificate, release }: Settings): ReadonlySet<string> {
  const consumers = certificate === undefined ? [] : [...release.v1alpha1, ...release.optionalV1alpha1];
  return new Set(consumers.map(({ crd }) => crd));
}

function releaseOf({ release }: PlatformRef): AgentSandboxRelease {
  const found = findRelease(release);
  if (!found) throw new Error(`there is no release ${release}`);
  return found.agentSandbox;
}
