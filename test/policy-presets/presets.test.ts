import {
  checkPolicy,
  compose,
  decide,
  type EndpointDocument,
  findAmbiguities,
  load,
  type Policy,
  type PolicyRequest,
} from '../../lib/policy';
import { baselines, presets, tiers } from '../../lib/policy/presets';
import { type ReleaseName, releases } from '../../lib/releases';
import { OPENSHELL_RELEASES, openShell } from '../../lib/releases/openshell';
import { EVERY_PRESET, everyBaseline, everyTier } from './bundles';

const RELEASES = Object.keys(releases) as ReleaseName[];
const PLACE = { construct: 'team-a/policy', subject: 'props' } as const;
const PRESETS = Object.entries(EVERY_PRESET) as [keyof typeof EVERY_PRESET, Policy][];

test('the presets, pinned: their names are part of the interface', () => {
  expect(Object.keys(presets)).toEqual(PRESETS.map(([name]) => name));
  expect(Object.keys(baselines)).toEqual(['openclaw', 'nemoclaw', 'hermes', 'deepAgents', 'goose', 'claudeCode']);
  expect(Object.keys(tiers)).toEqual(['restricted', 'balanced', 'open']);
});

test.each(Object.entries({ ...presets, ...baselines, ...tiers }))('%s says in one line what it opens', (_, bundle) => {
  expect(bundle.opens).toMatch(/^[^\n]{20,140}$/);
  expect(bundle.id).toMatch(/^[a-z0-9-]+$/);
});

test('all presets compose with each other and with every baseline', () => {
  for (const base of Object.values(everyBaseline('SIDE_BY_SIDE'))) {
    const policy = compose<Policy>(base, ...Object.values(EVERY_PRESET));
    expect(findAmbiguities(policy)).toEqual([]);
    for (const release of OPENSHELL_RELEASES.filter(({ quirks }) => quirks.survivesHardRequirement)) {
      expect(load(policy, release)).toMatchObject({ status: 'ok' });
    }
  }
});

describe.each(PRESETS)('%s', (_, policy) => {
  test.each(OPENSHELL_RELEASES.map((release) => [release.version, release] as const))(
    'loads on OpenShell %s without an error',
    (_version, release) => {
      expect(load(policy, release).status).toBe('ok');
      // A preset opens network only; files are confined by the baseline that it is composed with.
      const landlock = { compatibility: release.quirks.survivesHardRequirement ? 'hard_requirement' : 'best_effort' };
      const errors = checkPolicy({ landlock, ...policy }, release, PLACE).filter(
        ({ severity }) => severity === 'error',
      );
      expect(errors.map(({ rule, problem }) => `${rule} ${problem}`)).toEqual([]);
    },
  );

  test('checks every request that it can, and refuses instead of noting', () => {
    for (const { endpoints = [] } of Object.values(policy.networkPolicies ?? {})) {
      for (const { protocol, enforcement, tls, host } of endpoints as readonly EndpointDocument[]) {
        if (host?.endsWith('web.whatsapp.com')) expect([protocol, tls]).toEqual([undefined, 'skip']);
        else expect([enforcement, tls]).toEqual(['enforce', undefined]);
      }
    }
  });

  test('serves no executable that the agent could have written', () => {
    for (const { binaries = [] } of Object.values(policy.networkPolicies ?? {})) {
      expect(binaries.filter((path) => path.includes('**') || /^\/(sandbox|tmp)\b/.test(path))).toEqual([]);
      expect(binaries).not.toEqual([]);
    }
  });
});

describe.each(RELEASES)('under %s', (name) => {
  const release = releases[name];
  const agents = ['openclaw', 'nemoclaw', 'hermes'] as const;

  test.each(Object.entries(everyBaseline(name)))('the baseline of %s loads', (_, policy) => {
    expect(load(policy, openShell(release))).toMatchObject({ status: 'ok' });
    const found = checkPolicy(policy, openShell(release), PLACE);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(
    agents.flatMap((agent) => Object.entries(everyTier(agent)).map(([tier, parts]) => [agent, tier, parts] as const)),
  )('%s with the %s tier validates, as upstream’s own bundles do not', (agent, _tier, parts) => {
    const policy = compose<Policy>(everyBaseline(name)[agent], ...parts);
    expect(load(policy, openShell(release)).status).toBe('ok');
  });

  test('Landlock is demanded where the supervisor survives it', () => {
    const { landlock } = baselines.hermes({ release });
    const { survivesHardRequirement } = openShell(release).quirks;
    expect(landlock).toEqual({ compatibility: survivesHardRequirement ? 'hard_requirement' : 'best_effort' });
  });
});

test('a baseline without network opens nothing', () => {
  expect(baselines.openclaw({ release: releases.KAGENT_0_9, network: 'none' }).networkPolicies).toEqual({});
});

type Case = readonly [preset: keyof typeof presets, effect: 'allow' | 'deny', request: Partial<PolicyRequest>];
const NODE = '/usr/local/bin/node';
const GIT = '/usr/lib/git-core/git-remote-http';
const PYTHON = '/usr/bin/python3.13';
const CASES: readonly Case[] = [
  ['brave', 'allow', { binary: NODE, host: 'api.search.brave.com', path: '/res/v1/web/search?q=a' }],
  ['brave', 'deny', { binary: '/usr/bin/wget', host: 'api.search.brave.com' }],
  ['github', 'allow', { binary: GIT, host: 'github.com', path: '/acme/web.git/info/refs?service=git-upload-pack' }],
  ['github', 'deny', { binary: GIT, host: 'github.com', path: '/acme/web.git/info/refs?service=git-receive-pack' }],
  ['github', 'allow', { binary: GIT, host: 'github.com', method: 'POST', path: '/acme/web.git/git-upload-pack' }],
  ['github', 'deny', { binary: GIT, host: 'github.com', method: 'POST', path: '/acme/web.git/git-receive-pack' }],
  ['github', 'deny', { binary: GIT, host: 'api.github.com', method: 'POST', path: '/repos/acme/web/issues' }],
  ['npm', 'allow', { binary: NODE, host: 'packages.example.com', path: '/npm/left-pad' }],
  ['npm', 'deny', { binary: NODE, host: 'packages.example.com', path: '/pypi/simple/' }],
  ['npm', 'deny', { binary: NODE, host: 'packages.example.com', method: 'PUT', path: '/npm/left-pad' }],
  ['pypi', 'allow', { binary: PYTHON, host: 'packages.example.com', path: '/pypi/simple/requests/' }],
  ['tavily', 'allow', { binary: PYTHON, host: 'api.tavily.com', method: 'POST', path: '/search' }],
  ['tavily', 'deny', { binary: PYTHON, host: 'api.tavily.com', path: '/search' }],
  ['telegram', 'allow', { binary: NODE, host: 'api.telegram.org', method: 'POST', path: '/bot1:x/sendMessage' }],
  ['telegram', 'deny', { binary: NODE, host: 'api.telegram.org', method: 'POST', path: '/file/bot1:x/a/b' }],
  ['discord', 'deny', { binary: NODE, host: 'discord.com', method: 'DELETE', path: '/api/v10/channels/1' }],
  ['discord', 'allow', { binary: NODE, host: 'discord.com', method: 'DELETE', path: '/api/v10/channels/1/messages/2' }],
  ['discord', 'allow', { binary: NODE, host: 'gateway.discord.gg', path: '/?v=10', websocket: true }],
  [
    'localInference',
    'allow',
    {
      binary: NODE,
      host: 'vllm.models.svc.cluster.local',
      port: 8000,
      tls: false,
      addresses: ['10.96.7.8'],
      method: 'POST',
      path: '/v1/chat/completions',
    },
  ],
  [
    'localInference',
    'deny',
    {
      binary: NODE,
      host: 'vllm.models.svc.cluster.local',
      port: 8000,
      tls: false,
      addresses: ['10.244.0.9'],
      method: 'POST',
      path: '/v1/chat/completions',
    },
  ],
  [
    'nousWeb',
    'deny',
    {
      binary: PYTHON,
      host: 'nous-broker.tools.svc.cluster.local',
      port: 11436,
      tls: false,
      addresses: ['10.96.0.9'],
      path: '/modal/run',
    },
  ],
  [
    'goose',
    'allow',
    { binary: '/usr/local/bin/goose', host: 'api.anthropic.com', method: 'POST', path: '/v1/messages' },
  ],
  ['goose', 'deny', { binary: '/usr/local/bin/goose', host: 'api.anthropic.com', method: 'POST', path: '/v1/files' }],
  ['openclawPricing', 'deny', { binary: NODE, host: 'raw.githubusercontent.com', path: '/acme/web/main/run.sh' }],
  ['whatsapp', 'allow', { binary: NODE, host: 'web.whatsapp.com' }],
];

test.each(CASES)('%s: %s %j', (name, effect, request) => {
  for (const release of OPENSHELL_RELEASES) {
    const decision = decide(release, EVERY_PRESET[name], {
      binary: NODE,
      host: '',
      port: 443,
      tls: true,
      path: '/',
      addresses: ['93.184.215.14'],
      ...request,
    });
    expect(decision.effect).toBe(effect);
  }
});

describe('github, narrowed to repositories', () => {
  const policy = presets.github({ access: 'read-write', repositories: ['acme/web', 'tools/*'] });
  const asked = (host: string, path: string, method?: string) =>
    decide(releases.SIDE_BY_SIDE, policy, { binary: GIT, host, port: 443, tls: true, path, method }).effect;

  test.each([
    ['allow', 'github.com', '/acme/web/info/refs?service=git-receive-pack', 'GET'],
    ['allow', 'github.com', '/acme/web.git/git-receive-pack', 'POST'],
    ['allow', 'github.com', '/tools/x.git/git-upload-pack', 'POST'],
    ['deny', 'github.com', '/acme/other.git/git-upload-pack', 'POST'],
    ['allow', 'api.github.com', '/repos/acme/web/issues/3/comments', 'POST'],
    ['deny', 'api.github.com', '/repos/acme/other/issues', 'GET'],
    ['deny', 'api.github.com', '/user/repos', 'POST'],
  ])('%s %s%s by %s', (effect, host, path, method) => {
    expect(asked(host, path, method)).toBe(effect);
  });
});

test.each(['brew', 'npm', 'pypi'] as const)('%s opens the mirror it is given and no other host', (name) => {
  const opened = Object.values(EVERY_PRESET[name].networkPolicies ?? {}).flatMap(({ endpoints = [] }) => endpoints);
  expect(opened.map(({ host }) => host)).toEqual(['packages.example.com']);
});
