import { kagentControlPlane } from '../../../lib/components/kagent-control-plane';
import { exampleWithGateway } from '../../../lib/components/kagent-control-plane/example';
import { nemoClawHarness } from '../../../lib/components/nemoclaw-harness';
import { exampleHarness } from '../../../lib/components/nemoclaw-harness/example';
import { openShellGateway } from '../../../lib/components/openshell-gateway';
import { exampleGateway } from '../../../lib/components/openshell-gateway/example';
import { type Answers, CONTROL_PLANE_WITH_GATEWAY, GATEWAY, HARNESS, ofKind, one, PLATFORM, TENANT } from '../built';

const CRDS = ofKind(PLATFORM, 'CustomResourceDefinition');

/** Upgrade, replacement and removal. */
export const LIFECYCLE: Answers = {
  'F-LIF-01': {
    how: 'a harness goes before its control plane and that before its gateway; namespaces stay until somebody deletes them',
    holds: () => {
      const gates = (waits: readonly { gate: string }[] | undefined) => waits?.map(({ gate }) => gate);
      // Who waits for a gate is removed first.
      expect(gates(nemoClawHarness.waitsFor?.(exampleHarness()))).toContain(
        kagentControlPlane.opens?.(exampleWithGateway()).gate,
      );
      expect(gates(kagentControlPlane.waitsFor?.(exampleWithGateway()))).toContain(
        openShellGateway.opens?.(exampleGateway()).gate,
      );
      const { teardown } = one(HARNESS, 'AgentHarness');
      expect(teardown).toBeLessThan(one(CONTROL_PLANE_WITH_GATEWAY, 'Deployment', 'controller').teardown);
      expect(teardown).toBeLessThan(one(GATEWAY, 'StatefulSet').teardown);
      const namespaces = ofKind([...TENANT, ...GATEWAY, ...CONTROL_PLANE_WITH_GATEWAY], 'Namespace');
      expect(namespaces).toHaveLength(7);
      for (const { state } of namespaces) expect(state).toMatchObject({ retain: true });
    },
  },
  'F-LIF-02': {
    how: 'CRDs are kept and protected',
    holds: () => {
      expect(CRDS).toHaveLength(4);
      for (const { state } of CRDS) expect(state).toMatchObject({ retain: true, protect: true });
    },
  },
  'F-LIF-03': {
    how: 'the CRD says that volumeClaimTemplates are immutable, and no engine replaces a sandbox by itself',
    holds: () =>
      expect(JSON.stringify(CRDS.map(({ manifest }) => manifest))).toContain('volumeClaimTemplates is immutable'),
  },
};
