import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { exampleControlPlane } from '../../lib/components/kagent-control-plane/example';
import { openShellGateway } from '../../lib/components/openshell-gateway';
import { EXAMPLE_TOOLS, exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';
import { contentHash } from '../../lib/plan/canonical-json';
import type { KubernetesObject } from '../../lib/plan/resource';
import { chartObjects, labelOf } from './chart-objects';
import { compare, type ReviewedChart } from './compare';
import { KAGENT_0_9_12 } from './kagent-0.9.12';
import { flatten } from './normal-form';
import { OPENSHELL_0_0_46 } from './openshell-0.0.46';
import { OPENSHELL_0_0_111 } from './openshell-0.0.111';

/** What brings about each object of upstream's default rendering; everything else is left to its default. */
const GATEWAY = {
  name: 'openshell',
  namespace: 'openshell',
  sandboxNamespace: 'openshell-sandboxes',
  tls: { job: { image: EXAMPLE_TOOLS } },
  sandboxes: { gpu: true },
};
const SCRAPED = { metrics: { scrapeFrom: [{ namespace: 'monitoring' }] } };
const OPENAI = { name: 'kagent-openai', key: 'OPENAI_API_KEY' };
const CONTROL_PLANE = {
  namespace: 'kagent',
  rbac: 'upstream',
  defaultModel: { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: OPENAI },
  database: { embedded: { password: { name: 'kagent-postgresql', key: 'POSTGRES_PASSWORD' } } },
  addons: {
    tools: { access: 'upstream' },
    querydoc: { apiKey: OPENAI },
    grafanaMcp: {
      url: 'http://grafana.kagent:3000',
      to: { namespace: 'kagent' },
      token: { name: 'kagent-grafana-mcp', key: 'GRAFANA_SERVICE_ACCOUNT_TOKEN' },
    },
  },
  observability: SCRAPED,
  acknowledge: ['KF5004', 'KF5010', 'KF5030', 'KF5042'].map((rule) => ({ rule, reason: 'as upstream has it' })),
};

type Chart = readonly [folder: string, review: ReviewedChart, ours: readonly KubernetesObject[]];
const CHARTS: readonly Chart[] = [
  ['openshell-v0.0.46', OPENSHELL_0_0_46, objectsOf(openShellGateway, exampleGateway(GATEWAY))],
  ['openshell-v0.0.111', OPENSHELL_0_0_111, objectsOf(openShellGateway, exampleSideBySide(GATEWAY))],
  ['kagent-v0.9.12', KAGENT_0_9_12, objectsOf(kagentControlPlane, exampleControlPlane(CONTROL_PLANE))],
];

describe.each(CHARTS)('upstream’s chart %s', (folder, review, ours) => {
  const theirs = chartObjects(folder);
  const compared = theirs ? test : test.skip;
  const verdict = () => compare(theirs ?? [], ours, review);

  compared('is the one that was reviewed', () => {
    expect(contentHash(theirs).slice(0, 16)).toBe(review.rendering);
  });

  compared('has no object without a twin here or a reason', () => {
    expect(verdict().objectsWithoutTwin).toEqual([]);
  });

  compared('has no field that is missing or other here without a reason', () => {
    expect(verdict().unexplained).toEqual([]);
  });

  compared('needs every entry of its table', () => {
    expect(verdict().unused).toEqual([]);
  });

  test('every entry says why', () => {
    const reasons = [...Object.values(review.absent), ...review.differences.map(([, , reason, why]) => [reason, why])];
    expect(reasons.filter(([, why]) => (why ?? '').length < 5)).toEqual([]);
  });
});

const ACCOUNTS = ['kagent-controller', 'kagent-tools', 'kagent-kmcp-controller-manager'];

describe('by default', () => {
  const theirs = chartObjects('kagent-v0.9.12');
  const compared = theirs ? test : test.skip;

  compared.each(ACCOUNTS)('%s has no right that upstream’s has not', (account) => {
    const { rbac: _, addons: _a, ...props } = CONTROL_PLANE;
    const acknowledge = [{ rule: 'KF5010', reason: 'a trial' }];
    const own = rightsOf(objectsOf(kagentControlPlane, exampleControlPlane({ ...props, acknowledge })), account);
    const granted = rightsOf(theirs ?? [], account);
    expect(own.length).toBeGreaterThan(0);
    // The same events, which newer clients write under their own group.
    const asked = own.map((right) => right.replace('events.events.k8s.io', 'events'));
    expect(asked.filter((right) => !granted.some((theirs) => grants(theirs, right)))).toEqual([]);
  });
});

/** The rights of an account as `verb resource.group`; a right to one name is less than the right to all. */
function rightsOf(objects: readonly KubernetesObject[], account: string): string[] {
  const bound = objects
    .filter(({ kind, subjects }) => kind.endsWith('Binding') && JSON.stringify(subjects ?? '').includes(`"${account}"`))
    .map(({ roleRef }) => roleRef as { readonly kind: string; readonly name: string });
  return objects
    .filter((object) => bound.some(({ kind, name }) => labelOf(object) === `${kind} ${name}`))
    .flatMap((role) => [...flatten(role, objects).keys()])
    .filter((path) => path.startsWith('rules/'))
    .map((path) => path.slice('rules/'.length).replace(/ \(.*\)$/, ''));
}

/** Whether a right, which may say `*` for verb, resource or group, is that right too. */
function grants(theirs: string, right: string): boolean {
  const [verb, what = ''] = theirs.split(' ');
  const [ownVerb, ownWhat = ''] = right.split(' ');
  const [resource, group = ''] = partsOf(what);
  const [ownResource, ownGroup = ''] = partsOf(ownWhat);
  return is(verb, ownVerb) && is(resource, ownResource) && is(group, ownGroup);
}

function partsOf(what: string): readonly string[] {
  const dot = what.indexOf('.');
  return dot < 0 ? [what] : [what.slice(0, dot), what.slice(dot + 1)];
}

function is(granted: string | undefined, asked: string | undefined): boolean {
  return granted === '*' || granted === asked;
}

function objectsOf<Props extends ComponentProps>(definition: ComponentDefinition<Props>, props: Props) {
  const { resources, diagnostics } = prepare(definition, props, 'team-a/it', 'none');
  expect(diagnostics.filter(isBlocking)).toEqual([]);
  return resources.map(({ manifest }) => manifest);
}
