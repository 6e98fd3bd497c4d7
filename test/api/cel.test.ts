import * as fc from 'fast-check';
import { customKinds, findKind, type Kind, type Upstream, validateObject } from '../../lib/api';
import { evaluate } from '../../lib/api/cel';
import { openApiSchema } from '../../lib/api/crd';
import { withDefaults } from '../../lib/api/defaults';
import type { Node } from '../../lib/api/node';
import { array, int32, object, required, string } from '../../lib/api/schema';
import { isDeferred } from '../../lib/plan/leaf';
import { KAGENT_EDGES } from '../cluster/conformance-edges-kagent';
import { seeds } from './arbitrary';
import { evaluateText } from './cel';
import { type PlacedRule, rulesBelow, rulesWithin } from './placed-rules';
import { Values } from './values';

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

/** Every rule at its node once: kinds share parts. */
function distinct(rules: readonly PlacedRule[]): readonly PlacedRule[] {
  const seen = new Map<unknown, Set<unknown>>();
  return rules.filter(({ rule, node }) => {
    const atNode = seen.get(node) ?? new Set();
    seen.set(node, atNode);
    return !atNode.has(rule) && atNode.add(rule);
  });
}

const rulesOfKinds = (upstream?: Upstream) =>
  customKinds(upstream).flatMap(({ versions }) => versions.flatMap(({ schema }) => rulesBelow(schema.node)));

const placed = distinct([...rulesBelow(sample.node), ...rulesOfKinds()]);
const evaluable = placed.filter(({ rule }) => !/\boldSelf\b/.test(rule.rule));
const transitions = placed.filter(({ rule }) => /\boldSelf\b/.test(rule.rule));

/** Rules that always hold, even without the limits of the schema: a default fills in what they ask for. */
const ALWAYS_HOLD = ['has(self.type)'];

it.each([
  ['agent-sandbox', 1, 1],
  ['kagent', 68, 45],
  ['kmcp', 1, 1],
] as const)('the kinds of %s have %d rules of %d texts', (upstream, count, texts) => {
  const rules = rulesOfKinds(upstream).map(({ rule }) => rule.rule);
  expect([rules.length, new Set(rules).size]).toEqual([count, texts]);
});

describe('a rule’s text and its predicate', () => {
  it.each(evaluable.map(({ rule, node }) => [rule.rule, rule, node] as const))('agree: %s', (text, rule, node) => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(seeds, (seed) => {
        const value = new Values(seed, 'beyond limits').of(node);
        const verdict = evaluateText(rule, node, value);
        seen.add(verdict);
        expect([value, evaluate(rule, node, value, false)]).toEqual([value, verdict ? 'passed' : 'failed']);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(ALWAYS_HOLD.includes(text) ? [true] : [false, true]); // both answers came up
  });

  it.each(Object.entries(KAGENT_EDGES))('agree on the hand-written edges of %s', (name, specs) => {
    const kind = findKind(...(name.split(' ') as [string, string])) as Kind;
    const texts = new Set(rulesBelow(kind.node).map(({ rule }) => rule.rule));
    const object = { apiVersion: kind.apiVersion, kind: kind.kind, metadata: {} };
    // the API server evaluates no rule either as long as the shape is wrong
    const shapely = specs.filter((spec) =>
      validateObject(kind, { ...object, spec }).findings.every(({ allowed = '' }) => texts.has(allowed)),
    );
    expect(shapely.length).toBeGreaterThan(specs.length / 4);
    for (const spec of shapely) {
      for (const { rule, node, value } of rulesWithin(kind.node.fields.get('spec') as Node, spec)) {
        const verdict = evaluateText(rule, node, value) ? 'passed' : 'failed';
        expect([rule.rule, value, evaluate(rule, node, value, false)]).toEqual([rule.rule, value, verdict]);
      }
    }
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
    expect(validateObject(customKinds()[0]!, object)).toMatchObject({
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
