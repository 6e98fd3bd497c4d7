import { kagentControlPlane } from '../../lib/components/kagent-control-plane';
import { exampleControlPlane } from '../../lib/components/kagent-control-plane/example';
import { prepare } from '../../lib/components/prepare';
import { formatPath } from '../../lib/plan/path';

const DIGEST = `@sha256:${'1'.repeat(64)}`;

function said(changes: Readonly<Record<string, unknown>>): string[] {
  const { diagnostics } = prepare(kagentControlPlane, exampleControlPlane(changes), 'team-a/kagent', 'none');
  return diagnostics
    .filter(({ rule, problem }) => rule === 'KF5014' || problem.includes('could not be evaluated'))
    .map(({ rule, path }) => `${rule} ${formatPath(path)}`);
}

describe('the version in an image’s tag', () => {
  test.each([
    [{ controller: { image: `mirror.example/controller:0.9.12${DIGEST}` } }, []],
    [{ controller: { image: `mirror.example/controller:0.10.2${DIGEST}` } }, ['KF5014 controller.image']],
    [{ controller: { image: `mirror.example/our-kagent:2.0.0${DIGEST}` } }, []],
    [{ ui: { image: `mirror.example/ui:0.9.11${DIGEST}` } }, ['KF5014 ui.image']],
    [{ agents: { image: 'mirror.example/kagent/app:0.9.4' } }, ['KF5014 agents.image']],
    [{ agents: { image: 'mirror.example/ours/tickets:1.4.0' } }, []],
    [{ agents: { skillsInitImage: `mirror.example/skills-init:0.9.4${DIGEST}` } }, ['KF5014 agents.skillsInitImage']],
  ])('%j: %j', (changes, expected) => expect(said(changes)).toEqual(expected));
});
