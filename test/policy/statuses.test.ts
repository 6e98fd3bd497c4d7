import { load } from '../../lib/policy/load';
import { readYaml } from '../../lib/policy/spelling/yaml-read';
import { openShell } from '../../lib/releases/openshell';
import { measuredDecisions } from './measured';

describe.each(['0.0.46', '0.0.111'])('OpenShell %s', (version) => {
  test('every measured policy gets its measured status', () => {
    const release = openShell(version);
    const measured = measuredDecisions(version);
    expect(measured.length).toBe(550);
    const wrong = measured.flatMap(({ policy: text, status }): readonly unknown[] => {
      const { policy, findings } = readYaml(text);
      if (policy === undefined) return [{ text, status, findings }];
      const loaded = load(policy, release);
      return loaded.status === status ? [] : [{ text, status, loaded }];
    });
    expect(wrong).toEqual([]);
  });
});
