import { processOf } from './deployment-process';

const deployment = (env: { name: string; value?: string; valueFrom?: object }[]) => ({
  metadata: { name: 'controller', namespace: 'system' },
  spec: {
    template: { spec: { serviceAccountName: 'operator', containers: [{ name: 'main', args: ['--a=b'], env }] } },
  },
});

test('a Deployment becomes the process its kubelet would start', () => {
  const fieldRef = { fieldPath: 'metadata.namespace' };
  const env = [
    { name: 'LEVEL', value: '2' },
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef } },
  ];

  expect(processOf(deployment(env))).toEqual({
    args: ['--a=b'],
    env: { LEVEL: '2', POD_NAMESPACE: 'system' },
    namespace: 'system',
    serviceAccount: 'operator',
  });
});

test('a variable that a process cannot have is refused', () => {
  const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'one' } } }];

  expect(() => processOf(deployment(env))).toThrow('env KEY takes its value from where a process has none');
});
