import { agentSandboxPool } from '../../lib/components/agent-sandbox-pool';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';

describe.each(agentSandboxPool.rules.map((rule) => [`${rule.id} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  const prepared = (example: 'failing' | 'mended') =>
    prepare(agentSandboxPool, rule.examples[example], 'team-a/x', 'none');

  test('stops its failing example, or warns of it', () => {
    const { diagnostics } = prepared('failing');
    const own = diagnostics.filter((diagnostic) => diagnostic.rule === rule.id);
    expect(own).not.toEqual([]);
    for (const diagnostic of own) {
      expect(isBlocking(diagnostic)).toBe(rule.severity === 'error');
      expect(diagnostic.construct).toBe('team-a/x');
      expect(diagnostic.path.length).toBeGreaterThan(0);
      expect(diagnostic.problem).not.toMatch(/[.\n]$|undefined|could not be evaluated/);
    }
  });

  test('lets the mended twin through', () => {
    const { diagnostics, resources } = prepared('mended');
    expect(diagnostics.filter((diagnostic) => isBlocking(diagnostic) || diagnostic.rule === rule.id)).toEqual([]);
    expect(resources).not.toEqual([]);
  });
});

test('ids are unique', () => {
  const ids = agentSandboxPool.rules.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
