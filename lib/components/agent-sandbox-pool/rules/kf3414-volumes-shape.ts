import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { parseDnsLabel } from '../../../syntax/names';
import { parseQuantity } from '../../../syntax/quantity';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

const KINDS = ['ephemeral', 'perSandbox', 'claim'] as const;
const FIELDS = [...KINDS, 'mountPath', 'subPath', 'readOnly'];

/** Every volume of the short form is of one kind and has its place in the container. */
export const volumesShape: Rule<AgentSandboxPoolProps> = {
  id: 'KF3414',
  name: 'volumes-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'Names, kinds and mount paths decide which objects exist; an emptyDir without a size fills the node’s disk until its pods are evicted and stay Failed.',
  fix: 'give each volume a `mountPath` and one of ephemeral, perSandbox, claim',
  faults: ['F-SBX-09', 'F-SBX-19'],
  sources: ['facts/agent-sandbox.md §2.3, §2.5'],
  check({ volumes }, report) {
    if (volumes === undefined) return;
    if (typeof volumes !== 'object' || volumes === null || Array.isArray(volumes) || isDeferred(volumes)) {
      report({
        path: ['volumes'],
        problem: 'these are no volumes by name that are known at synth',
        allowed: '{ <name>: { mountPath, … } }',
      });
      return;
    }
    for (const [name, volume] of Object.entries(volumes as Readonly<Record<string, unknown>>)) {
      for (const finding of volumeFindings(name, volume)) report(finding);
      const limit = (volume as { ephemeral?: { sizeLimit?: unknown } } | null)?.ephemeral?.sizeLimit;
      const path = ['volumes', name, 'ephemeral', 'sizeLimit'];
      report.whenKnown(path, limit, (known) => {
        const parsed = parseQuantity(known, { nonNegative: true, whole: true });
        return parsed.ok
          ? []
          : [
              {
                path,
                problem: parsed.reason,
                got: known,
                ...(parsed.allowed !== undefined && { allowed: parsed.allowed }),
              },
            ];
      });
    }
  },
  examples: {
    failing: examplePool({ volumes: { workspace: { mountPath: 'workspace', ephemeral: {} } } }),
    mended: examplePool({ volumes: { workspace: { mountPath: '/workspace', ephemeral: { sizeLimit: '10Gi' } } } }),
  },
};

function volumeFindings(name: string, volume: unknown): Finding[] {
  const path = ['volumes', name];
  const label = parseDnsLabel(name);
  if (!label.ok)
    return [{ path, problem: label.reason, got: name, ...(label.allowed !== undefined && { allowed: label.allowed }) }];
  if (typeof volume !== 'object' || volume === null || isDeferred(volume)) {
    return [{ path, problem: 'this is no volume that is known at synth', allowed: FIELDS.join(', ') }];
  }
  const fields = volume as Readonly<Record<string, unknown>>;
  const kinds = KINDS.filter((kind) => fields[kind] !== undefined);
  const findings: Finding[] = Object.keys(fields)
    .filter((field) => !FIELDS.includes(field))
    .map((field) => ({
      path: [...path, field],
      problem: 'there is no such field',
      got: field,
      allowed: FIELDS.join(', '),
    }));
  if (kinds.length !== 1)
    findings.push({
      path,
      problem: `the volume is of ${kinds.length} kinds`,
      got: kinds,
      allowed: `one of ${KINDS.join(', ')}`,
    });
  if (typeof fields.mountPath !== 'string' || !fields.mountPath.startsWith('/')) {
    findings.push({
      path: [...path, 'mountPath'],
      problem: 'the volume has no absolute path in the container',
      got: fields.mountPath,
      allowed: 'a path that starts with /',
    });
  }
  const { ephemeral } = fields;
  if (
    ephemeral !== undefined &&
    (isDeferred(ephemeral) || (ephemeral as { sizeLimit?: unknown } | null)?.sizeLimit === undefined)
  ) {
    findings.push({
      path: [...path, 'ephemeral', 'sizeLimit'],
      problem: 'the emptyDir has no size',
      allowed: 'a quantity, e.g. "10Gi"',
    });
  }
  return findings;
}
