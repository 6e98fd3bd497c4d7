/**
 * The road from props to objects. It is loaded with the first component that is made, as is the component's own
 * definition, so that importing the classes costs next to nothing.
 */
export function core() {
  return require('../../lib/components/prepare') as typeof import('../../lib/components/prepare');
}
