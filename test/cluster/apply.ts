import type { ApiClient, ApplyOptions } from './api-client';
import { type LiveObject, labelOf, type Manifest, refOf } from './kubernetes-object';
import { UnknownKind } from './rest-mapper';
import { sleep, WaitTimeout, waitUntil } from './wait-until';

export interface Applied {
  /** `apps/v1 Deployment team-a/web` */
  label: string;
  uid: string;
  resourceVersion: string;
  generation: number | undefined;
  warnings: string[];
  /** 1 when the first try succeeded. */
  attempts: number;
  object: LiveObject;
}

export interface ApplyInOrderOptions extends ApplyOptions {
  /** How long to wait for a kind whose CRD was applied a moment ago. */
  kindWithinMs?: number;
}

/**
 * Server-side apply, one after the other as given; the first refusal ends it. A kind whose CRD came a moment ago is
 * waited for, and at the end every applied CRD is served: a controller that starts before that exits.
 */
export async function applyInOrder(
  client: ApiClient,
  objects: readonly Manifest[],
  { kindWithinMs = 30_000, ...options }: ApplyInOrderOptions = {},
): Promise<Applied[]> {
  const applied: Applied[] = [];
  for (const object of objects) applied.push(await applyOnceServed(client, object, options, kindWithinMs));
  if (!options.dryRun) await untilServed(client, applied, kindWithinMs);
  return applied;
}

export interface ApplyInRandomOrderOptions extends ApplyOptions {
  /** The same seed gives the same order. */
  seed: number;
  withinMs?: number;
}

/**
 * What a GitOps tool without any ordering does: every pass tries, in random order, whatever has not been accepted
 * yet, until all is. Throws with each object's last refusal when time runs out.
 */
export async function applyInRandomOrder(
  client: ApiClient,
  objects: readonly Manifest[],
  { seed, withinMs = 60_000, ...options }: ApplyInRandomOrderOptions,
): Promise<Applied[]> {
  const random = generator(seed);
  const applied: Applied[] = [];
  const refusals = new Map<Manifest, string>();
  let missing = [...objects];
  let attempts = 0;
  const pass = async (): Promise<boolean> => {
    attempts++;
    const refused: Manifest[] = [];
    for (const object of shuffled(missing, random)) {
      try {
        applied.push(await applyOne(client, object, options, attempts));
      } catch (error) {
        refused.push(object);
        refusals.set(object, (error as Error).message);
      }
    }
    missing = refused;
    return missing.length === 0;
  };
  try {
    await waitUntil('every object to be accepted', pass, { timeoutMs: withinMs, intervalMs: 250 });
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw error;
    const reasons = missing.map((object) => `  ${labelOf(refOf(object))}: ${refusals.get(object)}`);
    throw new Error(`after ${attempts} passes in ${withinMs / 1000} s these are still refused:\n${reasons.join('\n')}`);
  }
  if (!options.dryRun) await untilServed(client, applied, withinMs);
  return applied;
}

/** What tells one state of an object from another. */
export type Version = Pick<Applied, 'label' | 'uid' | 'resourceVersion'>;

/** The versions that the objects have now that no controller writes to them any more: two looks apart find the same. */
export async function settledVersions(
  client: ApiClient,
  objects: readonly Manifest[],
  { quietMs = 1500, timeoutMs = 60_000 }: { quietMs?: number; timeoutMs?: number } = {},
): Promise<Version[]> {
  let previous = await versionsOf(client, objects);
  return waitUntil<Version[] | undefined>(
    'the controllers to have written what they write',
    async () => {
      await sleep(quietMs);
      const now = await versionsOf(client, objects);
      const quiet = changedBetween(previous, now).length === 0;
      previous = now;
      return quiet ? now : undefined;
    },
    { timeoutMs, intervalMs: 0 },
  );
}

function versionsOf(client: ApiClient, objects: readonly Manifest[]): Promise<Version[]> {
  return Promise.all(
    objects.map(async (object) => {
      const { uid, resourceVersion } = (await client.get(refOf(object))).metadata;
      return { label: labelOf(refOf(object)), uid, resourceVersion };
    }),
  );
}

/** What a second apply changed: the labels of objects that are new or whose resourceVersion moved. */
export function changedBetween(before: readonly Version[], after: readonly Version[]): string[] {
  const versions = new Map(before.map(({ label, uid, resourceVersion }) => [label, `${uid} ${resourceVersion}`]));
  return after
    .filter(({ label, uid, resourceVersion }) => versions.get(label) !== `${uid} ${resourceVersion}`)
    .map(({ label }) => label);
}

/** All warnings the server gave, each with its object. */
export function warningsOf(applied: readonly Applied[]): string[] {
  return applied.flatMap(({ label, warnings }) => warnings.map((warning) => `${label}: ${warning}`));
}

async function applyOnceServed(
  client: ApiClient,
  object: Manifest,
  options: ApplyOptions,
  kindWithinMs: number,
): Promise<Applied> {
  const deadline = Date.now() + kindWithinMs;
  for (let attempts = 1; ; attempts++) {
    try {
      return await applyOne(client, object, options, attempts);
    } catch (error) {
      if (!(error instanceof UnknownKind) || Date.now() > deadline) throw error;
      await waitUntil(`${object.kind} to be served`, () => client.serves(object), {
        timeoutMs: Math.max(0, deadline - Date.now()),
      });
    }
  }
}

async function untilServed(client: ApiClient, applied: readonly Applied[], timeoutMs: number): Promise<void> {
  for (const { object } of applied.filter(({ object: { kind } }) => kind === 'CustomResourceDefinition')) {
    const { group, names, versions } = object.spec as CrdSpec;
    for (const version of versions.filter(({ served }) => served)) {
      const kind = { apiVersion: `${group}/${version.name}`, kind: names.kind };
      await waitUntil(`${kind.apiVersion} ${kind.kind} to be served`, () => client.serves(kind), { timeoutMs });
    }
  }
}

interface CrdSpec {
  group: string;
  names: { kind: string };
  versions: { name: string; served: boolean }[];
}

async function applyOne(
  client: ApiClient,
  object: Manifest,
  options: ApplyOptions,
  attempts: number,
): Promise<Applied> {
  const label = labelOf(refOf(object));
  try {
    const { object: live, warnings } = await client.apply(object, options);
    const { uid, resourceVersion, generation } = live.metadata;
    return { label, uid, resourceVersion, generation, warnings, attempts, object: live };
  } catch (error) {
    // The server's own words do not always name the object.
    if (error instanceof Error && !error.message.startsWith(label)) error.message = `${label}: ${error.message}`;
    throw error;
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

/** mulberry32: small, seedable, even enough to shuffle by. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
