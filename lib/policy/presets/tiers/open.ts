import { discord } from '../discord';
import { jira } from '../jira';
import { outlook } from '../outlook';
import { bundle, type NetworkFragment } from '../preset';
import { publicReference } from '../public-reference';
import { slack } from '../slack';
import { teams } from '../teams';
import { telegram } from '../telegram';
import { weather } from '../weather';
import { wechat } from '../wechat';
import { whatsapp } from '../whatsapp';
import { balanced, type TierOptions } from './balanced';

const BESIDE_BALANCED = [
  weather,
  publicReference,
  slack,
  discord,
  telegram,
  wechat,
  whatsapp,
  teams,
  jira,
  outlook,
] as const;

export const open = bundle(
  'open',
  'the balanced tier, and every messaging channel, mail, tickets, weather and reference works',
  (options: TierOptions): readonly NetworkFragment[] => [
    ...balanced(options),
    ...BESIDE_BALANCED.map((preset) => preset(options)),
  ],
);
