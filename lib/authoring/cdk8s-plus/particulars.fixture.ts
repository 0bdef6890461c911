import type { Particular } from './verdict.fixture';

/** What is particular of a prop, by its struct and name. */
export const particulars: { readonly [prop: string]: Particular } = {};

/** Structs that constructs give or keep for themselves: no program writes one. */
export const notGiven: readonly string[] = [];
