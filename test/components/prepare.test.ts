import * as pulumi from '@pulumi/pulumi';
import { type Engine, prepare } from '../../lib/components/prepare';
import { DefinitionError } from '../../lib/diagnostics/definition-error';
import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { ENGINE_RULES } from '../../lib/diagnostics/rules/engine';
import { formatPath, valueAt } from '../../lib/plan/path';
import { LateOutput } from '../fixtures/late-output';
import { type SampleProps, sample, sampleComponent, samplePlatform } from '../fixtures/sample-component';

function prepareSample(props: Partial<SampleProps>, engine: Engine = 'none') {
  return prepare(sampleComponent, sample(props), 'team-a/sample', engine);
}

/** `rule path: problem`, waived ones marked. */
function said(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ rule, path, problem, acknowledged }) =>
      `${rule} ${formatPath(path)}: ${problem}${acknowledged ? ` (waived: ${acknowledged.reason})` : ''}`,
  );
}

function prepared(props: Partial<SampleProps>, engine?: Engine): string[] {
  return said(prepareSample(props, engine).diagnostics);
}

const UNLOCKED = { image: 'a.example/b:1' };
const reason = 'the mirror pins it';

describe('prepare', () => {
  it('answers the objects in phase order when nothing is wrong', () => {
    const { resources, diagnostics } = prepareSample({});
    expect(diagnostics).toEqual([]);
    expect(resources.map(({ key }) => key)).toEqual(['namespace', 'config', 'deployment']);
  });

  it('reports everything at once and makes nothing', () => {
    const { resources, diagnostics } = prepareSample({ ...UNLOCKED, replicas: -1 });
    expect(resources).toEqual([]);
    expect(formatDiagnostics(diagnostics)).toBe(`kagent-fleet found 2 problems; nothing was written or created

error KF9001: the image has no digest
  at:      team-a/sample: image
  got:     "a.example/b:1"
  allowed: name@sha256:…
  fix:     add the digest
  source:  facts/sample.md §1; F-XXX-01

error KF9002: there cannot be fewer than none
  at:      team-a/sample: replicas
  got:     -1
  allowed: 0 or more
  fix:     give a number from 0
  source:  facts/sample.md §1; F-XXX-01`);
  });

  it('goes on after a warning', () => {
    const { resources, diagnostics } = prepareSample({ replicas: 101 });
    expect(said(diagnostics)).toEqual(['KF9003 replicas: that is a lot']);
    expect(resources).toHaveLength(3);
  });

  it('turns a rule that throws into an error, never into a pass', () => {
    const { resources, diagnostics } = prepareSample({ secretive: true });
    expect(said(diagnostics)).toEqual(['KF9004 (root): the rule could not be evaluated: cannot read this']);
    expect(resources).toEqual([]);
  });
});

// The failing input and its mended twin for each rule that the road itself raises.
const ENGINE_CASES: Record<string, { failing: Partial<SampleProps>; mended: Partial<SampleProps>; said: string }> = {
  KF7001: {
    failing: { patches: [{ key: 'config', reason, ops: [{ op: 'add', path: '/data/x', value: () => 'x' }] }] },
    mended: { patches: [{ key: 'config', reason, ops: [{ op: 'add', path: '/data/x', value: 'x' }] }] },
    said: 'KF7001 data.x: a function stands here',
  },
  KF7002: {
    failing: { replicas: pulumi.output(2) as unknown as number },
    mended: { replicas: 2 },
    said: 'KF7002 replicas: a deferred value (output) stands here',
  },
  KF7003: {
    failing: { replicaz: 2 } as Partial<SampleProps>,
    mended: { replicas: 2 },
    said: 'KF7003 replicaz: Sample has no prop of this name',
  },
  KF7004: {
    failing: { patches: [{ key: 'config', reason, ops: [{ op: 'remove', path: '/data/b' }] }] },
    mended: { patches: [{ key: 'config', reason, ops: [{ op: 'remove', path: '/data/a' }] }] },
    said: 'KF7004 patches[0].ops[0].path: the patch cannot be applied: there is no "b" here',
  },
  KF7005: {
    failing: { patches: [{ key: 'deployment', reason, ops: [{ op: 'add', path: '/spec/replicas', value: 'two' }] }] },
    mended: { patches: [{ key: 'deployment', reason, ops: [{ op: 'add', path: '/spec/replicas', value: 2 }] }] },
    said: 'KF7005 spec.replicas: ',
  },
  KF7007: {
    failing: {
      patches: [
        {
          key: 'config',
          reason,
          ops: [
            { op: 'replace', path: '/kind', value: 'Namespace' },
            { op: 'remove', path: '/metadata/namespace' },
            { op: 'remove', path: '/data' },
          ],
        },
      ],
    },
    mended: {},
    said: 'KF7007 (root): key namespace makes the same object',
  },
  KF7008: {
    failing: { ...UNLOCKED, acknowledge: [{ rule: 'KF9001', reason: ' ' }] },
    mended: { ...UNLOCKED, acknowledge: [{ rule: 'KF9001', reason }] },
    said: 'KF7008 acknowledge[0].reason: the acknowledgement of KF9001 gives no reason',
  },
};

describe.each(Object.entries(ENGINE_CASES))('%s', (_, { failing, mended, said: expected }) => {
  it('is raised by its failing input', () => {
    const { diagnostics, resources } = prepareSample(failing);
    expect(said(diagnostics).filter((text) => text.startsWith(expected))).toHaveLength(1);
    expect(resources).toEqual([]);
  });

  it('accepts the mended twin', () => {
    expect(prepareSample(mended).diagnostics.filter(isBlocking)).toEqual([]);
    expect(prepareSample(mended).resources).toHaveLength(3);
  });
});

describe('rules of the road that only warn', () => {
  it('KF7009: an acknowledgement that covers nothing', () => {
    expect(prepared({ acknowledge: [{ rule: 'KF9001', reason }] })).toEqual([
      'KF7009 acknowledge[0]: the acknowledgement of KF9001 covers nothing',
    ]);
    expect(prepared({ ...UNLOCKED, acknowledge: [{ rule: 'KF9001', reason }] })).toEqual([
      `KF9001 image: the image has no digest (waived: ${reason})`,
    ]);
  });

  it('every rule of the road has a case here', () => {
    // KF7010 is about two components: test/constructs; so are KF7011 and KF7012: test/components/nemoclaw-harness.test.ts.
    // KF7006 needs a kind with a transition rule: test/components/not-evaluated.test.ts.
    expect(ENGINE_RULES.map(({ id }) => id).sort()).toEqual(
      [...Object.keys(ENGINE_CASES), 'KF7006', 'KF7009', 'KF7010', 'KF7011', 'KF7012'].sort(),
    );
  });
});

describe('acknowledgements', () => {
  const waived = [`KF9001 image: the image has no digest (waived: ${reason})`];

  it.each([
    ['everywhere', undefined],
    ['a construct', 'team-a/sample'],
    ['an ancestor', 'team-a'],
    ['one field', 'team-a/sample: image'],
  ])('may name %s', (_, at) => {
    expect(prepared({ ...UNLOCKED, acknowledge: [{ rule: 'KF9001', at, reason }] })).toEqual(waived);
  });

  it.each([
    ['another construct', 'team-b'],
    ['a name that merely begins alike', 'team-a/sam'],
    ['another field', 'team-a/sample: name'],
  ])('do not cover more when they name %s', (_, at) => {
    expect(prepared({ ...UNLOCKED, acknowledge: [{ rule: 'KF9001', at, reason }] })).toContain(
      'KF9001 image: the image has no digest',
    );
  });

  it('come with the platform too', () => {
    expect(prepared({ ...UNLOCKED, platform: samplePlatform({ acknowledge: [{ rule: 'KF9001', reason }] }) })).toEqual(
      waived,
    );
  });

  it('cannot lift a rule that the platform has locked, except by the platform', () => {
    const locked = samplePlatform({ lockedRules: ['KF9001'] });
    expect(prepared({ ...UNLOCKED, platform: locked, acknowledge: [{ rule: 'KF9001', reason }] })).toEqual([
      'KF9001 image: the image has no digest',
      'KF7008 acknowledge[0].rule: KF9001 is locked by the platform',
    ]);
    const lifted = samplePlatform({ lockedRules: ['KF9001'], acknowledge: [{ rule: 'KF9001', reason }] });
    expect(prepared({ ...UNLOCKED, platform: lifted })).toEqual(waived);
  });

  it('cannot lift a rule whose violation cannot work', () => {
    expect(prepared({ replicas: -1, acknowledge: [{ rule: 'KF9002', reason }] })).toEqual([
      'KF9002 replicas: there cannot be fewer than none',
      'KF7008 acknowledge[0].rule: KF9002 cannot be waived: what it refuses cannot work',
    ]);
  });
});

describe('deferred leaves', () => {
  const image = (text: string) => ({ image: new LateOutput(() => text) });

  /** What the container's image resolves to, when the engine asks. */
  function resolveImage(props: Partial<SampleProps>): string {
    const { resources, diagnostics } = prepareSample(props, 'pulumi');
    expect(diagnostics).toEqual([]);
    const path = ['spec', 'template', 'spec', 'containers', 0, 'image'];
    return (valueAt(resources[2]?.manifest, path) as LateOutput<string>).get();
  }

  it('go through to the object and resolve there', () => {
    const locked = `a.example/b@sha256:${'1'.repeat(64)}`;
    expect(resolveImage(image(locked))).toBe(locked);
  });

  it('fail with the same message as a plain value when they resolve to something wrong', () => {
    const message = formatDiagnostics(prepareSample(UNLOCKED).diagnostics);
    expect(() => resolveImage(image('a.example/b:1'))).toThrow(
      new DefinitionError(prepareSample(UNLOCKED).diagnostics),
    );
    expect(message).toContain('error KF9001: the image has no digest');
  });

  it('fail when they resolve to what the kind’s schema refuses', () => {
    const waived = { acknowledge: [{ rule: 'KF9001', reason }] };
    const image = new LateOutput(() => ['x@sha256:']) as never;
    expect(() => resolveImage({ ...waived, image })).toThrow(
      /KF7005: .*\n.*Deployment sample \(key deployment\): spec.template.spec.containers\[0\].image/,
    );
  });

  it('fail, and do not pass, when the check itself cannot read what they resolve to', () => {
    expect(() => resolveImage({ image: new LateOutput(() => 7) as never })).toThrow(
      /KF9001: the rule could not be evaluated: text.includes is not a function/,
    );
  });

  it('do not fail when the rule is waived', async () => {
    const acknowledge = [{ rule: 'KF9001', reason }];
    expect(resolveImage({ ...image('a.example/b:1'), acknowledge })).toBe('a.example/b:1');
  });

  it('are foreign under the other engine', () => {
    expect(prepared(image('a.example/b:1'), 'cdk8s')).toEqual([
      'KF7001 spec.template.spec.containers[0].image: a pulumi.Output stands here, which cdk8s cannot render',
    ]);
  });
});
