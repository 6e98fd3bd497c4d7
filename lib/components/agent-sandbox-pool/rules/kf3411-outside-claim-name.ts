import type { Rule } from '../../../diagnostics/rule';
import { parseDnsSubdomain } from '../../../syntax/names';
import { examplePool } from '../example';
import { nameOf } from '../place';
import type { AgentSandboxPoolProps } from '../props';
import { volumesOf } from './volumes';

const perSandbox = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } };

/** A PersistentVolumeClaim made outside has none of the names that the controller gives to its own. */
export const outsideClaimName: Rule<AgentSandboxPoolProps> = {
  id: 'KF3411',
  name: 'outside-claim-name',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The controller names the claims of its sandboxes <volume>-<sandbox> and refuses one of that name that it does not own: the Sandbox is never ready and the data is not mounted.',
  fix: 'rename the PersistentVolumeClaim so that it does not start with <volume>-<pool>-',
  faults: ['F-SBX-10'],
  sources: ['AS reconcilePVCs at v0.5.6', 'facts/agent-sandbox.md §2.5'],
  check(props, report) {
    const volumes = volumesOf(props);
    const reserved = volumes.flatMap(([name, volume]) =>
      volume.perSandbox === undefined ? [] : [`${name}-${props.name}-`],
    );
    for (const [name, volume] of volumes) {
      if (volume.claim === undefined) continue;
      const claim = nameOf(volume.claim);
      // The name of an object given in place of a name stands one step deeper.
      const path = ['volumes', name, 'claim', ...(claim === volume.claim ? [] : ['name'])];
      if (claim === undefined)
        report({ path, problem: 'the claim has no name', allowed: 'the name of a PersistentVolumeClaim' });
      report.whenKnown(path, claim, (known) => {
        const parsed = parseDnsSubdomain(known);
        if (!parsed.ok)
          return [
            {
              path,
              problem: parsed.reason,
              got: known,
              ...(parsed.allowed !== undefined && { allowed: parsed.allowed }),
            },
          ];
        const clash = reserved.find((prefix) => known.startsWith(prefix));
        if (clash === undefined) return [];
        return [
          {
            path,
            problem: 'a sandbox of this pool may want this name for its own claim',
            got: known,
            allowed: `a name that does not start with ${clash}`,
          },
        ];
      });
    }
  },
  examples: {
    failing: examplePool({
      volumes: {
        workspace: { mountPath: '/workspace', perSandbox },
        models: { mountPath: '/models', readOnly: true, claim: 'workspace-claude-models' },
      },
    }),
    mended: examplePool({
      volumes: {
        workspace: { mountPath: '/workspace', perSandbox },
        models: { mountPath: '/models', readOnly: true, claim: 'models' },
      },
    }),
  },
};
