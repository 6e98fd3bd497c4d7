import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customKinds, customResourceDefinition, findKind, kubernetes, validateObject } from '../../lib/api';
import { openApiSchema } from '../../lib/api/crd';
import type { EncodedDefinitions } from '../../lib/api/kubernetes/encoding';
import { definition, encodedDefinitions, kindDefinitions } from '../../lib/api/kubernetes/resolve';

describe('the definitions', () => {
  it('refer only to each other', () => {
    for (const name of Object.keys(encodedDefinitions().definitions)) expect(() => definition(name)).not.toThrow();
  });

  it('stay small: one line each, no descriptions', () => {
    const text = readFileSync(join(__dirname, '../../lib/api/kubernetes/definitions.json'), 'utf8');
    expect(text.split('\n').length).toBeLessThan(400);
    expect(text.length).toBeLessThan(60_000);
    const { kubernetes: version, definitions } = JSON.parse(text) as EncodedDefinitions;
    expect(version).toBe('1.36.3');
    expect(Object.keys(definitions)).toEqual(Object.keys(definitions).sort());
  });

  it('are read only when they are needed', () => {
    const script =
      "require('./lib/api'); console.log(Object.keys(require.cache).filter((file) => file.endsWith('definitions.json')).length)";
    const run = (code: string) =>
      execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', code], {
        cwd: join(__dirname, '../..'),
        encoding: 'utf8',
      }).trim();
    expect(run(script)).toBe('0');
    expect(run(script.replace('console', "require('./lib/api').findKind('v1', 'Pod'); console"))).toBe('1');
  });

  it('know the scope of kinds', () => {
    const cluster = kindDefinitions()
      .filter(([, { cluster: isCluster }]) => isCluster)
      .map(([name]) => name);
    expect(cluster).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
      'CustomResourceDefinition',
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
      'MutatingAdmissionPolicyBindingV1beta1',
      'MutatingAdmissionPolicyV1beta1',
      'Namespace',
      'PriorityClass',
      'RuntimeClass',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ]);
  });

  it('hold a type that refers to itself', () => {
    const schema = { type: 'object', properties: { a: { type: 'array', maxItems: '3' } } };
    const findings = validateObject(kubernetes('JSONSchemaProps'), schema).findings;
    expect(findings.map(({ path }) => path.join('.'))).toEqual(['properties.a.maxItems']);
  });
});

describe('types as of an older Kubernetes', () => {
  it('lack what came later', () => {
    const sources = (asOf?: string) =>
      Object.keys(openApiSchema(kubernetes('EnvVarSource', { asOf }).node).properties as object);
    expect(sources()).toContain('fileKeyRef');
    expect(sources('1.34')).toContain('fileKeyRef');
    expect(sources('1.33')).not.toContain('fileKeyRef');
  });

  it('are older all the way down', () => {
    const env = [{ name: 'A', valueFrom: { fileKeyRef: { key: 'k', path: 'p', volumeName: 'v' } } }];
    const pod = { containers: [{ name: 'a', env }] };
    expect(validateObject(kubernetes('PodSpec'), pod).findings).toEqual([]);
    expect(validateObject(kubernetes('PodSpec', { asOf: '1.33' }), pod).findings).toHaveLength(1);
  });
});

describe('our own CRDs', () => {
  it('are valid CustomResourceDefinitions', () => {
    for (const kind of customKinds()) {
      const crd = customResourceDefinition(kind);
      expect(validateObject(findKind(crd.apiVersion, crd.kind)!, crd).findings).toEqual([]);
    }
  });
});
