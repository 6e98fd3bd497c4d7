import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { Component, NemoClawHarness, Tenant } from '../../constructs/pulumi';
import { exampleControlPlane, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { tenantGate } from '../../lib/platform/gates';
import { type Registered, recordingMocks } from '../fixtures/pulumi-mocks';
import { type SampleProps, sample, sampleComponent, samplePlatform } from '../fixtures/sample-component';

class Sample extends Component<SampleProps> {
  constructor(name: string, props: Partial<SampleProps> = {}, opts?: pulumi.ComponentResourceOptions) {
    super(sampleComponent, name, sample(props), opts);
  }
}

const EVERYWHERE = exampleControlPlane({ watches: 'all' });

let registered: Registered[];

beforeEach(async () => {
  registered = await recordingMocks();
});

/** Runs a Pulumi program and waits until all it registered is there. */
async function run(program: () => void, options: { preview?: boolean } = {}): Promise<Registered[]> {
  registered = await recordingMocks(options);
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
  return registered;
}

/** The registrations of Kubernetes objects, by Pulumi name. */
function objects(all: readonly Registered[]): Record<string, Registered> {
  return Object.fromEntries(all.filter(({ type }) => type.startsWith('kubernetes:')).map((item) => [item.name, item]));
}

describe('registration', () => {
  it('makes one child per object, by typed classes for built-in kinds', async () => {
    const all = await run(() => void new Sample('x'));
    expect(all.map(({ type, name }) => `${type} ${name}`).slice(1)).toEqual([
      'kagent-fleet:index:Sample x',
      'kubernetes:core/v1:Namespace x-namespace',
      'kubernetes:core/v1:ConfigMap x-config',
      'kubernetes:apps/v1:Deployment x-deployment',
    ]);
  });

  it('nests all children below the component', async () => {
    const all = await run(() => void new Sample('x'));
    const component = all.find(({ name }) => name === 'x');
    expect(Object.values(objects(all)).map(({ parent }) => parent)).toEqual(Array(3).fill(component?.urn));
  });

  it('takes its options from the plan', async () => {
    const made = objects(await run(() => void new Sample('x')));
    expect(made['x-namespace']).toMatchObject({ protect: true, retainOnDelete: true });
    expect(made['x-deployment']).toMatchObject({
      ignoreChanges: ['spec.replicas'],
      replaceOnChanges: ['spec.selector'],
      deleteBeforeReplace: true,
      protect: false,
      dependencies: [made['x-namespace']?.urn, made['x-config']?.urn],
    });
  });

  it('adds the engine’s wait annotation, and only there', async () => {
    const made = objects(await run(() => void new Sample('x')));
    expect(made['x-deployment']?.inputs.metadata.annotations).toEqual({ 'pulumi.com/waitFor': 'condition=Available' });
    expect(made['x-config']?.inputs.metadata.annotations).toBeUndefined();
  });
});

describe('a wrong definition', () => {
  it('lists everything in one error and registers nothing, not even the component', async () => {
    const all = await run(() => {
      expect(() => new Sample('x', { image: 'a.example/b:1', replicas: -1 })).toThrow(
        /found 2 problems.*x: image.*x: replicas/s,
      );
    });
    expect(all.map(({ type }) => type)).toEqual(['pulumi:pulumi:Stack']);
  });

  it('throws what the engine prints without a stack trace', () => {
    let thrown: unknown;
    try {
      new Sample('x', { replicas: -1 });
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
  });

  it('is seen when two components of one stack make one object on one cluster', async () => {
    await run(() => {
      new Sample('a', { name: 'same' });
      expect(() => new Sample('b', { name: 'same' })).toThrow(/KF7007: a makes the same object/);
      const provider = new kubernetes.Provider('other-cluster');
      expect(() => new Sample('c', { name: 'same' }, { provider })).not.toThrow();
    });
  });

  it('is seen when two components of one stack take one thing that is no object of either', async () => {
    await run(() => {
      new NemoClawHarness('a', exampleHarness({ namespace: 'a-b', name: 'c', controlPlane: EVERYWHERE }));
      const twin = exampleHarness({ namespace: 'a', name: 'b-c', controlPlane: EVERYWHERE });
      expect(() => new NemoClawHarness('b', twin)).toThrow(/KF7011: a has it already: sandbox a-b-c of gateway/);
    });
  });
});

describe('outputs', () => {
  const locked = `a.example/b@sha256:${'1'.repeat(64)}`;

  function containerOf({ inputs }: Registered): { image: unknown; name: unknown } {
    return inputs.spec.template.spec.containers[0];
  }

  it('reach their place in the object', async () => {
    const made = objects(await run(() => void new Sample('x', { image: pulumi.output(locked) })));
    expect(containerOf(made['x-deployment']!)).toEqual({ name: 'main', image: locked });
  });

  it('leave their siblings known when they are unknown in a preview', async () => {
    const unknown = pulumi.unknown as unknown as string;
    const made = objects(await run(() => void new Sample('x', { image: pulumi.output(unknown) }), { preview: true }));
    expect(containerOf(made['x-deployment']!)).toMatchObject({ name: 'main' });
    expect(containerOf(made['x-deployment']!).image).not.toBe(locked);
  });
});

describe('keys', () => {
  it('reach any child, or say which there are', async () => {
    await run(() => {
      const component = new Sample('x');
      expect(component.keys()).toEqual(['namespace', 'config', 'deployment']);
      expect(component.resource('config')).toBeInstanceOf(kubernetes.core.v1.ConfigMap);
      expect(() => component.resource('secret')).toThrow('keys: namespace, config, deployment');
    });
  });
});

describe('gates', () => {
  it('come before every object of the other components of the platform', async () => {
    class Follower extends Component<SampleProps> {
      constructor(name: string, props: Partial<SampleProps>) {
        super({ ...sampleComponent, opens: undefined }, name, sample(props));
      }
    }
    const made = objects(
      await run(() => {
        new Sample('platform');
        new Follower('pool', { name: 'pool' });
      }),
    );
    const gate = made['platform-deployment']?.urn;
    expect(made['pool-namespace']?.dependencies).toEqual([gate]);
    expect(made['pool-config']?.dependencies).toEqual([gate, made['pool-namespace']?.urn]);
  });

  it('of a tenant come before what belongs to it, and before nothing else', async () => {
    class Follower extends Component<SampleProps> {
      constructor(name: string) {
        const waitsFor = () => [{ gate: tenantGate({ platform: samplePlatform(), name }), from: 'config' as const }];
        super({ ...sampleComponent, opens: undefined, waitsFor }, `in-${name}`, sample({ name: `in-${name}` }));
      }
    }
    const made = objects(
      await run(() => {
        new Tenant('acme', { platform: samplePlatform(), name: 'acme' });
        new Follower('acme');
        new Follower('other');
      }),
    );
    const ofTenant = Object.entries(made).filter(([name]) => /^acme-.+-namespace$/.test(name));
    expect(ofTenant).toHaveLength(4);
    const gates = ofTenant.map(([, { urn }]) => urn);
    expect(made['in-acme-config']?.dependencies).toEqual([...gates, made['in-acme-namespace']?.urn]);
    expect(made['in-other-config']?.dependencies).toEqual([made['in-other-namespace']?.urn]);
  });
});
