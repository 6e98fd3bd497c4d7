import { isRecord } from '../../../api/rules/spot';
import type { Path } from '../../../plan/path';
import type { NemoClawHarnessProps } from '../props';

/** A channel as it was given, whatever that is. */
export interface GivenChannel {
  readonly name: string;
  readonly kind: 'telegram' | 'slack';
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where the settings stand. */
  readonly path: Path;
}

/** The channels that have exactly one kind with settings. */
export function givenChannels({ channels }: NemoClawHarnessProps): readonly GivenChannel[] {
  if (!isRecord(channels)) return [];
  return Object.entries(channels).flatMap(([name, channel]) => {
    const kind = kindGiven(channel);
    if (kind === undefined) return [];
    const settings = (channel as Readonly<Record<string, unknown>>)[kind];
    return [{ name, kind, settings: settings as Readonly<Record<string, unknown>>, path: ['channels', name, kind] }];
  });
}

export function kindGiven(channel: unknown): 'telegram' | 'slack' | undefined {
  if (!isRecord(channel)) return undefined;
  const kinds = (['telegram', 'slack'] as const).filter((kind) => channel[kind] !== undefined);
  const [kind] = kinds;
  return kinds.length === 1 && kind !== undefined && isRecord(channel[kind]) ? kind : undefined;
}

/** The fields of a channel that hold tokens. */
export function tokenFields({ kind }: GivenChannel): readonly string[] {
  return kind === 'telegram' ? ['botToken'] : ['botToken', 'appToken'];
}
