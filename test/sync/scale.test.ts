import type { GatewayState } from '../../lib/plan/gateway-state';
import { GatewayDatabase } from './gateway-database';
import { serveGateway } from './gateway-server';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

const SANDBOXES = 1000;

/** Sandboxes whose supervisors load a policy as soon as it is written. */
class ObedientDatabase extends GatewayDatabase {
  override setPolicy(name: string, policy: object) {
    const written = super.setPolicy(name, policy);
    this.report(name, written.version);
    return written;
  }
}

it('brings a thousand sandboxes to their policies, few at once, and reads each once when nothing changed', async () => {
  const folder = new SyncCase();
  const database = new ObedientDatabase('0.0.46');
  const names = Array.from({ length: SANDBOXES }, (_, index) => `team-a-${String(index).padStart(4, '0')}`);
  for (const name of names) database.ask(database.addSandbox(name, KAGENT_POLICY));
  let atOnce = 0;
  let most = 0;
  const gateway = await serveGateway(database, {
    before: async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(setImmediate);
    },
    after: () => {
      atOnce -= 1;
    },
  });
  try {
    const items: GatewayState[] = names.map((name) => policyRow(name, wantedPolicy(`${name}.example.com`)));
    folder.document(gateway.port, items);
    const applied = await folder.run('apply', '--wait', '100', '--parallel', '4');
    expect(applied.status).toBe(0);
    expect(applied.report.writes).toBe(SANDBOXES);
    expect(applied.report.items.every(({ state }) => state === 'changed')).toBe(true);
    expect(most).toBeLessThanOrEqual(4);

    const again = await folder.run('apply', '--parallel', '4');
    expect(again.status).toBe(0);
    // One for each sandbox, one for the gateway's release, one for a gateway-wide policy.
    expect({ reads: again.report.reads, writes: again.report.writes }).toEqual({ reads: SANDBOXES + 2, writes: 0 });
  } finally {
    gateway.stop();
    folder.remove();
  }
}, 120_000);

it('holds no call while it waits for sandboxes that are not there', async () => {
  const folder = new SyncCase();
  const database = new ObedientDatabase('0.0.46');
  const gateway = await serveGateway(database);
  const names = Array.from({ length: 50 }, (_, index) => `absent-${index}`);
  database.ask(database.addSandbox('z-present', KAGENT_POLICY));
  try {
    folder.document(
      gateway.port,
      [...names, 'z-present'].map((name) => policyRow(name)),
    );
    const { report, status } = await folder.run('apply', '--parallel', '1', '--wait', '1');
    expect(status).toBe(2);
    expect(report.items.filter(({ state }) => state === 'pending')).toHaveLength(50);
    expect(report.items.find(({ key }) => key === 'harness-z-present')?.state).toBe('changed');
  } finally {
    gateway.stop();
    folder.remove();
  }
});
