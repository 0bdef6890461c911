import { join } from 'node:path';
import { DefinitionError } from '../../core/values';
import { indexedCharts } from '../app/chart-output';
import { chartIndex, type ChartIndexEntry } from '../../printing/chart';
import { below } from '../../printing/files/output-path';
import type { FileContent } from '../../printing/files/plan';
import { writeOutput } from '../../printing/files/write-output';
import type { FleetPart } from './fleet-app';
import { elsewhere, fromHere, type OutputPlaces } from './output-places';
import { partScope } from './part-scope';
import { print } from './print';
import { checkOutput } from './stale-output';
import { changes, isPackage, released, synthOptions } from './synth-options';

/** A system that an earlier run has made, and whose output is as it was then. */
export interface StandingPart {
  readonly name: string;
  readonly places: OutputPlaces;
  /** SHA-256 by path, relative to the root of the places. */
  readonly files: readonly (readonly [path: string, digest: string])[];
  readonly entry?: ChartIndexEntry;
}

/** What a run of a fleet comes to. */
export interface FleetOutput {
  /** Those that were made now; one that is not of this run says where the others would be. */
  readonly made: readonly FleetPart[];
  readonly standing: readonly StandingPart[];
  /** Whether a system belongs to this run; undefined where all do, also those that are no longer there. */
  readonly isOfRun?: (name: string) => boolean;
}

/**
 * Writes the output of a fleet, or with `--check` compares it with what is there.
 *
 * @param args the command line
 * @returns the exit code
 * @throws DefinitionError where the apps of a fleet want to write to several places
 */
export function writeFleet({ made: all, standing, isOfRun }: FleetOutput, args: readonly string[]): number {
  const { values: options } = synthOptions(args);
  const places = commonPlaces([...all, ...standing]);
  const made = all.filter(({ name }) => isOfRun?.(name) ?? true);
  const parts = [...made, ...standing];
  const { root, plain, charts } = places;
  const folders = [plain, ...(charts === undefined ? [] : [charts])];
  const files = new Map<string, FileContent>();
  for (const part of made) for (const [path, content] of part.files) files.set(path, content);
  for (const part of standing) for (const [path, digest] of part.files) files.set(path, { digest });
  if (charts !== undefined) {
    const index = below(charts, 'index.yaml');
    const others = isOfRun ? indexedCharts(join(root, index), (name) => !isOfRun(name)) : [];
    files.set(index, chartIndex([...others, ...parts.flatMap(({ entry }) => entry ?? [])]));
  }
  const scope = isOfRun ? partScope(places, files.keys(), isOfRun) : folders;
  const output = { scope, recognizes: isPackage, elsewhere };
  if (options.check) return checkOutput(root, files, folders, output, options.quiet);
  const report = writeOutput(root, files, folders, { ...output, force: options.force });
  made.flatMap(({ errors }) => errors).forEach((line) => console.error(line));
  const kept =
    standing.length === 0 ? [] : [`${made.length} of ${parts.length} systems made, the others had not changed`];
  const lines = [...new Set(made.flatMap((part) => part.lines)), ...kept, changes(report), ...released(report)];
  if (!options.quiet) print(`${lines.join('\n')}\n`);
  return 0;
}

/** Where all parts are written. */
function commonPlaces(parts: readonly { readonly name: string; readonly places: OutputPlaces }[]): OutputPlaces {
  const [first] = parts;
  const shown = ({ root, plain }: OutputPlaces) => fromHere(join(root, plain));
  const other = parts.find(({ places }) => JSON.stringify(places) !== JSON.stringify(first!.places));
  if (other === undefined) return first!.places;
  throw new DefinitionError([
    {
      code: 'several-places',
      message: `the apps of a fleet are written to one place: ${first!.name} to ${shown(first!.places)}, and ${other.name} to ${shown(other.places)}`,
      remedy: `Leave out the outdir of their Apps, and choose the place for all: ${elsewhere}.`,
    },
  ]);
}
