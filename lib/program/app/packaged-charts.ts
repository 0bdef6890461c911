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

/** Gives a package that was made earlier, by its name; undefined where there is none that is known to be as it was. */
export type EarlierPackages = (file: string) => Uint8Array | undefined;

/**
 * The charts of systems, each with the license of the working directory, where that has one.
 *
 * @param earlier packages that need not be made anew where their files are the same @default none
 */
export function packagedCharts(
  systems: readonly System[],
  earlier: EarlierPackages = () => undefined,
): PackagedChart[] {
  const license = existsSync('LICENSE') ? readFileSync('LICENSE', 'utf8') : undefined;
  return systems.map(({ definition, manifests }) => {
    const chart = printChart(definition, manifests, license);
    const { name, version, metadata } = chart;
    const file = archiveName(name, version);
    const archive = packageChart(name, chart.files, earlier(file));
    return {
      chart,
      file,
      archive,
      entry: { metadata: { ...metadata, name, version }, archive },
    };
  });
}
