import type { Acknowledgement } from '../diagnostics/acknowledgement';
import type { Rule } from '../diagnostics/rule';
import type { Patch } from '../plan/patch';
import type { Phase } from '../plan/phase';
import type { Resource } from '../plan/resource';
import type { PlatformRef } from '../platform/platform-ref';

/** What every component accepts. */
export interface ComponentProps {
  /** Changes to generated objects that no prop offers; checked like everything else. @default - none */
  readonly patches?: readonly Patch[];
  /** Rules waived for this component, each with a reason. @default - none */
  readonly acknowledge?: readonly Acknowledgement[];
}

/** Whether a prop may be deferred somewhere below (`leaves`) or has to be plain (`structure`). */
export type PropShape = 'structure' | 'leaves';

/** Objects of one phase that others wait for, under a name that a ref leads to (lib/platform/gates.ts). */
export interface Gate {
  readonly gate: string;
  readonly phase: Phase;
}

/** A gate that objects wait for. It is open when nobody in the program has it. */
export interface Wait {
  readonly gate: string;
  /** The first phase that waits. @default - all do */
  readonly from?: Phase;
}

/** One component: what it accepts, what it refuses and which objects it makes. Both functions are pure. */
export interface ComponentDefinition<Props extends ComponentProps> {
  /** The component's name, the same in every engine. */
  readonly name: string;
  /** Every prop; the compiler keeps the list complete. */
  readonly props: { readonly [Name in keyof Required<Props>]: PropShape };
  /** The platform that the component belongs to. */
  platformOf(props: Props): PlatformRef | undefined;
  readonly rules: readonly Rule<Props>[];
  /** Gates of other components that its objects wait for, beside that of its platform. @default - none */
  waitsFor?(props: Props): readonly Wait[];
  /** The gate that others wait for. @default - nobody waits for it */
  opens?(props: Props): Gate;
  /** Key of the object that stands for the component, as `ApiObject.of(construct)` finds it. */
  readonly primary?: string;
  /** The objects; called only when nothing blocks. */
  build(props: Props): readonly Resource[];
}

/** The shapes of the props that every component accepts. */
export const COMPONENT_PROPS = { patches: 'leaves', acknowledge: 'structure' } as const;
