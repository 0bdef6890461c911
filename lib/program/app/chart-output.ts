import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartIndex, readIndex, type ChartIndexEntry } from '../../printing/chart';
import { below } from '../../printing/files/output-path';
import type { Output, Synthesis } from './output';
import { packagedCharts } from './packaged-charts';

/**
 * The charts as folders and packages, and the index that makes their folder a Helm repository.
 *
 * @param root the folder that paths are relative to: an index that is there keeps its other charts
 */
export function chartOutput({ systems, hasAllSystems }: Synthesis, folder: string, root: string): Output {
  const files = new Map<string, string | Uint8Array>();
  const scope: string[] = [];
  const packaged = packagedCharts(systems.map(({ system }) => system));
  for (const { chart, file, archive } of packaged) {
    const [home, place] = [below(folder, chart.name), below(folder, file)];
    chart.files.forEach((text, path) => files.set(`${home}/${path}`, text));
    files.set(place, archive);
    scope.push(home, place);
  }
  const index = below(folder, 'index.yaml');
  const entries = packaged.map(({ entry }) => entry);
  files.set(index, chartIndex(hasAllSystems ? entries : [...others(join(root, index), entries), ...entries]));
  scope.push(hasAllSystems ? folder : index);
  return { files, scope };
}

/** What an index offers beside the charts that are made now. */
function others(index: string, made: readonly ChartIndexEntry[]): ChartIndexEntry[] {
  const names = new Set(made.map(({ metadata }) => metadata.name));
  const known = existsSync(index) ? readIndex(readFileSync(index, 'utf8'), index) : [];
  return known.filter(({ metadata }) => !names.has(metadata.name));
}
