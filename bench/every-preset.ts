import { type Policy, presets } from 'kagent-fleet';

const MIRROR = { host: 'packages.example.com' };
const SERVICE = { host: 'vllm.models.svc.cluster.local', port: 8000, allowedIps: ['10.96.0.0/16'] };
const BROKER = { host: 'nous-broker.tools.svc.cluster.local', port: 11436, allowedIps: ['10.96.0.0/16'] };

const EVERY: { readonly [Name in keyof typeof presets]: Policy } = {
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
  observabilityOtlp: presets.observabilityOtlp({ agent: 'hermes', collector: SERVICE }),
  openclawDiagnosticsOtel: presets.openclawDiagnosticsOtel({ agent: 'openclaw', collector: SERVICE }),
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

/** Every preset there is; one that is added and not listed here does not compile. */
export const everyPreset: readonly Policy[] = Object.values(EVERY);
