import { contentHash } from '../../plan/canonical-json';
import { knownPart } from '../../plan/known-part';
import type { Resource } from '../../plan/resource';
import { syncLabels, syncMember } from './member';
import { contentName, SYNC_COMPONENT, syncSelector } from './names';
import { podSpec } from './pod';
import { DEFAULT_DEADLINE, type SyncSettings } from './settings';
import { STATE_KEY, stateName } from './state';

/** Key of what runs the program. */
export const PROGRAM_KEY = 'program';

/**
 * Long enough to read its log. Once it is gone an apply makes it anew, and it finds all as it left it, or mends it: with
 * Pulumi that takes a refresh, which sees the Job missing.
 */
const DAY = 86_400;

/** Job, Deployment or CronJob: whatever runs the program. */
export function programMember(settings: SyncSettings): Resource {
  const { mode } = settings;
  if (mode === 'watch') return deployment(settings);
  return typeof mode === 'object' ? cronJob(settings, mode.cron) : job(settings);
}

function job(settings: SyncSettings): Resource {
  const spec = { ...jobSpec(settings), ttlSecondsAfterFinished: DAY };
  const { program, runsFor } = settings;
  return syncMember(settings, {
    ...COMMON,
    phase: 'workload',
    apiVersion: 'batch/v1',
    kind: 'Job',
    // A Job's pod can never change, so another one is another Job.
    name: contentName(settings.name, knownPart({ spec, runsFor, revision: program.revision })),
    readiness: [{ condition: 'Complete' }],
    createOnly: [['spec', 'template']],
    body: { spec },
  });
}

function cronJob(settings: SyncSettings, schedule: string): Resource {
  return syncMember(settings, {
    ...COMMON,
    phase: 'workload',
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: settings.name,
    body: {
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        suspend: false,
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: jobSpec(settings) },
      },
    },
  });
}

function deployment(settings: SyncSettings): Resource {
  return syncMember(settings, {
    ...COMMON,
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: settings.name,
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    restartOn: [STATE_KEY],
    body: {
      spec: {
        replicas: 1,
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: settings.program.deadlineSeconds ?? DEFAULT_DEADLINE,
        // Two at once would write the rows of two definitions.
        strategy: { type: 'Recreate' },
        selector: { matchLabels: syncSelector(settings.name) },
        template: template(settings),
      },
    },
  });
}

const COMMON = {
  key: PROGRAM_KEY,
  component: SYNC_COMPONENT,
  dependsOn: ['service-account', 'network-policy', STATE_KEY],
} as const;

function jobSpec(settings: SyncSettings) {
  return {
    backoffLimit: 3,
    activeDeadlineSeconds: settings.program.deadlineSeconds ?? DEFAULT_DEADLINE,
    template: template(settings),
  };
}

function template(settings: SyncSettings) {
  const { document, program } = settings;
  return {
    metadata: {
      labels: syncLabels(settings, SYNC_COMPONENT),
      // A mounted document changes some time after its ConfigMap; the pod is to have the new one from its start.
      annotations: { 'kagent-fleet.dev/state-checksum': contentHash({ document, revision: program.revision }) },
    },
    spec: podSpec(settings, stateName(settings)),
  };
}
