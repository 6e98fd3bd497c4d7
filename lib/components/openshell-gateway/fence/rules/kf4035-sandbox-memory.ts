import type { Finding, Rule } from '../../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../../plan/leaf';
import { compareQuantities, parseQuantity } from '../../../../syntax/quantity';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** With 4Gi OpenClaw runs out of memory under load; with 8Gi it does not. source: facts/nemoclaw.md §5 */
const ENOUGH = '8Gi';

/** A sandbox may take as much memory as its agent needs under load. */
export const SANDBOX_MEMORY: Rule<OpenShellGatewayProps> = {
  id: 'KF4035',
  name: 'sandbox-memory',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'OpenClaw is killed for want of memory with 4Gi, under load only; the pod of a sandbox is never started again, and what was not in its workspace is lost.',
  fix: `give containerDefaults.limits.memory at least ${ENOUGH}, or say why these agents need less`,
  faults: ['F-NEM-03'],
  sources: ['facts/nemoclaw.md §5, §11.11'],
  check({ sandboxes }, report) {
    const path = ['sandboxes', 'containerDefaults'];
    report.whenKnown(path, sandboxes?.containerDefaults as Leaf<object> | undefined, (defaults) => {
      const limits: unknown = (defaults as { limits?: unknown }).limits;
      if (typeof limits !== 'object' || limits === null || isDeferred(limits)) return [];
      return tooLittle([...path, 'limits', 'memory'], (limits as { memory?: unknown }).memory);
    });
  },
  examples: {
    failing: exampleGateway({
      sandboxes: { containerDefaults: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '4Gi' } } },
    }),
    mended: exampleGateway({
      sandboxes: { containerDefaults: { requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '8Gi' } } },
    }),
  },
};

function tooLittle(path: readonly string[], memory: unknown): Finding[] {
  if (memory === undefined || isDeferred(memory)) return [];
  const [given, enough] = [parseQuantity(memory), parseQuantity(ENOUGH)];
  if (!given.ok || !enough.ok || compareQuantities(given.value, enough.value) >= 0) return [];
  return [
    { path, problem: 'an agent under load needs more memory than this', got: memory, allowed: `${ENOUGH} or more` },
  ];
}
