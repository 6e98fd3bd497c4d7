import { exampleContainer, exampleTemplate, exampleTemplateWith } from '../../lib/api/rules/examples';
import { checkObject } from '../../lib/components/prepare';
import { formatPath } from '../../lib/plan/path';
import type { KubernetesObject } from '../../lib/plan/resource';
import { LateOutput } from '../fixtures/late-output';

const PLACE = { construct: 'team-a/x', subject: 'props' } as const;
const CONTAINER = 'spec.podTemplate.spec.containers[0]';

function said(object: KubernetesObject): string[] {
  return checkObject(object, PLACE, 'none')
    .diagnostics.filter(({ rule }) => ['KF3030', 'KF3031', 'KF7006'].includes(rule))
    .map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

const mounting = (mount: object) =>
  exampleTemplate({
    containers: [exampleContainer({ volumeMounts: [{ name: 'tmp', ...mount }] })],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
  });

describe('volumes over an agent’s folder', () => {
  const refused = [`KF3030 ${CONTAINER}.volumeMounts[0].mountPath`];

  test.each([
    ['/sandbox', []],
    ['/sandbox/workspace', []],
    ['/sandbox/.hermes/memories', []],
    ['/sandbox/.hermes', refused],
    ['/sandbox/.openclaw/', refused],
    ['//sandbox/.deepagents', refused],
    ['/sandbox/.nemoclaw', refused],
  ])('%s: %j', (mountPath, expected) => expect(said(mounting({ mountPath }))).toEqual(expected));

  test('hide nothing that matters when the blueprints are mounted read-only', () => {
    expect(said(mounting({ mountPath: '/sandbox/.nemoclaw', readOnly: true }))).toEqual([]);
    expect(said(mounting({ mountPath: '/sandbox/.hermes', readOnly: true }))).toEqual(refused);
  });
});

describe('the key of Hermes’ API', () => {
  const on = { name: 'API_SERVER_ENABLED', value: 'true' };
  const everywhere = { name: 'API_SERVER_HOST', value: '0.0.0.0' };
  const key = { name: 'API_SERVER_KEY', valueFrom: { secretKeyRef: { name: 'hermes', key: 'apiKey' } } };

  test.each([
    ['a server for others has none', [on, everywhere], [`KF3031 ${CONTAINER}.env`]],
    ['it comes from a Secret', [on, everywhere, key], []],
    ['it stands in clear text', [on, everywhere, { name: key.name, value: 'x' }], [`KF3031 ${CONTAINER}.env[2]`]],
    ['the server is the agent’s own', [on, { ...everywhere, value: '127.0.0.1' }], []],
    ['the server is off', [everywhere], []],
    ['the host is not said', [on], []],
  ])('%s', (_, env, expected) => expect(said(exampleTemplateWith({ env }))).toEqual(expected));

  test('may come with a whole Secret', () =>
    expect(said(exampleTemplateWith({ env: [on, everywhere], envFrom: [{ secretRef: { name: 'hermes' } }] }))).toEqual(
      [],
    ));

  test('may be known only later', () => {
    const later = { name: key.name, valueFrom: new LateOutput(() => key.valueFrom) };
    expect(said(exampleTemplateWith({ env: [on, everywhere, later] }))).toEqual([]);
    expect(said(exampleTemplateWith({ env: new LateOutput(() => [on, everywhere]) }))).toEqual([]);
  });
});
