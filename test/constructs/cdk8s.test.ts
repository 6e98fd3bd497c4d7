import { readdirSync } from 'node:fs';
import { ApiObject, ApiObjectMetadataDefinition, type App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Component, type FleetObject } from '../../constructs/cdk8s';
import { METADATA_CHANGES } from '../../constructs/cdk8s/fleet-object';
import { type SampleProps, sample, sampleComponent } from '../fixtures/sample-component';

class Sample extends Component<SampleProps> {
  constructor(scope: Construct, id: string, props: Partial<SampleProps> = {}) {
    super(scope, id, sampleComponent, sample(props));
  }
}

/** What synthesis says is wrong. */
function refusal(app: App): string {
  try {
    app.synthYaml();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

function kindsOf(chart: Chart): string[] {
  return Testing.synth(chart).map(({ kind }: { kind: string }) => kind);
}

describe('directly below the app', () => {
  it('writes one file per phase, in the order of apply', () => {
    const app = Testing.app();
    new Sample(app, 'sample');
    app.synth();
    expect(readdirSync(app.outdir).sort()).toEqual(['00-namespace.k8s.yaml', '40-config.k8s.yaml', '70-gate.k8s.yaml']);
  });

  it('shares the phase charts between components and keeps their objects apart', () => {
    const app = Testing.app();
    new Sample(app, 'a', { name: 'a' });
    new Sample(new Construct(app, 'team'), 'a', { name: 'b' });
    const config = app.node.findChild('40-config') as Chart;
    expect(config.node.children.map(({ node }) => node.id)).toEqual(['a-config', 'team-a-config']);
  });
});

describe('below somebody else’s chart', () => {
  it('makes no chart and no file of its own', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'theirs', { namespace: 'elsewhere', labels: { team: 'a' } });
    new Sample(chart, 'sample');
    expect(app.charts).toEqual([chart]);
    expect(kindsOf(chart)).toEqual(['Namespace', 'ConfigMap', 'Deployment']);
  });

  it('gives cluster-scoped objects no namespace, and all objects the chart’s labels', () => {
    const chart = new Chart(Testing.app(), 'theirs', { namespace: 'elsewhere', labels: { team: 'a' } });
    new Sample(chart, 'sample');
    expect(Testing.synth(chart).map(({ metadata }: { metadata: object }) => metadata)).toEqual([
      { name: 'sample', labels: { team: 'a' } },
      { name: 'sample', namespace: 'sample', labels: { team: 'a' } },
      { name: 'sample', namespace: 'sample', labels: { app: 'sample', team: 'a' } },
    ]);
  });
});

describe('a wrong definition', () => {
  it('does not throw before synthesis, and then says everything of all components at once', () => {
    const app = Testing.app();
    new Sample(app, 'a', { image: 'a.example/b:1', replicas: -1 });
    new Sample(new Chart(app, 'theirs'), 'b', { image: 'a.example/b:2' });
    const message = refusal(app);
    expect(message).toContain('kagent-fleet found 3 problems; nothing was written or created');
    expect(message).toContain('at:      a: replicas');
    expect(message).toContain('at:      theirs/b: image');
  });

  it('writes no file', () => {
    const app = Testing.app();
    new Sample(app, 'a', { replicas: -1 });
    expect(() => app.synth()).toThrow(/KF9002/);
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  it('is seen when two components make one object, also beside objects of others', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'theirs');
    new Sample(chart, 'a', { name: 'same' });
    new ApiObject(chart, 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'same', namespace: 'same' },
    });
    expect(refusal(app)).toMatch(/1 problem.*KF7007: theirs\/a\/config makes the same object.*ConfigMap same\/same/s);
  });
});

describe('name hashes (KF7010)', () => {
  const template = (chart: Chart, name: string) =>
    new ApiObject(chart, name, {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxTemplate',
      metadata: { name, namespace: 'sample' },
    });

  it('may not be equal in one namespace, and are fine when they differ', () => {
    const app = (other: string) => {
      const made = Testing.app();
      const chart = new Chart(made, 'theirs');
      new Sample(chart, 'sample');
      template(chart, 'costarring');
      template(chart, other);
      return made;
    };
    expect(refusal(app('liquid'))).toMatch(
      /KF7010: the name has the same hash as that of an object of theirs\/costarring/,
    );
    expect(() => app('solid').synthYaml()).not.toThrow();
  });
});

describe('warnings', () => {
  it('are emitted once, however many charts there are, and can be silenced as Node silences warnings', () => {
    const emitted = jest.spyOn(process, 'emitWarning').mockImplementation();
    const app = Testing.app();
    new Sample(app, 'a', { replicas: 101 });
    app.synth();
    expect(emitted.mock.calls).toEqual([
      [expect.stringMatching(/^kagent-fleet found 1 warning.*KF9003/s), { type: 'KagentFleetWarning' }],
    ]);
    emitted.mockRestore();
  });
});

describe('native escape hatches', () => {
  function withDeployment(change: (deployment: ApiObject) => void): Chart {
    const chart = new Chart(Testing.app(), 'theirs');
    const component = new Sample(chart, 'sample');
    change(component.resource('deployment'));
    return chart;
  }

  it('reach any object by its key', () => {
    const component = new Sample(new Chart(Testing.app(), 'theirs'), 'sample');
    expect(component.keys()).toEqual(['namespace', 'config', 'deployment']);
    expect(component.resource('config').kind).toBe('ConfigMap');
    expect(ApiObject.of(component)).toBe(component.resource('deployment'));
    expect(() => component.resource('secret')).toThrow(
      'theirs/sample has no object with key "secret"; keys: namespace, config, deployment',
    );
  });

  it('land in the output', () => {
    const chart = withDeployment((deployment) => {
      deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 7));
      deployment.metadata.addAnnotation('a', 'b');
    });
    expect(Testing.synth(chart)[2]).toMatchObject({ metadata: { annotations: { a: 'b' } }, spec: { replicas: 7 } });
  });

  it('are checked again at synth', () => {
    const chart = withDeployment((deployment) => deployment.addJsonPatch(JsonPatch.add('/spec/replicaz', 7)));
    expect(() => Testing.synth(chart)).toThrow(
      /KF7005.*theirs\/sample\/deployment: Deployment sample \(key deployment\)/s,
    );
  });

  it('are seen by every way that cdk8s has to change the metadata', () => {
    const methods = Object.getOwnPropertyNames(ApiObjectMetadataDefinition.prototype);
    const changing = methods.filter((name) => !['constructor', 'getLabel', 'toJson'].includes(name));
    expect([...METADATA_CHANGES].sort()).toEqual(changing.sort());

    for (const name of METADATA_CHANGES) {
      const object = new Sample(new Chart(Testing.app(), 'theirs'), 'sample').resource('deployment') as FleetObject;
      expect(object.changedNatively).toBe(false);
      (object.metadata[name] as (key: string, value: string) => void)('key', 'value');
      expect(object.changedNatively).toBe(true);
    }
  });
});

describe('Lazy values', () => {
  it('are rendered, and checked by what they render to', () => {
    const chart = (image: string) => {
      const made = new Chart(Testing.app(), 'theirs');
      new Sample(made, 'sample', { image: Lazy.any({ produce: () => image }) });
      return made;
    };
    const locked = `a.example/b@sha256:${'1'.repeat(64)}`;
    expect(JSON.stringify(Testing.synth(chart(locked)))).toContain(locked);
    expect(() => Testing.synth(chart('a.example/b:1'))).toThrow(/KF9001/);
  });
});
