import { customKinds, customResourceDefinition, type KindDefinition, type Upstream } from '../../lib/api';
import { fingerprint, hasUpstream, normalisedVersion, UPSTREAM_FOLDERS, upstreamCrds } from './upstream';

const WEBHOOK = {
  service: { name: 'agent-sandbox-webhook-service', namespace: 'agent-sandbox-system', path: '/convert' },
};

function everyVersion(kind: KindDefinition) {
  const versions = kind.versions.map(({ name }) => name);
  return customResourceDefinition(kind, { versions, conversion: WEBHOOK });
}

interface Target {
  /** Of the YAML of those CRDs that we have. */
  readonly bytes: number;
  /** Of upstream's versions; the last block of this file proves them where upstream's files are at hand. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** Kinds and versions of upstream that we leave out on purpose; the reason stands beside our definitions. */
  readonly leftOut: readonly string[];
}

const TARGETS: Readonly<Record<Upstream, Target>> = {
  'agent-sandbox': {
    bytes: 817_831,
    fingerprints: {
      'Sandbox v1beta1': 'a54a18e7b0c639aa',
      'Sandbox v1alpha1': '8701500b8817e32f',
      'SandboxTemplate v1beta1': 'dd8ee8f86ed82c92',
      'SandboxWarmPool v1beta1': 'c924b9fa7a8bc34e',
      'SandboxClaim v1beta1': 'f756c6557f521448',
    },
    leftOut: ['SandboxClaim v1alpha1', 'SandboxTemplate v1alpha1', 'SandboxWarmPool v1alpha1'],
  },
  kagent: {
    bytes: 1_850_399,
    fingerprints: {
      'ModelConfig v1alpha2': '0edc1ce7d526536b',
      'ModelProviderConfig v1alpha2': '4b1c7e4b6c5c622f',
      'Agent v1alpha2': '2e6deb7eb33e7525',
      'SandboxAgent v1alpha2': 'da5ee61af3724f54',
      'RemoteMCPServer v1alpha2': '145a1ae3da87ed26',
      'AgentHarness v1alpha2': '451ed1ab2c2d6259',
    },
    leftOut: ['Agent v1alpha1', 'Memory v1alpha1', 'ModelConfig v1alpha1', 'ToolServer v1alpha1'],
  },
  kmcp: { bytes: 358_802, fingerprints: { 'MCPServer v1alpha1': '6232f98976e503af' }, leftOut: [] },
};

const UPSTREAMS = Object.keys(TARGETS) as Upstream[];

describe.each(UPSTREAMS)('our CRDs of %s', (name) => {
  const { bytes, fingerprints } = TARGETS[name];
  const kinds = customKinds(name);
  const versions = kinds.flatMap((kind) =>
    everyVersion(kind).spec.versions.map((version) => [`${kind.kind} ${version.name}`, version] as const),
  );

  it.each(versions)('%s has the meaning of upstream’s', (version, ours) => {
    expect(fingerprint(normalisedVersion(ours))).toBe(fingerprints[version]);
  });

  it('take at most a quarter of upstream’s bytes', () => {
    const sizes = kinds.map((kind) => JSON.stringify(everyVersion(kind)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(bytes / 4);
  });

  it('fit into the annotation of a client-side apply', () => {
    for (const kind of kinds) expect(JSON.stringify(everyVersion(kind)).length).toBeLessThan(262_144);
  });
});

describe('our CRDs', () => {
  const [sandbox] = customKinds() as [KindDefinition];

  it('leave out deprecated versions and the conversion unless asked', () => {
    const { spec } = customResourceDefinition(sandbox);
    expect(spec.versions.map(({ name }) => name)).toEqual(['v1beta1']);
    expect(spec.conversion).toBeUndefined();
  });

  it('need a conversion between two versions', () => {
    expect(() => customResourceDefinition(sandbox, { versions: ['v1beta1', 'v1alpha1'] })).toThrow(
      'Sandbox with versions v1beta1, v1alpha1 needs a conversion',
    );
  });

  it.each(customKinds().map((kind) => [kind.kind, kind] as const))(
    '%s shares no object with another call, so that a patch stays local',
    (_, kind) => {
      const [first, second] = [customResourceDefinition(kind), customResourceDefinition(kind)];
      expect(first).toEqual(second);
      const seen = new Set<object>();
      const walk = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        if (seen.has(value)) throw new Error(`${JSON.stringify(value).slice(0, 80)} stands there twice`);
        seen.add(value);
        for (const item of Object.values(value)) walk(item);
      };
      walk(first);
      walk(second);
    },
  );
});

(hasUpstream ? describe.each(UPSTREAMS) : describe.skip.each(UPSTREAMS))('the CRDs of %s', (name) => {
  const { bytes, fingerprints, leftOut } = TARGETS[name];
  const upstream = hasUpstream ? upstreamCrds(UPSTREAM_FOLDERS[name]) : new Map();
  const kinds = customKinds(name);

  it.each(kinds.map((kind) => [kind.kind, kind] as const))('%s equals ours', (kindName, kind) => {
    const { spec } = upstream.get(kindName)!.crd;
    const ours = everyVersion(kind);
    for (const version of ours.spec.versions) {
      const theirs = spec.versions.find((candidate: { name: string }) => candidate.name === version.name);
      expect(normalisedVersion(version)).toEqual(normalisedVersion(theirs));
      expect(fingerprints[`${kindName} ${version.name}`]).toBe(fingerprint(normalisedVersion(theirs)));
    }
    expect({ ...ours.spec, versions: [], conversion: undefined }).toEqual({
      ...spec,
      versions: [],
      conversion: undefined,
    });
    if (ours.spec.conversion) expect(ours.spec.conversion).toEqual(spec.conversion);
  });

  it('have the size that ours are measured against', () => {
    const sizes = [...upstream].filter(([kind]) => kinds.some((ours) => ours.kind === kind));
    expect(sizes.reduce((sum, [, crd]) => sum + crd.bytes, 0)).toBe(bytes);
  });

  it('have nothing else that we left out unnoticed', () => {
    const known = new Set(kinds.flatMap(({ kind, versions }) => versions.map((version) => `${kind} ${version.name}`)));
    const all = [...upstream].flatMap(([kind, { crd }]) =>
      crd.spec.versions.map((version: { name: string }) => `${kind} ${version.name}`),
    );
    expect(all.filter((version) => !known.has(version)).sort()).toEqual(leftOut);
  });
});
