import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { DEFAULT_REPLICAS, usesConversionWebhook } from '../settings';
import { exampleWithWebhook } from './example-controller';

const certificate = {
  webhookCertificate: { source: 'certManager', issuerRef: { name: 'platform' } },
} as const;

/** Conversions go on while one pod is away. */
export const WEBHOOK_AVAILABILITY: Rule<AgentSandboxControllerProps> = {
  id: 'KF3318',
  name: 'webhook-availability',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'The API server calls the webhook for every object of a converted kind: while the only pod is evicted or its node is down, reads and writes through v1alpha1 fail.',
  fix: 'run two replicas',
  faults: [],
  sources: ['facts/agent-sandbox.md §5 (12)'],
  check(props, report) {
    const { replicas = DEFAULT_REPLICAS } = props;
    if (replicas !== 1 || !usesConversionWebhook(props)) return;
    report({
      path: ['replicas'],
      problem: 'one pod alone answers all conversions',
      got: replicas,
      allowed: '2 or more',
    });
  },
  examples: {
    failing: exampleWithWebhook({ ...certificate, replicas: 1 }),
    mended: exampleWithWebhook({ ...certificate, replicas: 2 }),
  },
};
