import type { KubernetesObject } from '../../lib/plan/resource';
import { compare, type ReviewedChart } from './compare';
import { nginxBlocks } from './nginx-form';

const NOTHING: ReviewedChart = { rendering: '', twins: {}, absent: {}, parts: {}, differences: [] };

function deployment(container: object, pod: object = {}): KubernetesObject {
  const spec = { ...pod, containers: [{ name: 'main', ...container }] };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { spec } } };
}

function differing(theirs: KubernetesObject, ours: KubernetesObject): string[] {
  return compare([theirs], [ours], NOTHING).unexplained.map(({ path }) => path.replace(/^.*containers\/main\//, ''));
}

describe('what is equal', () => {
  test.each<[string, KubernetesObject, KubernetesObject]>([
    ['flags by word or by sign', deployment({ args: ['--a', 'b', '-v'] }), deployment({ args: ['-v', '--a=b'] })],
    [
      'volumes by whatever name',
      deployment(
        { volumeMounts: [{ name: 'a', mountPath: '/x' }] },
        { volumes: [{ name: 'a', secret: { secretName: 's' } }] },
      ),
      deployment(
        { volumeMounts: [{ name: 'b', mountPath: '/x' }] },
        { volumes: [{ name: 'b', secret: { secretName: 's' } }] },
      ),
    ],
    [
      'ports by name or number',
      deployment({ ports: [{ name: 'http', containerPort: 80 }], livenessProbe: { httpGet: { port: 'http' } } }),
      deployment({ ports: [{ name: 'web', containerPort: 80 }], livenessProbe: { httpGet: { port: 80 } } }),
    ],
    [
      'the user of pod or container',
      deployment({ securityContext: { runAsUser: 7 } }),
      deployment({}, { securityContext: { runAsUser: 7 } }),
    ],
    [
      'more than upstream has',
      deployment({ image: 'a' }),
      deployment({ image: 'a', tty: true, env: [{ name: 'A', value: 'b' }] }),
    ],
  ])('%s', (_, theirs, ours) => {
    expect(differing(theirs, ours)).toEqual([]);
  });
});

describe('what is not', () => {
  test.each<[string, object, object, string[]]>([
    ['another value', { image: 'a' }, { image: 'b' }, ['image']],
    ['a flag that is gone', { args: ['--a=b', '--c'] }, { args: ['--c'] }, ['args/--a=b']],
    [
      'a variable of another name',
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'B', value: '1' }] },
      ['env/A/value'],
    ],
    [
      'another port',
      { ports: [{ name: 'http', containerPort: 80 }] },
      { ports: [{ name: 'http', containerPort: 81 }] },
      ['ports/80/containerPort'],
    ],
    ['another mount', { volumeMounts: [{ name: 'a', mountPath: '/x', readOnly: true }] }, {}, ['mounts//x/readOnly']],
    [
      'a file read only no more',
      { volumeMounts: [{ name: 'a', mountPath: '/x', readOnly: true }] },
      { volumeMounts: [{ name: 'a', mountPath: '/x' }] },
      ['mounts//x/readOnly'],
    ],
  ])('%s', (_, theirs, ours, expected) => {
    expect(differing(deployment(theirs), deployment(ours))).toEqual(expected);
  });

  test('a right, however rules bundle them', () => {
    const role = (rules: readonly object[]): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Role',
      metadata: { name: 'r' },
      rules,
    });
    const theirs = role([{ apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get', 'list'] }]);
    const ours = role([
      { apiGroups: [''], resources: ['pods'], verbs: ['list', 'get'] },
      { apiGroups: ['apps'], resources: ['pods'], verbs: ['get'] },
    ]);
    expect(differing(theirs, ours)).toEqual(['rules/list pods.apps']);
  });
});

describe('the table', () => {
  const theirs = [deployment({ image: 'a' })];

  test('is told of an object without a twin, and of a twin that it says is absent', () => {
    const absent: ReviewedChart = { ...NOTHING, absent: { 'Deployment web': ['not needed', 'for this test'] } };
    expect(compare(theirs, [], NOTHING).objectsWithoutTwin).toEqual(['Deployment web']);
    expect(compare(theirs, [], absent)).toEqual({ objectsWithoutTwin: [], unexplained: [], unused: [] });
    expect(compare(theirs, theirs, absent).objectsWithoutTwin).toEqual([
      'Deployment web (listed as absent, and there)',
    ]);
  });

  test('is told of an entry that nothing needs', () => {
    const entry = ['*', '**/image', 'hardened', 'with its digest'] as const;
    const review: ReviewedChart = {
      ...NOTHING,
      parts: { 'containers/other': 'containers/main' },
      differences: [entry],
    };
    expect(compare(theirs, [deployment({ image: 'b' })], { ...NOTHING, differences: [entry] }).unused).toEqual([]);
    expect(compare(theirs, theirs, review).unused).toEqual(['parts: containers/other', 'differences: * **/image']);
  });
});

test('an nginx.conf is read with what its locations inherit', () => {
  const text = `http { upstream api { server 127.0.0.1:81; }
    proxy_buffering off; proxy_set_header Host $host; # for all
    server { listen 80; location / { proxy_pass http://api/x; } location /b/ { proxy_set_header A ''; } } }`;
  expect(nginxBlocks(text)).toEqual({
    'location /': { proxy_pass: 'http://127.0.0.1:81/x', proxy_buffering: 'off', 'proxy_set_header Host': '$host' },
    'location /b/': { proxy_buffering: 'off', 'proxy_set_header A': '' },
    server: { listen: '80' },
  });
});
