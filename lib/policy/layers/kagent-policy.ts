/** kagent has one policy for its openclaw and nemoclaw backends and one for hermes. */
export type KagentFlavour = 'claw' | 'hermes';

export type KagentChannel = 'slack' | 'telegram';

/** Who may use `allowedDomains`. source: facts/kagent.md §3; facts/verified.md §7 */
export const KAGENT_BINARIES: { readonly [F in KagentFlavour]: readonly string[] } = {
  claw: [
    '/usr/bin/node',
    '/usr/local/bin/node',
    '/usr/bin/npm',
    '/usr/bin/npx',
    '/usr/bin/curl',
    '/usr/bin/wget',
    '/usr/bin/git',
    '/sandbox/**',
  ],
  hermes: [
    '/usr/local/bin/hermes',
    '/usr/bin/python3*',
    '/opt/hermes/.venv/bin/python',
    '/usr/bin/curl',
    '/usr/bin/git',
    '/sandbox/**',
  ],
};

/** Hosts of the baselines that share no rule with anybody, two package registries of each aside. source: facts/kagent.md §3 */
export const KAGENT_BASELINE_HOSTS: { readonly [F in KagentFlavour]: readonly string[] } = {
  claw: ['clawhub.ai', 'openclaw.ai', 'docs.openclaw.ai'],
  hermes: [
    'integrate.api.nvidia.com',
    'inference-api.nvidia.com',
    'github.com',
    'api.github.com',
    '**.nousresearch.com',
    'nousresearch.com',
  ],
};

/** Hosts that a channel opens by itself. source: facts/kagent.md §3 */
export const KAGENT_CHANNEL_HOSTS: { readonly [C in KagentChannel]: readonly string[] } = {
  slack: ['slack.com', 'api.slack.com', 'hooks.slack.com', 'wss-primary.slack.com', 'wss-backup.slack.com'],
  telegram: ['api.telegram.org'],
};
