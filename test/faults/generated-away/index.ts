import type { GeneratedAway } from '../built';
import { AGENT_SANDBOX } from './agent-sandbox';
import { ENGINES } from './engines';
import { GATEWAYS } from './gateway';
import { HARNESSES } from './harness';
import { KAGENT } from './kagent';
import { LIFECYCLE } from './lifecycle';

/** Faults that nobody can run into, because the library writes something else. */
export const GENERATED_AWAY: { readonly [fault: string]: GeneratedAway } = {
  ...AGENT_SANDBOX,
  ...GATEWAYS,
  ...KAGENT,
  ...HARNESSES,
  ...ENGINES,
  ...LIFECYCLE,
};
