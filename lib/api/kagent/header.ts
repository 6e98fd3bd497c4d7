import { object, required, type Schema, type Static, string } from '../schema';
import { eitherValue } from './either-value';
import { type ValueSource, valueSource } from './references';

/** A header sent with every request, upstream's `ValueRef`. */
export const header = object(
  {
    /** Name of the header. */
    name: required(string()),
    /**
     * The value in clear: it stays readable in etcd and in the agent's configuration Secret.
     * source: facts/kagent.md §10.14
     */
    value: string(),
    /** Where the value comes from. Its edits do not roll the agents. source: facts/kagent.md §4 */
    valueFrom: valueSource as Schema<ValueSource>,
  },
  { rules: [eitherValue] },
);

/** A header whose value stands in place or comes from a ConfigMap or Secret. source: facts/kagent.md §1 */
export interface Header extends Static<typeof header> {}
