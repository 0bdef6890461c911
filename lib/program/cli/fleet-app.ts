import type { ChartIndexEntry } from '../../printing/chart';
import type { OutputPlaces } from './output-places';

/*
 * A fleet is a folder of apps, of which each makes one system: `fleet.mjs` runs them one after the other in a process, and what they come
 * to is written together.
 */

/** What an app of a fleet comes to. */
export interface FleetPart {
  /** The system. */
  readonly name: string;
  readonly places: OutputPlaces;
  /** By path, relative to the root of the places. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What the index says of its chart; absent where no charts are written. */
  readonly entry?: ChartIndexEntry;
  /** What is told on standard output and on standard error. */
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** What the program that runs a fleet knows of the app that is running. */
export interface FleetRun {
  /** What its system is called. */
  readonly name: string;
  /** The problems that were told of apps before. */
  readonly said: Set<string>;
  /** Takes what it comes to. */
  readonly take: (part: FleetPart) => void;
}

const key = Symbol.for('chartwright.fleet');

/** The run of a fleet that an app is a part of; undefined where it runs by itself. */
export const fleetRun = (): FleetRun | undefined => (globalThis as { readonly [key]?: FleetRun })[key];
