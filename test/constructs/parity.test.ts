import * as pulumi from '@pulumi/pulumi';
import { App, Chart, Testing } from 'cdk8s';
import { WAIT_FOR } from '../../constructs/pulumi/resource-options';
import type { ComponentProps } from '../../lib/components/definition';
import { prepare } from '../../lib/components/prepare';
import { canonicalJson, contentHash } from '../../lib/plan/canonical-json';
import type { KubernetesObject } from '../../lib/plan/resource';
import { COMPONENTS } from '../fixtures/components';
import { recordingMocks } from '../fixtures/pulumi-mocks';

/** Annotations that only one engine writes, because only it reads them. */
const ENGINE_ANNOTATIONS = [WAIT_FOR];

// Rule examples are whole, realistic definitions; each mended one is a case of parity, once per distinct output.
const CASES = COMPONENTS.flatMap(({ definition, onCdk8s, onPulumi }) => {
  const distinct = new Map<string, { id: string; props: ComponentProps; made: readonly KubernetesObject[] }>();
  for (const { id, examples } of definition.rules) {
    const made = prepare(definition, examples.mended, 'chart/it', 'none').resources.map(({ manifest }) => manifest);
    const output = contentHash(made);
    if (!distinct.has(output)) distinct.set(output, { id, props: examples.mended, made });
  }
  return [...distinct.values()].map((each) => ({
    ...each,
    name: definition.name,
    title: `${definition.name} as in ${each.id}`,
    onCdk8s,
    onPulumi,
  }));
});

function withoutEngineAnnotations(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([name]) => !ENGINE_ANNOTATIONS.includes(name));
  return { ...object, metadata: { ...metadata, ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }) } };
}

function comparable(objects: readonly KubernetesObject[]): string[] {
  return objects.map((object) => canonicalJson(withoutEngineAnnotations(object))).sort();
}

async function registeredByPulumi(program: () => void): Promise<KubernetesObject[]> {
  const registered = await recordingMocks();
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
  return registered.filter(({ type }) => type.startsWith('kubernetes:')).map(({ inputs }) => inputs);
}

describe('both engines make the same objects', () => {
  beforeAll(() => jest.spyOn(process, 'emitWarning').mockImplementation());
  afterAll(() => jest.restoreAllMocks());

  it('has cases for every component', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(COMPONENTS.length);
  });

  it.each(CASES)('$title', async ({ props, made, onCdk8s, onPulumi }) => {
    const chart = new Chart(new App({ outdir: Testing.app().outdir }), 'chart');
    onCdk8s(chart, props);
    const synthesized = comparable(Testing.synth(chart));
    const registered = comparable(await registeredByPulumi(() => void onPulumi('it', props)));
    expect(registered).toEqual(synthesized);

    expect(synthesized).toEqual(comparable(made));
    expect(synthesized.length).toBeGreaterThan(0);
  });
});
