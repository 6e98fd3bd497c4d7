import type { Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import { type Amounted, resourceFindings } from '../../resource-findings';
import { exampleRun, type SyncRun } from './run';

/** The program asks for what it needs. */
export const SYNC_RESOURCES: Rule<SyncRun> = {
  id: 'KF4108',
  name: 'sync-resources',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A quota on the namespace refuses pods without resources: the Job then makes none until its deadline, and no policy is written.',
  fix: 'give cpu and memory in requests and memory in limits, the limit not below the request',
  faults: [],
  sources: ['DESIGN §9'],
  check({ program: { resources } }, report) {
    report.whenKnown(['resources'], resources as Leaf<Amounted> | undefined, (known) =>
      resourceFindings(['resources'], 'the program', known),
    );
  },
  examples: {
    failing: exampleRun({ resources: { requests: { cpu: '50m', memory: '1Gi' }, limits: { memory: '512Mi' } } }),
    mended: exampleRun({ resources: { requests: { cpu: '50m', memory: '1Gi' }, limits: { memory: '1Gi' } } }),
  },
};
