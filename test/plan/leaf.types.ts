// What the compiler accepts and refuses at a leaf; `npm run typecheck` is the test.
import * as pulumi from '@pulumi/pulumi';
import type { Deep } from '../../lib/plan/leaf';

interface Nested {
  readonly name: string;
  readonly count?: number;
  readonly list: readonly { readonly value: string }[];
  readonly map?: { readonly [key: string]: string };
}

const text = pulumi.output('a');
const number = pulumi.output(1);

export const accepted: Deep<Nested>[] = [
  { name: 'a', list: [] },
  { name: text, count: number, list: [{ value: text }], map: { key: text } },
  { name: 'a', list: pulumi.output([{ value: 'a' }]), map: pulumi.output({ key: 'a' }) },
];

export const refused: Deep<Nested>[] = [
  // @ts-expect-error a number is not a text
  { name: 1, list: [] },
  // @ts-expect-error an Output of another type
  { name: number, list: [] },
  // @ts-expect-error a function is not a deferred value, though it has `apply`
  { name: () => 'a', list: [] },
  // @ts-expect-error a Promise is not a deferred value
  { name: Promise.resolve('a'), list: [] },
  // @ts-expect-error a misspelt field
  { name: 'a', lisst: [] },
  // @ts-expect-error a misspelt field inside a list
  { name: 'a', list: [{ valeu: 'a' }] },
];
