import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplate } from '../examples';
import { eachContainer, nameOf } from './pod-of';

/** What the images of NemoClaw's agents hold there, made when they were built. source: facts/nemoclaw.md §3, §4 */
const SEEDED: { readonly [folder: string]: string } = {
  '/sandbox/.openclaw': 'openclaw.json and its hash',
  '/sandbox/.hermes': 'config.yaml, .env and auth.json',
  '/sandbox/.deepagents': 'config.toml and .env',
  '/sandbox/.nemoclaw': 'the blueprints, which only root may change',
};

/** No volume hides what an agent's image holds in the agent's own folder. */
export const agentStateNotCovered: Rule<KubernetesObject> = {
  id: 'KF3030',
  name: 'agent-state-not-covered',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'An empty volume over an agent’s folder hides the configuration that its image brings: Hermes answers 503 for ever, OpenClaw starts as if it had never been set up; and a folder of blueprints that the agent may write is the agent’s to change.',
  fix: 'mount the volume at /sandbox/workspace, or at /sandbox with the image’s files copied into it first; /sandbox/.nemoclaw read-only',
  faults: ['F-NEM-05'],
  sources: ['facts/nemoclaw.md §3, §5, §11.9'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      container.each(['volumeMounts'], (mount) => {
        mount.look(['mountPath'], (path) => {
          if (typeof path.value !== 'string') return;
          const folder = path.value.replace(/\/+$/, '').replace(/\/{2,}/g, '/');
          const hidden = Object.hasOwn(SEEDED, folder) ? SEEDED[folder] : undefined;
          if (hidden === undefined) return;
          mount.look(['readOnly'], (readOnly) => {
            if (folder === '/sandbox/.nemoclaw' && readOnly.value === true) return;
            path.refuse({
              problem: `${nameOf(container)} mounts a volume over ${hidden}`,
              got: path.value,
              allowed: '/sandbox/workspace, or folders below the agent’s own',
            });
          });
        });
      });
    });
  },
  examples: {
    failing: withMount('/sandbox/.hermes'),
    mended: withMount('/sandbox/workspace'),
  },
};

function withMount(mountPath: string): KubernetesObject {
  const volumeMounts = [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'state', mountPath },
  ];
  const volumes = ['tmp', 'state'].map((name) => ({ name, emptyDir: { sizeLimit: '1Gi' } }));
  return exampleTemplate({ containers: [exampleContainer({ volumeMounts })], volumes });
}
