import { accept, type Parsed, quote, refuse, refuseType } from '../syntax/parsed';

/** A version in its numbers, most significant first. */
export type Version = readonly number[];

/** A Kubernetes minor version such as `1.34`. */
export function parseMinorVersion(input: unknown): Parsed<Version> {
  const allowed = 'major.minor, e.g. 1.34';
  if (typeof input !== 'string') return refuseType(input, 'a Kubernetes version', { allowed });
  const meant = /^v?(\d+\.\d+)(\.\d+.*)?$/.exec(input)?.[1];
  if (!/^\d+\.\d+$/.test(input))
    return refuse(`${quote(input)} is not a minor version`, { allowed, suggestion: meant });
  return accept(input.split('.').map(Number));
}

/** A release of an upstream project such as `0.5.6`, without a leading `v`. */
export function parseReleaseVersion(input: unknown): Parsed<Version> {
  const allowed = 'major.minor.patch, e.g. 0.5.6';
  if (typeof input !== 'string') return refuseType(input, 'a version', { allowed });
  const meant = /^v(\d+\.\d+\.\d+)$/.exec(input)?.[1];
  if (!/^\d+\.\d+\.\d+$/.test(input)) return refuse(`${quote(input)} is not a release`, { allowed, suggestion: meant });
  return accept(input.split('.').map(Number));
}

/** Whether `version` comes before `other`. */
export function isBefore(version: Version, other: Version): boolean {
  const length = Math.max(version.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = (version[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
