import { brave } from './brave';
import { brew } from './brew';
import { claudeCode } from './claude-code';
import { discord } from './discord';
import { github } from './github';
import { goose } from './goose';
import { huggingface } from './huggingface';
import { jira } from './jira';
import { localInference } from './local-inference';
import { nousAudio } from './nous-audio';
import { nousBrowser } from './nous-browser';
import { nousCode } from './nous-code';
import { nousImage } from './nous-image';
import { nousResearch } from './nous-research';
import { nousWeb } from './nous-web';
import { npm } from './npm';
import { nvidia } from './nvidia';
import { observabilityOtlp } from './observability-otlp';
import { openclawDiagnosticsOtel } from './openclaw-diagnostics-otel';
import { openclawPricing } from './openclaw-pricing';
import { openclawRegistry } from './openclaw-registry';
import { outlook } from './outlook';
import { publicReference } from './public-reference';
import { pypi } from './pypi';
import { slack } from './slack';
import { tavily } from './tavily';
import { teams } from './teams';
import { telegram } from './telegram';
import { weather } from './weather';
import { wechat } from './wechat';
import { whatsapp } from './whatsapp';

export * from './baselines';
export type { Agent, Caller } from './callers';
export type { ClaudeCodeOptions } from './claude-code';
export type { ClusterService, PackageMirror } from './endpoints';
export type { GithubOptions } from './github';
export type { GooseOptions } from './goose';
export type { LocalInferenceOptions } from './local-inference';
export type { NousOptions } from './nous-broker';
export type { Bundle, BundleInfo, NetworkFragment } from './preset';
export * from './tiers';

/**
 * Pieces of policy by name, each opening one thing. They are upstream's, normalised so that all of them compose: every
 * host is opened in one way whoever opens it. source: facts/nemoclaw.md §2.5, §2.6
 */
export const presets = {
  brave,
  brew,
  claudeCode,
  discord,
  github,
  goose,
  huggingface,
  jira,
  localInference,
  nousAudio,
  nousBrowser,
  nousCode,
  nousImage,
  nousResearch,
  nousWeb,
  npm,
  nvidia,
  observabilityOtlp,
  openclawDiagnosticsOtel,
  openclawPricing,
  openclawRegistry,
  outlook,
  publicReference,
  pypi,
  slack,
  tavily,
  teams,
  telegram,
  weather,
  wechat,
  whatsapp,
} as const;
