import type { Finding, Report, Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { checkVolumeNames } from '../../kagent-resource/rules/volume-names';
import { skillsWriteRoot } from '../deployment';
import type { AgentProps } from '../props';
import type { SkillRepositoryProp, SkillSources } from '../skills-props';
import { exampleAgent } from './example-agent';

const MOST = 20;
const FOLDER = /^[A-Za-z0-9._-]+$/;

/** The init container can fetch every skill. source: kagent v0.9.12 adk_api_translator.go, prepareSkillsInitConfig */
export const SKILLS_FETCHABLE: Rule<AgentProps> = {
  id: 'KF5514',
  name: 'skills-fetchable',
  severity: 'error',
  acknowledge: 'never',
  why: 'A skill that cannot be fetched keeps the agent from being accepted, or its pods in Init:CrashLoopBackOff. A commit cannot be checked out at all: kagent 0.9.12 hands it to git as the name of a file.',
  fix: 'give folders of their own, relative paths, and a tag in place of a commit',
  faults: [],
  sources: ['facts/kagent.md §4 Skills', 'kagent v0.9.12 go/core/internal/skillsinit/git.go, CloneGit'],
  check(props, report) {
    const { skills, deployment } = props;
    if (skills === undefined) return;
    checkCounts(report, skills);
    checkRepositories(report, skills.gitRefs ?? []);
    checkFolders(report, skills);
    checkVolumeNames(report, ['skills', 'imagePullSecrets'], skills.imagePullSecrets, 'pull-secret-');
    if (deployment?.security?.readOnlyRootFilesystem === true && skillsWriteRoot(props)) {
      report({
        path: ['deployment', 'security', 'readOnlyRootFilesystem'],
        problem: 'with these Secrets the init container writes to its root, and it shares the agent’s security context',
        got: true,
        allowed: 'false',
      });
    }
  },
  examples: {
    failing: exampleAgent(
      {},
      {
        skills: {
          gitRefs: [{ url: 'https://git.example.com/skills.git', ref: '0123456789abcdef0123456789abcdef01234567' }],
        },
      },
    ),
    mended: exampleAgent({}, { skills: { gitRefs: [{ url: 'https://git.example.com/skills.git', ref: 'v1.2.0' }] } }),
  },
};

function checkCounts(report: Report, { refs = [], gitRefs = [] }: SkillSources): void {
  if (refs.length + gitRefs.length === 0) {
    report({ path: ['skills'], problem: 'there is no skill', allowed: 'at least one of refs, gitRefs' });
  }
  for (const [field, list] of Object.entries({ refs, gitRefs })) {
    if (list.length <= MOST) continue;
    report({ path: ['skills', field], problem: 'there are too many', got: list.length, allowed: `at most ${MOST}` });
  }
}

function checkRepositories(report: Report, repositories: readonly SkillRepositoryProp[]): void {
  for (const [index, { ref, path }] of repositories.entries()) {
    const at = ['skills', 'gitRefs', index];
    report.whenKnown([...at, 'ref'], ref, (text): Finding[] =>
      /^[0-9a-f]{40}$/i.test(text)
        ? [
            {
              path: [...at, 'ref'],
              problem: 'kagent 0.9.12 cannot check out a commit',
              got: text,
              allowed: 'a branch or a tag',
            },
          ]
        : [],
    );
    report.whenKnown([...at, 'path'], path, (text): Finding[] =>
      text.startsWith('/') || text.split('/').includes('..')
        ? [
            {
              path: [...at, 'path'],
              problem: 'the folder is not inside of the repository',
              got: text,
              allowed: 'a relative path without ..',
            },
          ]
        : [],
    );
  }
}

/** Two skills of one folder, or a folder that cannot be; what is known later is left to kagent. */
function checkFolders(report: Report, { refs = [], gitRefs = [] }: SkillSources): void {
  const folders: readonly { readonly path: Path; readonly folder: string | undefined }[] = [
    ...gitRefs.map((repository, index) => ({ path: ['skills', 'gitRefs', index], folder: gitFolder(repository) })),
    ...refs.map((ref, index) => ({
      path: ['skills', 'refs', index],
      folder: isDeferred(ref)
        ? undefined
        : lastStep(
            String(ref)
              .replace(/@.*$/, '')
              .replace(/:[^/]*$/, ''),
          ),
    })),
  ];
  const seen = new Set<string>();
  for (const { path, folder } of folders) {
    if (folder === undefined) continue;
    if (!FOLDER.test(folder) || folder === '.' || folder === '..') {
      report({
        path,
        problem: 'the skill has no folder of its own',
        got: folder,
        allowed: 'letters, digits, ".", "_" and "-"',
      });
    }
    if (seen.has(folder)) report({ path, problem: 'two skills go into one folder', got: folder });
    seen.add(folder);
  }
}

function gitFolder({ name, path, url }: SkillRepositoryProp): string | undefined {
  for (const given of [name, path]) {
    if (isDeferred(given)) return undefined;
    if (typeof given === 'string' && given.trim() !== '') return lastStep(given.trim().replace(/\/+$/, ''));
  }
  if (isDeferred(url)) return undefined;
  return lastStep(
    String(url)
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .replace(/\.git$/, ''),
  );
}

function lastStep(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('/'), text.includes('://') ? 0 : text.lastIndexOf(':')) + 1);
}
