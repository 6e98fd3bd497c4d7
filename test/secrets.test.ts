import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { agentSandboxPool } from '../lib/components/agent-sandbox-pool';
import type { ComponentProps } from '../lib/components/definition';
import { prepare } from '../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../lib/diagnostics/format';
import { isDeferred } from '../lib/plan/leaf';
import { formatPath, type Path } from '../lib/plan/path';
import { COMPONENTS, type TestedComponent } from './fixtures/components';
import { CREDENTIALS } from './fixtures/credentials';
import { LateOutput } from './fixtures/late-output';

const RULES = ['KF3023', 'KF3024'];

/** A plain text among the props of an example. */
interface Spot {
  readonly props: ComponentProps;
  readonly path: Path;
}

/** One spot for every place that some example of the component's rules has a text at; the items of a list are one place. */
function spotsOf({ definition }: TestedComponent<ComponentProps>): Spot[] {
  const spots = new Map<string, Spot>();
  for (const { examples } of definition.rules) {
    for (const path of textsBelow(examples.mended)) {
      const place = formatPath(path.map((step) => (typeof step === 'number' ? '*' : step)));
      if (!spots.has(place)) spots.set(place, { props: examples.mended, path });
    }
  }
  return [...spots.values()];
}

function textsBelow(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null || isDeferred(value)) return [];
  return Object.entries(value).flatMap(([step, inner]) =>
    textsBelow(inner, [...path, Array.isArray(value) ? Number(step) : step]),
  );
}

function replaced<T>(value: T, [step, ...rest]: Path, text: string): T {
  if (step === undefined) return text as T;
  const inner = replaced((value as Record<string | number, unknown>)[step], rest, text);
  return Array.isArray(value)
    ? (value.map((item, index) => (index === step ? inner : item)) as T)
    : { ...value, [step]: inner };
}

const anyCredential = fc.oneof(...Object.values(CREDENTIALS));

describe.each(COMPONENTS.map((component) => [component.definition.name, component] as const))('%s', (_, component) => {
  const spots = spotsOf(component);
  // A platform is written once, by its own component; for all others it is enough that nothing of it comes through.
  const own = spots.filter(({ path }) => !path.includes('platform'));
  const { definition } = component;

  test('a credential in any plain prop reaches no object and no message', () => {
    expect(spots.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.nat(spots.length - 1), anyCredential, (index, { text, secret }) => {
        const { props, path } = spots[index] as Spot;
        const { resources, diagnostics } = prepare(definition, replaced(props, path, text), 'team-a/it', 'none');
        const shown = JSON.stringify([resources, diagnostics]) + formatDiagnostics(diagnostics);
        expect([formatPath(path), shown.toLowerCase().includes(secret.toLowerCase())]).toEqual([
          formatPath(path),
          false,
        ]);
      }),
      { numRuns: 100 },
    );
  });

  test('every single one of them is refused, by the rule about credentials', () => {
    const text = `xoxb-${'c4nary'.repeat(4)}`;
    for (const { props, path } of own) {
      const { resources, diagnostics } = prepare(definition, replaced(props, path, text), 'team-a/it', 'none');
      const said = diagnostics.filter(isBlocking).map(({ rule }) => rule);
      expect([formatPath(path), resources.length, said.some((id) => RULES.includes(id))]).toEqual([
        formatPath(path),
        0,
        true,
      ]);
    }
  });

  test('nor the error of the engine', () => {
    fc.assert(
      fc.property(fc.nat(own.length - 1), anyCredential, (index, { text, secret }) => {
        const { props, path } = own[index] as Spot;
        const app = new App();
        expect(() => {
          component.onCdk8s(new Chart(app, 'team-a'), replaced(props, path, text));
          app.synthYaml();
        }).toThrow(expect.objectContaining({ message: expect.not.stringContaining(secret) }));
      }),
      { numRuns: 5 },
    );
  });
});

describe('a deferred value', () => {
  const resolved = (value: unknown) => {
    const image = `registry.example/claude@sha256:${'1'.repeat(64)}`;
    const late = new LateOutput(() => value);
    const props = {
      ...(agentSandboxPool.rules[0]?.examples.mended as object),
      image,
      env: [{ name: 'NOTE', value: late }],
    };
    const { resources, diagnostics } = prepare(agentSandboxPool, props as never, 'team-a/it', 'pulumi');
    expect(diagnostics.filter(isBlocking)).toEqual([]);
    return () => resources.flatMap(({ manifest }) => resolve(manifest));
  };

  test('that turns out to be a credential fails when it resolves, and is not shown', () => {
    fc.assert(
      fc.property(anyCredential, ({ text, secret }) => {
        const message = messageOf(resolved(text));
        expect(message).toContain('KF3023');
        expect(message).not.toContain(secret);
      }),
      { numRuns: 30 },
    );
  });

  test('that is none resolves', () => {
    expect(JSON.stringify(resolved('reviews pull requests')())).toContain('reviews pull requests');
  });

  // What nothing tells from another text is not found: see the docstring of KF3023.
  test('that is random text cannot be told from any other', () => {
    expect(resolved('correct horse battery staple')).not.toThrow();
  });
});

function resolve(value: unknown): unknown {
  if (value instanceof LateOutput) return value.get();
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner)]));
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return '';
}
