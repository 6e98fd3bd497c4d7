import { isRecord } from '../../../api/rules/spot';
import type { Finding, Report, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { suffixOf } from '../channels';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { type GivenChannel, givenChannels, kindGiven, tokenFields } from './channel-entries';

const NAME = /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;
const MOST = 1024;

/** Which settings a kind of channel has, by backend. source: facts/kagent.md §1 */
const SETTINGS = {
  telegram: ['botToken', 'allowedUserIDs'],
  clawSlack: ['botToken', 'appToken', 'channelAccess', 'allowlistChannels', 'interactiveReplies'],
  hermesSlack: ['botToken', 'appToken', 'allowedUserIDs', 'homeChannel', 'homeChannelName'],
} as const;

/** Upstream has it, and KF5622 says what becomes of it. */
const SEPARATE = 'allowedUserIDsFrom';

/** Channels are told apart, have tokens by reference, and only the settings that their backend knows. */
export const CHANNEL_SHAPE: Rule<NemoClawHarnessProps> = {
  id: 'KF5614',
  name: 'channel-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent makes variables of channel names, in capitals and without most other characters, so that two names may share one token; a token in the object stays readable in etcd; an empty entry in a list of users counts as no list.',
  fix: 'give each channel a name of letters, digits and dashes, its tokens as { name, key } of a Secret, and one list of users',
  faults: ['F-KAG-18', 'F-SCR-01'],
  sources: ['facts/kagent.md §1, §3', 'envkeys.go and credentials.go at v0.9.12'],
  check(props, report) {
    const { channels } = props;
    if (channels === undefined) return;
    if (!isRecord(channels)) {
      report({
        path: ['channels'],
        problem: 'this is no map of channels',
        allowed: '{ <name>: { telegram | slack } }',
      });
      return;
    }
    for (const [name, channel] of Object.entries(channels)) checkKind(name, channel, report);
    const given = givenChannels(props);
    for (const channel of given) checkChannel(props, channel, report);
    checkSuffixes(given, report);
  },
  examples: {
    failing: exampleHarness({
      channels: {
        'ops-bot': { telegram: { botToken: { name: 'ops', key: 'token' }, allowedUserIDs: ['1001'] } },
        ops_bot: { telegram: { botToken: { name: 'dev', key: 'token' }, allowedUserIDs: ['1001'] } },
      },
    }),
    mended: exampleHarness({
      channels: {
        'ops-bot': { telegram: { botToken: { name: 'ops', key: 'token' }, allowedUserIDs: ['1001'] } },
        'dev-bot': { telegram: { botToken: { name: 'dev', key: 'token' }, allowedUserIDs: ['1001'] } },
      },
    }),
  },
};

function checkKind(name: string, channel: unknown, report: Report): void {
  const path = ['channels', name];
  if (!NAME.test(name)) {
    const allowed = 'at most 63 letters, digits, "-" and "_", with a letter or digit at both ends';
    report({ path, problem: 'this is no name of a channel', got: name, allowed });
  }
  if (kindGiven(channel) === undefined) {
    report({ path, problem: 'a channel is one messenger with its settings', allowed: 'telegram or slack' });
  }
}

function checkChannel({ backend }: NemoClawHarnessProps, channel: GivenChannel, report: Report): void {
  const { kind, settings, path } = channel;
  const isHermes = backend === 'hermes';
  const known: readonly string[] =
    kind === 'telegram' ? SETTINGS.telegram : isHermes ? SETTINGS.hermesSlack : SETTINGS.clawSlack;
  for (const field of Object.keys(settings)) {
    if (known.includes(field) || field === SEPARATE || settings[field] === undefined) continue;
    report({
      path: [...path, field],
      problem: `${kind} has no such setting with the backend ${backend}`,
      allowed: known.join(', '),
    });
  }
  for (const field of tokenFields(channel)) checkReference(settings[field], [...path, field], report);
  for (const field of ['allowedUserIDs', 'allowlistChannels']) {
    for (const finding of listFindings(settings[field], [...path, field])) report(finding);
  }
  if (kind === 'slack' && !isHermes) checkAccess(settings, path, report);
}

// Nothing of a token is shown: it may be the token.
function checkReference(reference: unknown, path: Path, report: Report): void {
  if (isReference(reference) && !('value' in reference)) return;
  report({ path, problem: 'the token is no reference to a key of a Secret', allowed: '{ name, key }' });
}

function isReference(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  return [value.name, value.key].every((text) => typeof text === 'string' && text.trim() !== '');
}

function listFindings(list: unknown, path: Path): Finding[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [{ path, problem: 'this is no list', allowed: 'a list of identifiers' }];
  if (list.length > MOST) return [{ path, problem: 'the list is too long', got: list.length, allowed: `${MOST}` }];
  return list.flatMap((item: unknown, index) =>
    typeof item === 'string' && item.trim() !== ''
      ? []
      : [{ path: [...path, index], problem: 'this is no identifier', got: item, allowed: 'a text that is not blank' }],
  );
}

function checkAccess(settings: Readonly<Record<string, unknown>>, path: Path, report: Report): void {
  const { channelAccess = 'allowlist', allowlistChannels } = settings;
  if (!['allowlist', 'open', 'disabled'].includes(channelAccess as string)) {
    const at = [...path, 'channelAccess'];
    report({ path: at, problem: 'there is no such access', got: channelAccess, allowed: 'allowlist, open, disabled' });
  }
  if (channelAccess !== 'allowlist' || (Array.isArray(allowlistChannels) && allowlistChannels.length > 0)) return;
  const at = [...path, 'allowlistChannels'];
  report({ path: at, problem: 'no channel is listed', allowed: 'at least one, or another channelAccess' });
}

function checkSuffixes(given: readonly GivenChannel[], report: Report): void {
  const seen = new Map<string, string>();
  for (const { name, kind } of given) {
    const suffix = `${kind} ${suffixOf(name)}`;
    const first = seen.get(suffix);
    if (first === undefined) seen.set(suffix, name);
    else {
      report({
        path: ['channels', name],
        problem: `kagent cannot tell it from ${first}: both are ${suffixOf(name)}`,
        got: name,
        allowed: 'names that differ in more than capitals, "-" and "_"',
      });
    }
  }
}
