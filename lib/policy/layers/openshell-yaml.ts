import { createHash } from 'node:crypto';
import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { writeYaml } from '../spelling/yaml-write';
import { nothing } from './judge';
import type { Rendering } from './layer';
import { subjectOf } from './subject';

/** The policy in OpenShell's own file format. */
export interface OpenShellFile {
  readonly yaml: string;
  /** SHA-256 of the text, in hex. */
  readonly checksum: string;
}

/** OpenShell inside the pod: the policy itself, exact wherever it loads and a supervisor gets it. */
export function openShellYaml(policy: PolicyDocument, openshell: OpenShellRelease): Rendering<OpenShellFile> {
  const yaml = writeYaml(policy);
  const { endpoints, decider } = subjectOf(policy, openshell);
  return {
    layer: 'openshell',
    output: { yaml, checksum: createHash('sha256').update(yaml).digest('hex') },
    fidelity: endpoints.map((it) =>
      decider.status === 'ok'
        ? {
            endpoint: it.place,
            verdict: 'exact',
            consequence: `the policy itself, as OpenShell ${openshell.version} reads it`,
          }
        : nothing(it, `OpenShell ${openshell.version} does not load the policy: ${decider.problems[0]?.problem}`),
    ),
  };
}
