import { App, Chart, Testing } from 'cdk8s';
import { NemoClawHarness } from '../../constructs/cdk8s';
import { resourceOptions, WAIT_FOR, withEngineAnnotations } from '../../constructs/pulumi/resource-options';
import {
  harnessStateOf,
  INPUTS_ANNOTATION,
  type NemoClawHarnessProps,
  nemoClawHarness,
  resourcesOfProfile,
} from '../../lib/components/nemoclaw-harness';
import { suffixOf } from '../../lib/components/nemoclaw-harness/channels';
import {
  EXAMPLE_POLICY,
  exampleControlPlane,
  exampleGateway,
  exampleHarness,
  exampleHarnessPlatform,
} from '../../lib/components/nemoclaw-harness/example';
import { storedPolicyOf } from '../../lib/components/nemoclaw-harness/state';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';
import { checkPolicy, load } from '../../lib/policy';
import { baselines, presets } from '../../lib/policy/presets';
import { openShell } from '../../lib/releases/openshell';
import { LateOutput } from '../fixtures/late-output';

type Changes = Parameters<typeof exampleHarness>[0];

function resourcesOf(changes: Changes = {}): readonly Resource[] {
  const { resources, diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources;
}

function harnessOf(changes: Changes = {}): Resource {
  const found = resourcesOf(changes).find(({ key }) => key === 'harness');
  if (found === undefined) throw new Error('no harness');
  return found;
}

const annotationsOf = (changes: Changes) => harnessOf(changes).manifest.metadata.annotations ?? {};

const NEMOCLAW_IMAGE =
  'ghcr.io/kagent-dev/nemoclaw/sandbox-base@sha256:d52bee415dc4c0dba7164f9eabe727574c056d4f211781f20af249707883a3b4';
const TELEGRAM = { telegram: { botToken: { name: 'ops-bot', key: 'token' }, allowedUserIDs: ['1001'] } };
const SLACK_TOKENS = { botToken: { name: 'ops-slack', key: 'bot' }, appToken: { name: 'ops-slack', key: 'app' } };
const SLACK = { slack: { ...SLACK_TOKENS, allowlistChannels: ['C0123456789'] } };

/** What makes the supervisor say what it decides. */
const DECISIONS = { name: 'OPENSHELL_LOG_LEVEL', value: 'info' };

const waived = (rule: string) => [{ rule, at: 'team-a/coder', reason: 'a test' }];

test('keys and phases, pinned', () => {
  expect(resourcesOf().map(({ key, phase, scope }) => `${phase} ${scope} ${key}`)).toEqual([
    'guard Cluster edit-guard',
    'guard Cluster edit-guard-binding',
    'workload Namespaced harness',
  ]);
  expect(harnessOf().dependsOn).toEqual(['edit-guard', 'edit-guard-binding']);
  expect(resourcesOf({ editGuard: false }).map(({ key }) => key)).toEqual(['harness']);
});

describe('the AgentHarness', () => {
  test('has every default written out, and asks kagent for no host where sync writes the policy', () => {
    expect(harnessOf().manifest).toEqual({
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'AgentHarness',
      metadata: {
        name: 'coder',
        namespace: 'team-a-kagent',
        labels: {
          'app.kubernetes.io/name': 'coder',
          'app.kubernetes.io/component': 'harness',
          'app.kubernetes.io/part-of': 'kagent-fleet',
          'app.kubernetes.io/managed-by': 'kagent-fleet',
        },
        annotations: { [INPUTS_ANNOTATION]: expect.stringMatching(/^[0-9a-f]{16}$/) },
      },
      spec: {
        backend: 'nemoclaw',
        env: [DECISIONS],
        runtime: 'openshell',
        image: NEMOCLAW_IMAGE,
        modelConfigRef: 'team-a-kagent/default-model-config',
      },
    });
  });

  test('asks kagent for the policy’s hosts where nobody else writes it and what stays open is acknowledged', () => {
    const acknowledge = [{ rule: 'KF5612', reason: 'a trial, in a cluster without data' }];
    expect(harnessOf({ sync: false, acknowledge }).manifest.spec).toMatchObject({
      network: { allowedDomains: ['tickets.example.com'] },
    });
  });

  test('never asks for a host that kagent or a channel opens itself, which would undo its rules', () => {
    const endpoint = (host: string) => ({
      host,
      port: 443,
      protocol: 'rest' as const,
      enforcement: 'enforce' as const,
      rules: [{ method: 'GET' as const, path: '/v1/**' }],
    });
    const endpoints = [endpoint('clawhub.ai'), endpoint('slack.com'), endpoint('tickets.example.com')];
    const policy = { version: 1, networkPolicies: { a: { binaries: ['/usr/local/bin/node'], endpoints } } };
    const changes = { policy, sync: false, channels: { team: SLACK } };
    const acknowledge = [{ rule: 'KF5612', reason: 'a trial, in a cluster without data' }];
    expect(harnessOf({ ...changes, acknowledge }).manifest.spec).toMatchObject({
      network: { allowedDomains: ['tickets.example.com'] },
    });
    const { diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none');
    const problems = diagnostics.filter(({ rule }) => rule === 'KF5612').map(({ problem }) => problem);
    expect(problems).toEqual([
      expect.stringContaining('kagent opens clawhub.ai itself'),
      expect.stringContaining('kagent opens slack.com itself'),
      expect.stringContaining('opens ports 443 and 80 for every request'),
      expect.stringMatching(/^kagent opens beside the policy openclaw.ai, .*and two package registries$/),
    ]);
  });

  test('takes image, description and values of variables that are known later, and checks them then', () => {
    const made = (image: string, value: string) =>
      prepare(
        nemoClawHarness,
        exampleHarness({
          image: new LateOutput(() => image),
          description: new LateOutput(() => 'later'),
          env: [{ name: 'REGION', value: new LateOutput(() => value) }],
        }),
        'team-a/coder',
        'pulumi',
      ).resources.find(({ key }) => key === 'harness')?.manifest.spec as {
        readonly image: LateOutput<string>;
        readonly env: readonly { readonly value: LateOutput<string> }[];
      };
    const image = `mirror.example/coder@sha256:${'1'.repeat(64)}`;
    expect(made(image, 'eu').image.get()).toBe(image);
    expect(made(image, 'eu').env[0]?.value.get()).toBe('eu');
    expect(() => made('mirror.example/coder:1', 'eu').image.get()).toThrow('KF1101');
    expect(() => made(image, 'x'.repeat(8193)).env[0]?.value.get()).toThrow('KF5606');
  });

  test('carries description, environment and an image from the mirror', () => {
    const platform = exampleHarnessPlatform();
    const images = { ...platform.images, mirrors: { 'ghcr.io': 'mirror.example/ghcr' } };
    const { spec } = harnessOf({
      description: 'reviews pull requests',
      env: [{ name: 'REGION', value: 'eu-west-1' }],
      controlPlane: exampleControlPlane({ platform: { ...platform, images } }),
    }).manifest;
    expect(spec).toMatchObject({
      description: 'reviews pull requests',
      env: [{ name: 'REGION', value: 'eu-west-1' }, DECISIONS],
      image: NEMOCLAW_IMAGE.replace('ghcr.io', 'mirror.example/ghcr'),
    });
  });

  test('names its ModelConfig with the namespace, which may be another', () => {
    const apiKey = { name: 'openai', key: 'apiKey' };
    const modelConfig = { name: 'mini', namespace: 'team-a', provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey };
    expect(harnessOf({ modelConfig }).manifest.spec).toMatchObject({ modelConfigRef: 'team-a/mini' });
  });

  test('tells openclaw and nemoclaw the channels by reference, closed unless said otherwise', () => {
    expect(harnessOf({ channels: { ops: TELEGRAM, team: SLACK } }).manifest.spec).toMatchObject({
      channels: [
        {
          name: 'ops',
          type: 'telegram',
          telegram: {
            botToken: { valueFrom: { type: 'Secret', name: 'ops-bot', key: 'token' } },
            allowedUserIDs: ['1001'],
          },
        },
        {
          name: 'team',
          type: 'slack',
          slack: {
            botToken: { valueFrom: { type: 'Secret', name: 'ops-slack', key: 'bot' } },
            appToken: { valueFrom: { type: 'Secret', name: 'ops-slack', key: 'app' } },
            openclaw: { channelAccess: 'allowlist', allowlistChannels: ['C0123456789'], interactiveReplies: true },
          },
        },
      ],
    });
  });

  test('tells hermes the users', () => {
    const allowedUserIDs = ['U1'];
    const channels = { team: { slack: { ...SLACK_TOKENS, allowedUserIDs, homeChannel: 'C0123456789' } } };
    const { spec } = harnessOf({ backend: 'hermes', channels }).manifest as KubernetesObject & {
      spec: { channels: readonly { slack: object }[] };
    };
    expect(spec.channels[0]?.slack).toEqual({
      botToken: { valueFrom: { type: 'Secret', name: 'ops-slack', key: 'bot' } },
      appToken: { valueFrom: { type: 'Secret', name: 'ops-slack', key: 'app' } },
      hermes: { allowedUserIDs, homeChannel: 'C0123456789' },
    });
  });

  // kagent drops what is empty when it writes the object back, and the edit guard would refuse it the write.
  test('holds nothing that is empty', () => {
    const isEmpty = (value: unknown) =>
      value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
    const emptyBelow = (value: unknown): boolean =>
      isEmpty(value) || (typeof value === 'object' && Object.values(value ?? {}).some(emptyBelow));
    for (const changes of [
      {},
      { policy: 'baseline', sync: false, env: [], acknowledge: waived('KF5611') },
      { description: '', env: [{ name: 'EMPTY', value: '' }] },
      { channels: { ops: { telegram: { ...TELEGRAM.telegram, allowedUserIDs: [] } } }, acknowledge: waived('KF5615') },
    ]) {
      expect(emptyBelow(harnessOf(changes).manifest.spec)).toBe(false);
    }
  });

  test('lets its supervisor say what it decides, unless told otherwise', () => {
    expect(harnessOf().manifest.spec).toMatchObject({ env: [DECISIONS] });
    expect(harnessOf({ decisionLog: false }).manifest.spec).not.toHaveProperty('env');
  });

  test('names the provider records that stay in the gateway when it goes', () => {
    expect(annotationsOf({ channels: { 'ops-bot': TELEGRAM, team: SLACK } })).toMatchObject({
      'kagent-fleet.dev/gateway-providers': [
        'team-a-kagent-coder-telegram-OPS_BOT',
        'team-a-kagent-coder-slack-TEAM',
        'team-a-kagent-coder-slack-app-TEAM',
      ].join(','),
    });
  });

  test('is ready when kagent has accepted it, set it up and sees its sandbox', () => {
    expect(withEngineAnnotations(harnessOf()).metadata.annotations?.[WAIT_FOR]).toBe(
      '["condition=Accepted","condition=BootstrapReady","condition=Ready"]',
    );
  });
});

describe('a change of what upstream reads once', () => {
  const FIELDS = ['backend', 'runtime', 'image', 'env', 'network', 'modelConfigRef', 'channels', 'substrate'];

  test('is a replacement, which the protection of the harness refuses', () => {
    const options = resourceOptions(harnessOf());
    expect(options).toEqual({
      replaceOnChanges: [...FIELDS.map((field) => `spec.${field}`), `metadata.annotations["${INPUTS_ANNOTATION}"]`],
      deleteBeforeReplace: true,
      protect: true,
    });
    expect(harnessOf().state).toEqual({ what: 'the sandbox and its workspace', retain: false, protect: true });
  });

  test('is carried out when that is asked for', () => {
    expect(resourceOptions(harnessOf({ onChange: 'replace' }))).not.toHaveProperty('protect');
  });

  const inputs = (changes: Changes) => annotationsOf(changes)[INPUTS_ANNOTATION];
  const gateway = (changes: object) => ({
    controlPlane: exampleControlPlane({ gateway: exampleGateway(changes) }),
  });

  test.each<[string, Changes]>([
    ['the content of Secrets', { secretsRevision: '2' }],
    ['the model of the route', gateway({ inference: { ...exampleGateway().inference, model: 'gpt-4.1' } })],
    [
      'the Secret of the model',
      gateway({ inference: { ...exampleGateway().inference, apiKey: { name: 'b', key: 'c' } } }),
    ],
    ['the address of the gateway', gateway({ identity: 'fedcba9876543210' })],
  ])('%s is one too, although the AgentHarness does not hold it', (_, changes) => {
    expect(inputs(changes)).not.toBe(inputs({}));
  });

  test('the policy is none where sync writes it', () => {
    const policy = { ...EXAMPLE_POLICY, networkPolicies: {} };
    expect(harnessOf({ policy }).manifest).toEqual(harnessOf().manifest);
  });
});

describe('the guard against edits', () => {
  const [policy, binding] = resourcesOf().map(({ manifest }) => manifest as KubernetesObject & { spec: never });

  test('holds for this harness alone', () => {
    expect(policy?.metadata.name).toBe('kagent-fleet-harness-edits.team-a-kagent.coder');
    expect(policy?.spec).toMatchObject({
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['kagent.dev'],
            apiVersions: ['v1alpha2'],
            operations: ['UPDATE'],
            resources: ['agentharnesses'],
            scope: 'Namespaced',
          },
        ],
      },
      matchConditions: [{ name: 'this-harness', expression: "object.metadata.name == 'coder'" }],
    });
    expect(binding?.spec).toMatchObject({
      policyName: policy?.metadata.name,
      validationActions: ['Deny'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team-a-kagent'] }],
        },
      },
    });
  });
});

describe('the rows of the gateway', () => {
  test('are the policy, with what the channels need and what is frozen, and the check', () => {
    const [policy, check, ...more] = harnessStateOf(exampleHarness({ channels: { ops: TELEGRAM } }));
    expect(more).toEqual([]);
    expect(policy).toMatchObject({
      kind: 'Policy',
      key: 'harness-coder',
      sandbox: 'team-a-kagent-coder',
      policy: {
        version: 1,
        filesystem: { includeWorkdir: true, readWrite: expect.arrayContaining(['/sandbox/.openclaw']) },
        landlock: { compatibility: 'best_effort' },
        process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
        networkPolicies: {
          telegram_bot: { endpoints: [{ host: 'api.telegram.org' }] },
          tickets: { endpoints: [{ host: 'tickets.example.com' }] },
        },
      },
    });
    expect(check).toEqual({
      kind: 'Check',
      key: 'harness-coder-runs',
      sandbox: 'team-a-kagent-coder',
      command: expect.arrayContaining(['curl', 'http://127.0.0.1:18800/health']),
    });
  });

  test('keep what the policy itself says of a messenger', () => {
    const { networkPolicies } = presets.telegram({ binaries: ['/usr/local/bin/node'] });
    const [row] = harnessStateOf(
      exampleHarness({
        channels: { ops: TELEGRAM },
        policy: { version: 1, networkPolicies: { mine: networkPolicies.telegram_bot } },
      }),
    );
    const { policy } = row as { policy: { networkPolicies: object } };
    expect(Object.keys(policy.networkPolicies)).toEqual(['mine']);
  });

  const { openclaw, nemoclaw, hermes } = baselines;
  test.each([
    ['openclaw', openclaw],
    ['nemoclaw', nemoclaw],
    ['hermes', hermes],
  ] as const)(
    'hold for %s, its baseline and both messengers a policy that the gateway and the supervisor load',
    (backend, baseline) => {
      const users = { allowedUserIDs: ['1001'] };
      const team = backend === 'hermes' ? { slack: { ...SLACK_TOKENS, ...users } } : SLACK;
      const changes = { backend, policy: baseline({ release: '0.0.46' }), channels: { ops: TELEGRAM, team } };
      expect(resourcesOf(changes)).toHaveLength(3);
      const stored = storedPolicyOf(exampleHarness(changes)) ?? {};
      expect(load(stored, openShell('0.0.46')).status).toBe('ok');
      expect(
        checkPolicy(stored, openShell('0.0.46'), { construct: 'team-a/coder', subject: 'props' }).filter(isBlocking),
      ).toEqual([]);
    },
  );

  test('hold no policy where kagent’s own stays, and no check where none is wanted', () => {
    expect(harnessStateOf(exampleHarness({ policy: 'baseline', verify: false }))).toEqual([]);
    expect(harnessStateOf(exampleHarness({ sync: false })).map(({ kind }) => kind)).toEqual(['Check']);
  });

  test('check Hermes where it listens, or as the user says', () => {
    const hermes = harnessStateOf(exampleHarness({ backend: 'hermes', policy: 'baseline' }));
    expect(hermes).toMatchObject([{ command: expect.arrayContaining(['http://127.0.0.1:18642/health']) }]);
    const own = harnessStateOf(exampleHarness({ policy: 'baseline', verify: { command: ['true'] } }));
    expect(own).toMatchObject([{ command: ['true'] }]);
  });
});

describe('two harnesses of one program', () => {
  const HERE = exampleControlPlane({ watches: 'all' });

  function errorsOf(...harnesses: readonly Changes[]): string {
    const app = new App({ outdir: Testing.app().outdir });
    const chart = new Chart(app, 'team-a');
    harnesses.forEach((changes, index) => {
      new NemoClawHarness(chart, `h${index}`, exampleHarness({ controlPlane: HERE, ...changes }));
    });
    try {
      Testing.synth(chart);
      app.synth();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('stand beside each other', () => {
    expect(errorsOf({ name: 'one', channels: { ops: TELEGRAM } }, { name: 'two' })).toBe('');
  });

  test('are not joined to the name of one sandbox', () => {
    const message = errorsOf({ namespace: 'a-b', name: 'c' }, { namespace: 'a', name: 'b-c' });
    expect(message).toContain('KF7011');
    expect(message).toContain('sandbox a-b-c of gateway team-a-openshell/openshell');
  });

  test('may be where they have a gateway each', () => {
    const gateway = exampleGateway({ namespace: 'team-b-openshell' });
    const other = exampleControlPlane({ watches: 'all', gateway });
    expect(errorsOf({ namespace: 'a-b', name: 'c' }, { namespace: 'a', name: 'b-c', controlPlane: other })).toBe('');
  });

  test('share no token', () => {
    const message = errorsOf({ name: 'one', channels: { a: TELEGRAM } }, { name: 'two', channels: { b: TELEGRAM } });
    expect(message).toContain('KF7011');
    expect(message).toContain('messenger token token of Secret team-a-kagent/ops-bot');
  });

  test('share one ModelConfig on one gateway', () => {
    const modelConfig = { name: 'other', ...exampleGateway().inference };
    const message = errorsOf({ name: 'one' }, { name: 'two', modelConfig });
    expect(message).toContain('KF7012');
    expect(message).toContain('the inference route of gateway team-a-openshell/openshell');
    expect(message).toContain('ModelConfig team-a-kagent/default-model-config');
  });
});

describe('what is refused', () => {
  const found = (changes: Changes) =>
    prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none').diagnostics.map(
      ({ rule, path }) => `${rule} ${path.join('.')}`,
    );
  const gateway = (changes: object) => exampleControlPlane({ gateway: exampleGateway(changes) });
  const slack = (settings: object) => ({ channels: { team: { slack: { ...SLACK_TOKENS, ...settings } } } });

  test.each<[string, Changes, string]>([
    ['no gateway', { controlPlane: exampleControlPlane({ gateway: undefined }) }, 'KF5603 controlPlane.gateway'],
    ['a later gateway', { controlPlane: gateway({ version: '0.0.60' }) }, 'KF5603 controlPlane.gateway.version'],
    [
      'a long join where names are short',
      { name: 'reviewer', controlPlane: gateway({ version: '0.0.111' }) },
      'KF5601 name',
    ],
    ['a name with a dot', { name: 'a.b' }, 'KF5601 name'],
    ['a namespace that nobody watches', { namespace: 'team-b' }, 'KF5402 namespace'],
    ['no model at all', { controlPlane: exampleControlPlane({ defaultModelConfig: undefined }) }, 'KF5604 modelConfig'],
    [
      'a provider that is not routed',
      { modelConfig: { name: 'm', provider: 'Gemini', model: 'x', apiKey: { name: 'a', key: 'b' } } },
      'KF5604 modelConfig.provider',
    ],
    [
      'a base URL',
      { modelConfig: { name: 'm', ...exampleGateway().inference, openAI: { baseUrl: 'http://vllm:8000/v1' } } },
      'KF5604 modelConfig.openAI.baseUrl',
    ],
    ['a bare name of a ModelConfig', { modelConfig: 'mini' }, 'KF5604 modelConfig'],
    ['a profile that the route does not fit', { inferenceProfile: 'vllm' }, 'KF5605 inferenceProfile'],
    [
      'a variable given twice',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      'KF5606 env.1.name',
    ],
    ['a value that is too long', { env: [{ name: 'A', value: 'x'.repeat(8193) }] }, 'KF5606 env.0.value'],
    ['what the loader reads', { env: [{ name: 'LD_PRELOAD', value: '/sandbox/a.so' }] }, 'KF5607 env.0.name'],
    ['a baked setting', { env: [{ name: 'CHAT_UI_URL', value: 'https://a.example' }] }, 'KF5608 env.0.name'],
    ['what only nemoclaw-start reads', { env: [{ name: 'NEMOCLAW_CORS_ORIGIN', value: '*' }] }, 'KF5608 env.0.name'],
    ['a RuntimeClass', { runtimeClassName: 'gvisor' }, 'KF5609 runtimeClassName'],
    ['a file with an unknown key', { policy: { yaml: 'version: 1\nnetworks: {}\n' } }, 'KF5610 policy.yaml.networks'],
    ['hosts of a messenger in part', { ...slack({ allowlistChannels: ['C1'] }), sync: false }, 'KF5612 policy'],
    [
      'a blank user',
      { channels: { ops: { telegram: { ...TELEGRAM.telegram, allowedUserIDs: [' '] } } } },
      'KF5614 channels.ops.telegram.allowedUserIDs.0',
    ],
    [
      'a token in clear',
      { channels: { ops: { telegram: { botToken: { value: '1:a' }, allowedUserIDs: ['1'] } } } },
      'KF5614 channels.ops.telegram.botToken',
    ],
    ['settings of the other backend', slack({ allowedUserIDs: ['U1'] }), 'KF5614 channels.team.slack.allowedUserIDs'],
    ['an empty allow list', slack({}), 'KF5614 channels.team.slack.allowlistChannels'],
    ['an unknown access', slack({ channelAccess: 'everyone' }), 'KF5614 channels.team.slack.channelAccess'],
    ['two messengers in one channel', { channels: { a: { ...TELEGRAM, ...SLACK } } }, 'KF5614 channels.a'],
    ['an open Slack', slack({ channelAccess: 'open' }), 'KF5615 channels.team.slack'],
    ['a Hermes without users', { backend: 'hermes', ...slack({}) }, 'KF5615 channels.team.slack'],
    ['an unknown backend', { backend: 'claude' }, 'KF5618 backend'],
    ['no command', { verify: { command: [] } }, 'KF5619 verify.command'],
    ['a variable called as a secret', { env: [{ name: 'GITHUB_TOKEN', value: 'x' }] }, 'KF5620 env.0.name'],
  ])('%s', (_, changes, expected) => {
    expect(found(changes)).toContain(expected);
  });

  test('no token is shown', () => {
    const { diagnostics } = prepare(
      nemoClawHarness,
      exampleHarness({
        channels: { ops: { telegram: { botToken: { value: '123:made-up' }, allowedUserIDs: ['1'] } } },
      }),
      'team-a/coder',
      'none',
    );
    expect(JSON.stringify(diagnostics)).not.toContain('made-up');
  });

  const WRONG = [null, 7, 'x', [], {}, { a: null }, [null], { a: { telegram: null } }];
  const PROPS = Object.keys(nemoClawHarness.props).filter((prop) => prop !== 'acknowledge' && prop !== 'patches');

  test.each(PROPS)('wrong types in %s, without a crash of a rule', (prop) => {
    for (const value of WRONG) {
      const { diagnostics } = prepare(nemoClawHarness, exampleHarness({ [prop]: value }), 'team-a/coder', 'none');
      const own = diagnostics.filter(({ rule }) => rule.startsWith('KF56'));
      expect(own.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
    }
  });
});

test('an acknowledged baseline is built', () => {
  const acknowledge = [{ rule: 'KF5611', reason: 'the sandbox namespace is fenced by another team' }];
  expect(harnessOf({ policy: 'baseline', sync: undefined, acknowledge }).manifest.spec).toMatchObject({});
});

test('a resource profile is a share of a node, for the gateway', () => {
  const amounts = { cpu: '6000m', memory: '24576Mi' };
  expect(resourcesOfProfile('developer', { cpu: 8, memoryGi: 32 })).toEqual({ requests: amounts, limits: amounts });
});

test.each([
  ['ops-bot', 'OPS_BOT'],
  ['ops_bot', 'OPS_BOT'],
  ['Ops.Bot', 'OPSBOT'],
  ['größe', 'GRÖSSE'],
  ['...', 'CHANNEL'],
])('kagent makes of the channel name %s the suffix %s', (name, suffix) => {
  expect(suffixOf(name)).toBe(suffix);
});

// The backend decides what a channel can be told; the compiler refuses the settings of the other.
const HERMES: NemoClawHarnessProps = {
  controlPlane: exampleControlPlane(),
  name: 'coder',
  backend: 'hermes',
  policy: 'baseline',
  // @ts-expect-error channelAccess is for openclaw and nemoclaw
  channels: { team: { slack: { ...SLACK_TOKENS, channelAccess: 'open' } } },
};
test('the type is one of the backends', () => expect(HERMES.backend).toBe('hermes'));
