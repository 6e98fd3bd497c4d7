import type { Policy } from '../../lib/policy';
import { baselines, presets, tiers } from '../../lib/policy/presets';
import { releases } from '../../lib/releases';

const MIRROR = { host: 'packages.example.com' };
const SERVICE = { host: 'vllm.models.svc.cluster.local', port: 8000, allowedIps: ['10.96.0.0/16'] };
const COLLECTOR = { host: 'otel.observe.svc.cluster.local', port: 4318, allowedIps: ['10.96.0.0/16'] };
const BROKER = { host: 'nous-broker.tools.svc.cluster.local', port: 11436, allowedIps: ['10.96.0.0/16'] };

/** Every preset as OpenClaw or its own agent would have it; all mirrors on one host, the hardest case. */
export const EVERY_PRESET: { readonly [Name in keyof typeof presets]: Policy } = {
  brave: presets.brave({ agent: 'openclaw' }),
  brew: presets.brew({ mirror: { ...MIRROR, path: '/brew' } }),
  claudeCode: presets.claudeCode({ telemetry: true }),
  discord: presets.discord({ agent: 'openclaw' }),
  github: presets.github({ access: 'read-only' }),
  goose: presets.goose({ providers: ['anthropic', 'openai', 'openrouter'] }),
  huggingface: presets.huggingface({ agent: 'openclaw' }),
  jira: presets.jira({ agent: 'openclaw' }),
  localInference: presets.localInference({ agent: 'openclaw', services: [SERVICE] }),
  nousAudio: presets.nousAudio({ broker: BROKER }),
  nousBrowser: presets.nousBrowser({ broker: BROKER }),
  nousCode: presets.nousCode({ broker: BROKER }),
  nousImage: presets.nousImage({ broker: BROKER }),
  nousResearch: presets.nousResearch({ agent: 'hermes' }),
  nousWeb: presets.nousWeb({ broker: BROKER }),
  npm: presets.npm({ mirror: { ...MIRROR, path: '/npm' } }),
  nvidia: presets.nvidia({ agent: 'hermes' }),
  observabilityOtlp: presets.observabilityOtlp({ agent: 'hermes', collector: COLLECTOR }),
  openclawDiagnosticsOtel: presets.openclawDiagnosticsOtel({ agent: 'openclaw', collector: COLLECTOR }),
  openclawPricing: presets.openclawPricing({ agent: 'openclaw' }),
  openclawRegistry: presets.openclawRegistry({ agent: 'openclaw' }),
  outlook: presets.outlook({ agent: 'openclaw' }),
  publicReference: presets.publicReference({ agent: 'openclaw' }),
  pypi: presets.pypi({ mirror: { ...MIRROR, path: '/pypi/' } }),
  slack: presets.slack({ agent: 'openclaw' }),
  tavily: presets.tavily({ agent: 'hermes' }),
  teams: presets.teams({ agent: 'openclaw' }),
  telegram: presets.telegram({ agent: 'openclaw' }),
  weather: presets.weather({ agent: 'openclaw' }),
  wechat: presets.wechat({ agent: 'openclaw' }),
  whatsapp: presets.whatsapp({ agent: 'openclaw' }),
};

/** Every baseline for a release. */
export function everyBaseline(release: keyof typeof releases): { readonly [Name in keyof typeof baselines]: Policy } {
  const options = { release: releases[release] };
  return {
    openclaw: baselines.openclaw({ ...options, npm: { ...MIRROR, path: '/npm' } }),
    nemoclaw: baselines.nemoclaw({ ...options, npm: { ...MIRROR, path: '/npm' } }),
    hermes: baselines.hermes({ ...options, pypi: { ...MIRROR, path: '/pypi' } }),
    deepAgents: baselines.deepAgents({ ...options, pypi: { ...MIRROR, path: '/pypi' } }),
    goose: baselines.goose({ ...options, providers: ['anthropic'] }),
    claudeCode: baselines.claudeCode(options),
  };
}

/** Every tier for an agent, with all mirrors. */
export function everyTier(agent: 'openclaw' | 'nemoclaw' | 'hermes') {
  const options = { agent, mirrors: { npm: MIRROR, pypi: MIRROR, brew: MIRROR } } as const;
  return { restricted: tiers.restricted(), balanced: tiers.balanced(options), open: tiers.open(options) };
}
