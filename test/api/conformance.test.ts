import { customKinds, customResourceDefinition, type KindDefinition } from '../../lib/api';
import { fingerprint, hasUpstream, normalisedVersion, upstreamCrds } from './upstream';

const WEBHOOK = {
  service: { name: 'agent-sandbox-webhook-service', namespace: 'agent-sandbox-system', path: '/convert' },
};

function everyVersion(kind: KindDefinition) {
  const versions = kind.versions.map(({ name }) => name);
  return customResourceDefinition(kind, { versions, conversion: WEBHOOK });
}

// Taken from upstream's CRDs; the last test of this file proves them where those are at hand.
const FINGERPRINTS: Readonly<Record<string, string>> = {
  'Sandbox v1beta1': 'a54a18e7b0c639aa',
  'Sandbox v1alpha1': '8701500b8817e32f',
  'SandboxTemplate v1beta1': 'dd8ee8f86ed82c92',
  'SandboxWarmPool v1beta1': 'c924b9fa7a8bc34e',
  'SandboxClaim v1beta1': 'f756c6557f521448',
};

describe('our CRDs', () => {
  const ours = customKinds.flatMap((kind) =>
    everyVersion(kind).spec.versions.map((version) => [`${kind.kind} ${version.name}`, version] as const),
  );

  it.each(ours)('%s has the meaning of upstream’s', (name, version) => {
    expect(fingerprint(normalisedVersion(version))).toBe(FINGERPRINTS[name]);
  });

  it('take at most a quarter of upstream’s bytes', () => {
    const bytes = customKinds.map((kind) => JSON.stringify(everyVersion(kind)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(817_831 / 4);
  });

  it('leave out deprecated versions and the conversion unless asked', () => {
    const { spec } = customResourceDefinition(customKinds[0]!);
    expect(spec.versions.map(({ name }) => name)).toEqual(['v1beta1']);
    expect(spec.conversion).toBeUndefined();
  });

  it('need a conversion between two versions', () => {
    expect(() => customResourceDefinition(customKinds[0]!, { versions: ['v1beta1', 'v1alpha1'] })).toThrow(
      'Sandbox with versions v1beta1, v1alpha1 needs a conversion',
    );
  });

  it('share no object with each other, so that a patch stays local', () => {
    const [first, second] = [customResourceDefinition(customKinds[0]!), customResourceDefinition(customKinds[0]!)];
    expect(first).toEqual(second);
    expect(first.spec.versions[0]!.schema).not.toBe(second.spec.versions[0]!.schema);
    const seen = new Set<object>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(seen.has(value)).toBe(false);
      seen.add(value);
      for (const item of Object.values(value)) walk(item);
    };
    walk(first);
  });
});

(hasUpstream ? describe : describe.skip)('upstream’s CRDs', () => {
  const upstream = hasUpstream ? upstreamCrds('agent-sandbox-v0.5.6') : new Map();

  it.each(customKinds.map((kind) => [kind.kind, kind] as const))('%s equals ours', (name, kind) => {
    const { spec } = upstream.get(name)!.crd;
    const ours = everyVersion(kind);
    for (const version of ours.spec.versions) {
      const theirs = spec.versions.find((candidate: { name: string }) => candidate.name === version.name);
      expect(normalisedVersion(version)).toEqual(normalisedVersion(theirs));
      expect(FINGERPRINTS[`${name} ${version.name}`]).toBe(fingerprint(normalisedVersion(theirs)));
    }
    expect({ ...ours.spec, versions: [], conversion: undefined }).toEqual({
      ...spec,
      versions: [],
      conversion: undefined,
    });
    if (ours.spec.conversion) expect(ours.spec.conversion).toEqual(spec.conversion);
  });

  it('have the size that ours are measured against', () => {
    expect([...upstream.values()].reduce((sum, { bytes }) => sum + bytes, 0)).toBe(817_831);
  });
});
