import { jest } from '@jest/globals';
import * as plus28 from 'cdk8s-plus-28';

export type Plus = typeof plus28;

/** The versions of cdk8s-plus that tests have; their classes are alike, though not to TypeScript. */
export const versions: readonly (readonly [string, Plus])[] = [
  ['cdk8s-plus-28', plus28],
  ['cdk8s-plus-33', jest.requireActual<Plus>('cdk8s-plus-33')],
];
