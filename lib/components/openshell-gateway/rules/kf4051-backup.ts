import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCron } from '../../../syntax/cron';
import { parseDnsSubdomain } from '../../../syntax/names';
import { EXAMPLE_TOOLS, exampleGateway } from '../example';
import { dataClaim } from '../names';
import type { OpenShellGatewayProps } from '../props';
import { DEFAULT_NAME } from '../settings';

/** A backup runs, and copies something to somewhere else. */
export const BACKUP: Rule<OpenShellGatewayProps> = {
  id: 'KF4051',
  name: 'gateway-backup',
  severity: 'error',
  acknowledge: 'never',
  why: 'A schedule that cannot be read never runs, and a copy beside the original is lost with it; both are noticed on the day of the restore.',
  fix: 'give a cron line in UTC, a class or claim that exists, and how many are kept',
  faults: ['F-LIF-04'],
  sources: ['facts/openshell.md §10.18'],
  check(props, report) {
    if (props.backup === undefined) return;
    for (const finding of backupFindings(props)) report(finding);
  },
  examples: {
    failing: exampleGateway({
      backup: { cronJob: { schedule: '0 25 * * *', image: EXAMPLE_TOOLS, claim: 'openshell-data-openshell-0' } },
    }),
    mended: exampleGateway({
      backup: { cronJob: { schedule: '0 3 * * *', image: EXAMPLE_TOOLS, claim: 'openshell-copies' } },
    }),
  },
};

function backupFindings({ backup, storage, name = DEFAULT_NAME }: OpenShellGatewayProps): Finding[] {
  const { volumeSnapshot, cronJob } = backup ?? {};
  const job = volumeSnapshot ?? cronJob;
  if (job === undefined || (volumeSnapshot !== undefined && cronJob !== undefined)) {
    return [
      {
        path: ['backup'],
        problem: 'a backup has one form',
        got: Object.keys(backup ?? {}),
        allowed: 'volumeSnapshot, or cronJob',
      },
    ];
  }
  const path: Path = ['backup', volumeSnapshot === undefined ? 'cronJob' : 'volumeSnapshot'];
  const { schedule, keep } = job;
  return [
    ...(storage?.postgres === undefined
      ? []
      : [
          {
            path: ['backup'],
            problem: 'this copies SQLite, and the database is elsewhere',
            allowed: 'the backup of your PostgreSQL',
          },
        ]),
    ...findingsOf([...path, 'schedule'], 'the schedule', schedule, parseCron(schedule)),
    ...(keep === undefined || (Number.isSafeInteger(keep) && keep >= 1)
      ? []
      : [{ path: [...path, 'keep'], problem: 'nothing would be kept', got: keep, allowed: 'a whole number from 1' }]),
    ...(volumeSnapshot === undefined ? [] : classFindings(volumeSnapshot.className)),
    ...(cronJob === undefined ? [] : claimFindings(cronJob.claim, name)),
  ];
}

function classFindings(className: unknown): Finding[] {
  const path = ['backup', 'volumeSnapshot', 'className'];
  return findingsOf(path, 'the VolumeSnapshotClass', className, parseDnsSubdomain(className));
}

function claimFindings(claim: unknown, gateway: string): Finding[] {
  const path = ['backup', 'cronJob', 'claim'];
  if (claim === dataClaim(gateway)) {
    return [{ path, problem: 'this is the claim that is to be copied', got: claim, allowed: 'another claim' }];
  }
  return findingsOf(path, 'the claim', claim, parseDnsSubdomain(claim));
}
