import { nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { EXAMPLE_POLICY, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { prepare } from '../../lib/components/prepare';
import { formatPath } from '../../lib/plan/path';
import { releases } from '../../lib/releases';
import { LateOutput } from '../fixtures/late-output';

const RULES = ['KF5624', 'KF5625', 'KF5626', 'KF7006'];
const OTHER = `mirror.example/harness@sha256:${'9'.repeat(64)}`;
const OWN = releases.KAGENT_0_9.kagent.harnessImages.nemoclaw;

function said(changes: Readonly<Record<string, unknown>>): string[] {
  const { diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/coder', 'none');
  return diagnostics.filter(({ rule }) => RULES.includes(rule)).map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

const forPrograms = (...binaries: readonly string[]) => ({
  ...EXAMPLE_POLICY,
  networkPolicies: { tickets: { ...EXAMPLE_POLICY.networkPolicies?.tickets, binaries } },
});

describe('the image of a harness', () => {
  test('is known as the release’s by its digest, wherever it comes from', () => {
    const digest = OWN.slice(OWN.indexOf('@'));
    for (const image of [undefined, OWN, `mirror.example/base${digest}`, `mirror.example/base:7${digest}`])
      expect(said({ image })).toEqual([]);
    expect(said({ image: OTHER })).toEqual(['KF5625 image']);
  });

  test('is not judged while it is not known', () => expect(said({ image: new LateOutput(() => OTHER) })).toEqual([]));

  test('of one backend is not that of another', () =>
    expect(said({ backend: 'hermes', image: OWN })).toEqual(['KF5625 image']));
});

describe('programs of the policy', () => {
  const at = (index: number) => `KF5624 policy.networkPolicies.tickets.binaries[${index}]`;

  test('are those of the backend’s image', () => {
    expect(said({ policy: forPrograms('/usr/local/bin/node', '/usr/local/bin/goose', '/usr/bin/curl') })).toEqual([
      at(1),
    ]);
    expect(said({ backend: 'hermes', policy: forPrograms('/usr/bin/python3.12', '/usr/local/bin/node') })).toEqual([
      at(1),
    ]);
  });

  test('may be patterns that a known program fits', () =>
    expect(said({ policy: forPrograms('/usr/*/bin/node', '/opt/*/bin/node') })).toEqual([at(1)]));

  test('are not known of an image that is not the release’s', () =>
    expect(said({ image: OTHER, policy: forPrograms('/usr/local/bin/goose') })).toEqual(['KF5625 image']));

  test('make no rule crash, whatever stands there', () => {
    for (const binaries of [null, 'x', [7], ['{'], [null], {}]) {
      const policy = { ...EXAMPLE_POLICY, networkPolicies: { tickets: { binaries, endpoints: [] } } };
      const { diagnostics } = prepare(nemoClawHarness, exampleHarness({ policy }), 'team-a/coder', 'none');
      const own = diagnostics.filter(({ rule }) => RULES.includes(rule));
      expect(own.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
    }
  });
});

describe('tokens of channels', () => {
  const channels = { alerts: { telegram: { botToken: { name: 'alerts', key: 'bot' }, allowedUserIDs: ['12345678'] } } };
  const tunnel = (host: string) => ({
    version: 1,
    networkPolicies: { raw: { binaries: ['/usr/local/bin/node'], endpoints: [{ host, port: 443, tls: 'skip' }] } },
  });
  const refused = ['KF5626 policy.networkPolicies.raw.endpoints[0].tls'];

  test.each(['api.telegram.org', '*.telegram.org'])('are never filled in through a tunnel to %s', (host) =>
    expect(said({ channels, policy: tunnel(host) })).toEqual(refused),
  );

  test('are not at stake elsewhere, without the channel, or while kagent’s own rules hold', () => {
    expect(said({ channels, policy: tunnel('files.example.com') })).toEqual([]);
    expect(said({ policy: tunnel('api.telegram.org') })).toEqual([]);
    expect(said({ channels, policy: tunnel('api.telegram.org'), sync: false })).toEqual([]);
  });
});
