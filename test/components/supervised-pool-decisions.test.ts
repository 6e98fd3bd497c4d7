import { parse } from 'yaml';
import { readDecision } from '../../lib/components/agent-sandbox-pool';
import { exampleSupervisedPool } from '../../lib/components/agent-sandbox-pool/supervised/example';
import { build, type Loose, manifest } from './supervised-pool';

describe('what is made of the decision log', () => {
  const resources = build(
    exampleSupervisedPool({ observability: { logParser: true, dashboard: { labels: { board: 'yes' } } } }),
  );

  test('a Vector configuration for this pool’s logs, which counts by what the labels say', () => {
    const { sources, transforms } = parse(manifest(resources, 'log-parser').data['vector.yaml']);
    expect(sources.sandboxes).toMatchObject({
      extra_label_selector: 'kagent-fleet.dev/pool=claude',
      extra_field_selector: 'metadata.namespace=team-a',
    });
    expect(transforms.counted.metrics).toEqual([
      {
        type: 'counter',
        field: 'message',
        name: 'openshell_decisions_total',
        tags: Object.fromEntries(
          ['tenant', 'pool', 'harness', 'action', 'about', 'policy'].map((tag) => [tag, `{{${tag}}}`]),
        ),
      },
    ]);
  });

  test('a dashboard of that count', () => {
    const { metadata, data } = manifest(resources, 'dashboard');
    expect(metadata.labels).toMatchObject({ board: 'yes' });
    const { panels, uid } = JSON.parse(data['dashboard.json']);
    expect(panels.map(({ targets }: Loose) => targets[0].expr)).toEqual([
      'sum by (action) (rate(openshell_decisions_total{pool="claude"}[$__rate_interval]))',
      'sum by (about, policy) (rate(openshell_decisions_total{pool="claude",action="denied"}[$__rate_interval]))',
    ]);
    expect(uid).toHaveLength(40);
  });
});

// Lines of the real supervisor 0.0.46, run with a pod of this library.
describe('the decision log', () => {
  test.each([
    [
      '2026-11-23T00:38:31.424Z OCSF NET:OPEN [MED] DENIED /usr/bin/curl(32) -> tickets.example.com:443 [policy:- engine:opa] [reason:/usr/bin/curl is no binary of tickets]',
      {
        time: '2026-11-23T00:38:31.424Z',
        about: 'connection',
        action: 'denied',
        severity: 'MED',
        program: '/usr/bin/curl',
        target: 'tickets.example.com:443',
        policy: '-',
        reason: '/usr/bin/curl is no binary of tickets',
      },
    ],
    [
      '2026-11-23T00:38:31.486Z OCSF NET:OPEN [INFO] ALLOWED inference.local:443',
      {
        time: '2026-11-23T00:38:31.486Z',
        about: 'connection',
        action: 'allowed',
        severity: 'INFO',
        target: 'inference.local:443',
      },
    ],
    [
      '2026-11-23T00:38:31.000Z OCSF HTTP:GET [INFO] ALLOWED curl(88) -> GET https://api.example.com/v1/data [policy:tickets engine:l7]',
      {
        time: '2026-11-23T00:38:31.000Z',
        about: 'request',
        action: 'allowed',
        severity: 'INFO',
        program: 'curl',
        method: 'GET',
        target: 'https://api.example.com/v1/data',
        policy: 'tickets',
      },
    ],
  ])('%s', (line, decision) => {
    expect(readDecision(line)).toEqual(decision);
  });

  test.each([
    ['2026-11-23T00:38:31.299Z OCSF NET:LISTEN [INFO] 10.200.0.1:3128'],
    ['2026-11-23T00:38:31.322Z OCSF PROC:LAUNCH [INFO] sh(23)'],
    ['the agent says: OCSF NET:OPEN [INFO] ALLOWED everything'],
  ])('%s is no decision', (line) => {
    expect(readDecision(line)).toBeUndefined();
  });
});
