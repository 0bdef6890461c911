/**
 * What tests ask of a chart: `import { expectTables, render, ... } from 'chartwright/jest'`, or by its other name from
 * `chartwright/testing`. For Jest, Vitest and node:test alike; none of them is loaded.
 */
export * from './program/kit';
