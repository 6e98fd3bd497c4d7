import * as pulumi from '@pulumi/pulumi';
import { App, Chart, Testing } from 'cdk8s';
import { WAIT_FOR } from '../../constructs/pulumi/resource-options';
import { PLATFORM_CONFIG_MAP } from '../../lib/components/agent-platform';
import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { prepare } from '../../lib/components/prepare';
import { canonicalJson } from '../../lib/plan/canonical-json';
import type { KubernetesObject } from '../../lib/plan/resource';
import { COMPONENTS } from '../fixtures/components';
import { recordingMocks } from '../fixtures/pulumi-mocks';

/** Annotations that only one engine writes, because only it reads them. */
const ENGINE_ANNOTATIONS = [WAIT_FOR];

/** Bundled CRDs are left out by saying that they are somebody else's, which some releases have to be told is safe. */
const EXTERNAL = { crds: 'external' };
const WAIVER = { rule: 'KF3304', reason: 'this case is about the other objects' };

/** The CRDs of earlier cases, by content: Pulumi takes most of a second to serialise them. */
const comparedCrds = new Set<string>();

// Rule examples are whole, realistic definitions; each mended one is a case of parity, once per distinct output.
const CASES = COMPONENTS.flatMap(({ definition, onCdk8s, onPulumi }) => {
  const distinct = new Map<string, { id: string; props: ComponentProps; made: readonly KubernetesObject[] }>();
  for (const { id, examples } of definition.rules) {
    const made = madeOf(definition, examples.mended);
    const output = JSON.stringify(made);
    // A definition may make nothing: a profile that is on the nodes already, say.
    if (made.length > 0 && !distinct.has(output)) distinct.set(output, { id, props: examples.mended, made });
  }
  return [...distinct.values()].map((each) => ({
    ...withoutComparedCrds(definition, each),
    name: definition.name,
    title: `${definition.name} as in ${each.id}`,
    onCdk8s,
    onPulumi,
  }));
});

function madeOf(definition: ComponentDefinition<ComponentProps>, props: ComponentProps): KubernetesObject[] {
  return prepare(definition, props, 'chart/it', 'none').resources.map(({ manifest }) => manifest);
}

/**
 * The case without its CRDs when cases before it compare all of them, each with the same content, and when leaving
 * them out leaves every other object as it is, but for the platform's record, which quotes the waiver; else the case.
 */
function withoutComparedCrds<
  Case extends { readonly props: ComponentProps; readonly made: readonly KubernetesObject[] },
>(definition: ComponentDefinition<ComponentProps>, given: Case): Case {
  const crds = given.made.filter(isCrd).map((crd) => JSON.stringify(crd));
  const news = crds.filter((crd) => !comparedCrds.has(crd));
  for (const crd of news) comparedCrds.add(crd);
  if (crds.length === 0 || news.length > 0) return given;
  const others = given.made.filter((object) => !isCrd(object));
  for (const props of variantsWithoutCrds(given.props)) {
    const made = madeOf(definition, props);
    if (JSON.stringify(made.filter(isNoRecord)) === JSON.stringify(others.filter(isNoRecord)))
      return { ...given, props, made };
  }
  return given;
}

function variantsWithoutCrds({ acknowledge = [], ...rest }: ComponentProps): ComponentProps[] {
  const { controller, ...others } = rest as { readonly controller?: object };
  const external: object[] = [
    { ...rest, ...EXTERNAL },
    { ...others, controller: { ...controller, ...EXTERNAL } },
  ];
  return [acknowledge, [...acknowledge, WAIVER]].flatMap((waivers) =>
    external.map((props) => ({ ...props, acknowledge: waivers })),
  );
}

function isNoRecord({ metadata }: KubernetesObject): boolean {
  return metadata.name !== PLATFORM_CONFIG_MAP;
}

function isCrd({ kind }: KubernetesObject): boolean {
  return kind === 'CustomResourceDefinition';
}

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

  it('has a case for every CRD', () => {
    const cased = new Set(CASES.flatMap(({ made }) => made.filter(isCrd).map((crd) => JSON.stringify(crd))));
    const all = COMPONENTS.flatMap(({ definition }) =>
      definition.rules.flatMap(({ examples }) => madeOf(definition, examples.mended).filter(isCrd)),
    );
    expect(all.filter((crd) => !cased.has(JSON.stringify(crd)))).toEqual([]);
    expect(cased.size).toBeGreaterThanOrEqual(4);
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
