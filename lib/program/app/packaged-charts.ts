import { existsSync, readFileSync } from 'node:fs';
import { archiveName, packageChart, printChart, type ChartIndexEntry, type PrintedChart } from '../../printing/chart';
import type { System } from './systems';

/** A chart as a repository offers it. */
export interface PackagedChart {
  readonly chart: PrintedChart;
  /** Name of its package. */
  readonly file: string;
  readonly archive: Uint8Array;
  readonly entry: ChartIndexEntry;
}

/** The charts of systems, each with the license of the working directory, where that has one. */
export function packagedCharts(systems: readonly System[]): PackagedChart[] {
  const license = existsSync('LICENSE') ? readFileSync('LICENSE', 'utf8') : undefined;
  return systems.map(({ definition, manifests }) => {
    const chart = printChart(definition, manifests, license);
    const { name, version, metadata } = chart;
    const archive = packageChart(name, chart.files);
    return {
      chart,
      file: archiveName(name, version),
      archive,
      entry: { metadata: { ...metadata, name, version }, archive },
    };
  });
}
