import { object, type Static, string } from '../schema';
import { embedded } from './embedded';

export const allowedNamespaces = object(
  {
    /**
     * Whose agents may refer to the object: every namespace's, only its own, or those that `selector` picks.
     * @default 'Same'
     */
    from: string({ enum: ['All', 'Same', 'Selector'], default: 'Same' }),
    /**
     * Labels of the namespaces, for `Selector`. The controller must be able to read namespaces, which a Role of one
     * namespace cannot give. source: facts/kagent.md §10.12
     */
    selector: embedded('LabelSelector'),
  },
  {
    rules: [
      {
        rule: "!(self.from == 'Selector' && !has(self.selector))",
        message: 'selector must be specified when from is Selector',
        check: ({ from, selector }) => from !== 'Selector' || selector !== undefined,
      },
    ],
  },
);

/** Namespaces whose agents may use an object as a tool. source: facts/kagent.md §1 */
export interface AllowedNamespaces extends Static<typeof allowedNamespaces> {}
