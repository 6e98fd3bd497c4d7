export type * from './endpoint';
export * from './enums';
export type * from './policy';
export type * from './rule';
