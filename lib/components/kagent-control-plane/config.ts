import type { Resource } from '../../plan/resource';
import { serviceUrl } from './addresses';
import { agentImage, skillsInitImage } from './images';
import { controlPlaneMember } from './member';
import type { Settings } from './settings';

const PULL_POLICY = 'IfNotPresent';

/**
 * The plain settings of the controller, under upstream's names: each is a flag in capitals. What the binary's default
 * differs in from the chart's is always there. source: facts/kagent.md §2, Controller; fault F-KAG-30
 */
export function configData(settings: Settings): { readonly [variable: string]: string } {
  const { props, names, watches, replicas, defaultModel, vector } = settings;
  return {
    A2A_BASE_URL: props.controller?.a2aBaseUrl ?? serviceUrl(settings),
    KAGENT_CONTROLLER_NAME: names.controller,
    ...(defaultModel && { DEFAULT_MODEL_CONFIG_NAME: defaultModel.name }),
    ...agentDefaults(settings),
    LEADER_ELECT: String(replicas > 1),
    // Replicas do not share the sessions of MCP clients. source: facts/kagent.md §10.20
    ...(replicas > 1 && { KAGENT_MCP_STATELESS: 'true' }),
    DATABASE_VECTOR_ENABLED: String(vector),
    ...(watches !== 'all' && { WATCH_NAMESPACES: watches.join(',') }),
    ...proxyData(settings),
    ZAP_LOG_LEVEL: props.controller?.logLevel ?? 'info',
  };
}

/** The ConfigMap that the controller takes its environment from. */
export function configMember(settings: Settings): Resource {
  return controlPlaneMember(settings, {
    key: 'config',
    phase: 'config',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: settings.names.controller,
    component: 'controller',
    body: { data: configData(settings) },
  });
}

/** What the controller writes into every agent's pod. */
function agentDefaults({ props, platform, release }: Settings) {
  const { serviceAccountName, podLabels, imagePullSecret, bindHost } = props.agents ?? {};
  const image = agentImage(props, release, platform.images.mirrors);
  const skills = skillsInitImage(props, release);
  const labels = Object.entries(podLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    IMAGE_REGISTRY: image.domain,
    IMAGE_REPOSITORY: image.path,
    IMAGE_TAG: image.tag ?? release.kagent.version,
    IMAGE_PULL_POLICY: PULL_POLICY,
    ...(imagePullSecret !== undefined && { IMAGE_PULL_SECRET: imagePullSecret }),
    SKILLS_INIT_IMAGE_REGISTRY: skills.domain,
    SKILLS_INIT_IMAGE_REPOSITORY: skills.path,
    // The controller puts it behind a colon as it is, so a digest may follow the tag.
    SKILLS_INIT_IMAGE_TAG: `${skills.tag ?? release.kagent.version}${skills.digest ? `@${skills.digest}` : ''}`,
    SKILLS_INIT_IMAGE_PULL_POLICY: PULL_POLICY,
    ...(serviceAccountName !== undefined && { DEFAULT_SERVICE_ACCOUNT_NAME: serviceAccountName }),
    ...(labels.length > 0 && {
      DEFAULT_AGENT_POD_LABELS: labels.map(([key, value]) => `${key}=${value}`).join(','),
    }),
    ...(bindHost !== undefined && { DEFAULT_AGENT_BIND_HOST: bindHost }),
  };
}

function proxyData({ props: { proxy } }: Settings): { readonly [variable: string]: string } {
  if (proxy === undefined) return {};
  return 'url' in proxy ? { PROXY_URL: proxy.url } : { MCP_EGRESS_PLAINTEXT: 'true' };
}
