import { createHash } from 'node:crypto';

import { parse, stringify } from 'yaml';

import { DefinitionError, type Problem } from '../values';
import { archiveName } from './package-chart';
import { compareVersions, isVersion } from '../manifest/version';

/** A packaged chart that the index offers. */
export interface ChartIndexEntry {
  /** The content of its Chart.yaml. */
  readonly metadata: { readonly name: string; readonly version: string; readonly [field: string]: unknown };
  /** The bytes of its `.tgz`, as they stand beside the index; or their digest, for one that is there already. */
  readonly archive: Uint8Array | { readonly digest: string };
}

/**
 * The text of the `index.yaml` that makes a folder of packaged charts a Helm repository: charts by name, each with its
 * newest version first.
 *
 * The times `created` and `generated` are left out, so that the text depends on the charts alone; Helm needs neither.
 *
 * @throws DefinitionError with every version that is not SemVer 2, and every version of a chart that is there twice
 */
export function chartIndex(entries: readonly ChartIndexEntry[]): string {
  const problems = entries.flatMap((entry, index) => problemsOf(entry, entries.slice(0, index)));
  if (problems.length > 0) {
    throw new DefinitionError(problems);
  }
  const charts = new Map<string, object[]>();
  for (const entry of [...entries].sort(byNameThenNewest)) {
    const versions = charts.get(entry.metadata.name) ?? [];
    charts.set(entry.metadata.name, [...versions, indexed(entry)]);
  }
  // `compat` quotes what only a YAML 1.1 reader such as Helm's would take for something else than a string.
  return stringify(
    { apiVersion: 'v1', entries: charts },
    { compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** What an index offers, so that charts that are not made anew stay in it. Whatever is no such index offers nothing. */
export function readIndex(text: string): ChartIndexEntry[] {
  let index: unknown;
  try {
    index = parse(text);
  } catch {
    return [];
  }
  return valuesOf(at(index, 'entries')).flatMap((versions) =>
    valuesOf(versions).flatMap((chart) => {
      if (!isIndexed(chart)) return [];
      const { urls: _urls, digest, ...metadata } = chart;
      return [{ metadata, archive: { digest } }];
    }),
  );
}

type Indexed = ChartIndexEntry['metadata'] & { readonly digest: string };

const isIndexed = (chart: unknown): chart is Indexed =>
  ['name', 'version', 'digest'].every((field) => typeof at(chart, field) === 'string');

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as { readonly [key: string]: unknown })[key] : undefined;

const valuesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

function problemsOf({ metadata: { name, version } }: ChartIndexEntry, earlier: readonly ChartIndexEntry[]): Problem[] {
  if (!isVersion(version)) {
    const message = `the version ${JSON.stringify(version)} is not SemVer 2, which Helm demands`;
    return [{ code: 'invalid-version', construct: name, message, remedy: 'As in 1.2.3 or 1.2.3-rc.1.' }];
  }
  if (earlier.some(({ metadata }) => metadata.name === name && metadata.version === version)) {
    const message = `there are two charts of this name with the version ${version}`;
    return [{ code: 'duplicate-version', construct: name, message, remedy: 'Give each a version of its own.' }];
  }
  return [];
}

function indexed({ metadata, archive }: ChartIndexEntry): object {
  return {
    ...metadata,
    // A "+" in an address is a blank to some servers.
    urls: [encodeURIComponent(archiveName(metadata.name, metadata.version))],
    digest: 'digest' in archive ? archive.digest : createHash('sha256').update(archive).digest('hex'),
  };
}

function byNameThenNewest({ metadata: a }: ChartIndexEntry, { metadata: b }: ChartIndexEntry): number {
  if (a.name !== b.name) {
    return a.name < b.name ? -1 : 1;
  }
  // Versions that differ only in build metadata have no order of their own.
  return compareVersions(b.version, a.version) || (b.version < a.version ? -1 : 1);
}
