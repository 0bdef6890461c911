import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartIndex, readIndex, type ChartIndexEntry } from '../../printing/chart';
import { below } from '../../printing/files/output-path';
import type { Output, Synthesis } from './output';
import { packagedCharts, type EarlierPackages } from './packaged-charts';

/** The charts of systems, without an index. */
export interface ChartFiles extends Output {
  /** What an index says of them. */
  readonly entries: readonly ChartIndexEntry[];
}

/**
 * The charts as folders and packages.
 *
 * @param earlier packages that need not be made anew where their files are the same @default none
 */
export function chartFiles({ systems }: Synthesis, folder: string, earlier?: EarlierPackages): ChartFiles {
  const files = new Map<string, string | Uint8Array>();
  const scope: string[] = [];
  const packaged = packagedCharts(
    systems.map(({ system }) => system),
    earlier,
  );
  for (const { chart, file, archive } of packaged) {
    const [home, place] = [below(folder, chart.name), below(folder, file)];
    chart.files.forEach((text, path) => files.set(`${home}/${path}`, text));
    files.set(place, archive);
    scope.push(home, place);
  }
  return { files, scope, entries: packaged.map(({ entry }) => entry) };
}

/**
 * The charts as folders and packages, and the index that makes their folder a Helm repository.
 *
 * @param root the folder that paths are relative to: an index that is there keeps its other charts
 * @param options `isOfRun`: whether a chart of some name belongs to the run @default those that are made now do; `earlier`: packages that need
 *   not be made anew where their files are the same @default none
 */
export function chartOutput(
  synthesis: Synthesis,
  folder: string,
  root: string,
  { isOfRun, earlier }: { readonly isOfRun?: (name: string) => boolean; readonly earlier?: EarlierPackages } = {},
): Output {
  const { files, scope, entries } = chartFiles(synthesis, folder, earlier);
  const index = below(folder, 'index.yaml');
  const names = new Set(entries.map(({ metadata }) => metadata.name));
  const others = synthesis.hasAllSystems
    ? []
    : indexedCharts(join(root, index), (name) => !(isOfRun?.(name) ?? names.has(name)));
  return {
    files: new Map([...files, [index, chartIndex([...others, ...entries])]]),
    scope: [...scope, synthesis.hasAllSystems ? folder : index],
  };
}

/** What an index offers of the charts with some names. */
export function indexedCharts(index: string, isWanted: (name: string) => boolean): ChartIndexEntry[] {
  const known = existsSync(index) ? readIndex(readFileSync(index, 'utf8'), index) : [];
  return known.filter(({ metadata }) => isWanted(metadata.name));
}
