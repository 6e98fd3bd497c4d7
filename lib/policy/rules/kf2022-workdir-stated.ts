import { example, type PolicyRule } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const WORKDIR_STATED: PolicyRule = {
  id: 'KF2022',
  name: 'workdir-stated',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'As soon as `filesystem_policy` is given, the working directory is no longer writable unless `include_workdir` says so; on 0.0.46 even that does nothing on Kubernetes, and `/sandbox` has to be listed.',
  fix: 'say `include_workdir: true` and list `/sandbox` in `read_write`, or say `include_workdir: false`',
  faults: ['F-POL-11'],
  sources: [SHEET_111('1.1'), SHEET_46('1.2 (9)')],
  check({ policy, openshell }, report) {
    const { filesystem } = policy;
    if (filesystem === undefined) return;
    if (filesystem.includeWorkdir === undefined) {
      report({
        path: ['filesystem', 'includeWorkdir'],
        problem: 'left out, it means false and the agent cannot write its working directory',
      });
    } else if (filesystem.includeWorkdir && !openshell.quirks.numericIdentity) {
      const isListed = [...(filesystem.readWrite ?? []), ...(filesystem.readOnly ?? [])].some((path) =>
        /^\/sandbox\/*$/.test(path),
      );
      if (!isListed) {
        report({
          path: ['filesystem', 'readWrite'],
          problem: `OpenShell ${openshell.version} ignores \`include_workdir\` on Kubernetes`,
          fix: 'list `/sandbox` in `read_write`',
        });
      }
    }
  },
  examples: {
    failing: example({ filesystem: { readOnly: ['/usr'], readWrite: ['/tmp'] } }),
    mended: example({ filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp', '/sandbox'] } }),
  },
};
