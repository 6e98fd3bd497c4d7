import * as fc from 'fast-check';
import { customKinds, validateObject } from '../../lib/api';
import { evaluate } from '../../lib/api/cel';
import { openApiSchema } from '../../lib/api/crd';
import { withDefaults } from '../../lib/api/defaults';
import { array, int32, object, required, string } from '../../lib/api/schema';
import { isDeferred } from '../../lib/plan/leaf';
import { seeds, valueFor } from './arbitrary';
import { evaluateText, rulesBelow } from './cel';

/** A union and a comparison, written as upstreams write theirs. */
const sample = object(
  {
    type: string({ enum: ['Declarative', 'Remote'], default: 'Declarative' }),
    declarative: object({ prompt: string() }),
    remote: object({ url: required(string()) }),
    minimum: int32({ default: 0 }),
    maximum: int32({ default: 10 }),
    tools: array(object({ name: required(string()) }), {
      rules: [
        {
          rule: 'self.all(t, size(t.name) > 0)',
          message: 'every tool has a name',
          check: (self) => self.every(({ name }) => name.length > 0),
        },
      ],
    }),
  },
  {
    rules: [
      {
        rule: "!has(self.declarative) || self.type == 'Declarative'",
        message: 'declarative must not be set for another type',
        fieldPath: '.declarative',
        check: (self) => self.declarative === undefined || self.type === 'Declarative',
      },
      {
        rule: "self.type != 'Remote' || has(self.remote)",
        message: 'remote must be set',
        check: (self) => self.type !== 'Remote' || self.remote !== undefined,
      },
      {
        rule: 'self.minimum <= self.maximum',
        message: 'minimum must not exceed maximum',
        check: ({ minimum = 0, maximum = 0 }) => minimum <= maximum,
      },
      {
        rule: 'self.minimum == oldSelf.minimum',
        message: 'minimum is immutable',
        check: () => true,
      },
    ],
  },
);

const placed = [
  ...rulesBelow(sample.node),
  ...customKinds.flatMap(({ versions }) => versions.flatMap(({ schema }) => rulesBelow(schema.node))),
];
const evaluable = placed.filter(({ rule }) => !/\boldSelf\b/.test(rule.rule));
const transitions = placed.filter(({ rule }) => /\boldSelf\b/.test(rule.rule));

describe('a rule’s text and its predicate', () => {
  it.each(evaluable.map(({ rule, node }) => [rule.rule, rule, node] as const))('agree: %s', (_, rule, node) => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(seeds, (seed) => {
        const value = valueFor(node, seed);
        const text = evaluateText(rule, node, value);
        seen.add(text);
        expect(evaluate(rule, node, value, false)).toBe(text ? 'passed' : 'failed');
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(seen.size).toBe(2); // the values brought up both answers
  });

  it.each(transitions.map(({ rule, node }) => [rule.rule, rule, node] as const))(
    'is never a pass: %s',
    (_, rule, node) => {
      expect(evaluate(rule, node, {}, false)).toBe('compares-with-stored-object');
    },
  );
});

describe('rules at synth', () => {
  it('see defaults, as in the API server', () => {
    expect(withDefaults(sample.node, { remote: { url: 'u' }, type: null })).toEqual({
      type: 'Declarative',
      remote: { url: 'u' },
      minimum: 0,
      maximum: 10,
    });
    const { findings } = validateObject(sample, { minimum: 11 });
    expect(findings).toEqual([
      expect.objectContaining({
        path: [],
        problem: 'minimum must not exceed maximum',
        allowed: 'self.minimum <= self.maximum',
      }),
    ]);
  });

  it('blame the field that the rule names', () => {
    const { findings } = validateObject(sample, { type: 'Remote', remote: { url: 'u' }, declarative: {} });
    expect(findings.map(({ path }) => path)).toEqual([['declarative']]);
  });

  it('wait until the shape is right', () => {
    const { findings } = validateObject(sample, { tools: [{ name: 3 }] });
    expect(findings.map(({ path }) => path)).toEqual([['tools', 0, 'name']]);
  });

  it('are not evaluated, and say so, when they need a deferred value', () => {
    const later = Object.create({ constructor: class Output {} }, { __pulumiOutput: { value: true } });
    expect(isDeferred(later)).toBe(true);
    const { findings, deferred, notEvaluated } = validateObject(sample, {
      type: later,
      remote: { url: 'u' },
      tools: [],
    });
    expect(findings).toEqual([]);
    expect(deferred.map(({ path }) => path)).toEqual([['type']]);
    expect(notEvaluated.map(({ cel, reason }) => [cel, reason])).toEqual([
      ["self.type != 'Remote' || has(self.remote)", 'needs-deferred-value'],
      ['self.minimum == oldSelf.minimum', 'compares-with-stored-object'],
    ]);
  });

  it('are reported for every Sandbox: its claim templates are immutable', () => {
    const spec = { podTemplate: { spec: { containers: [] } } };
    const object = { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'a' }, spec };
    expect(validateObject(customKinds[0]!, object)).toMatchObject({
      findings: [],
      notEvaluated: [{ path: ['spec'], reason: 'compares-with-stored-object' }],
    });
  });

  it('reach the CRD as text', () => {
    expect(openApiSchema(sample.node)['x-kubernetes-validations']).toContainEqual({
      rule: "!has(self.declarative) || self.type == 'Declarative'",
      message: 'declarative must not be set for another type',
      fieldPath: '.declarative',
    });
  });
});
