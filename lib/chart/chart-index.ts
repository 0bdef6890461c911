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
 * @throws DefinitionError for a version that is not SemVer 2, and for the same version of a chart twice
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

/** What an index offers, so that charts that are not made anew stay in it. Nothing where the text is no index. */
export function readIndex(text: string): ChartIndexEntry[] {
  const index = parse(text) as { readonly entries?: { readonly [name: string]: readonly Indexed[] } } | null;
  return Object.values(index?.entries ?? {}).flatMap((versions) =>
    versions.map(({ urls: _urls, digest, ...metadata }) => ({ metadata, archive: { digest } })),
  );
}

type Indexed = ChartIndexEntry['metadata'] & { readonly urls: readonly string[]; readonly digest: string };

function problemsOf({ metadata: { name, version } }: ChartIndexEntry, earlier: readonly ChartIndexEntry[]): Problem[] {
  if (!isVersion(version)) {
    const message = `has version ${JSON.stringify(version)}; Helm demands SemVer 2`;
    return [{ code: 'invalid-chart-version', construct: name, message, remedy: 'Write it as 1.2.3 or 1.2.3-rc.1.' }];
  }
  if (earlier.some(({ metadata }) => metadata.name === name && metadata.version === version)) {
    const message = `is there twice with version ${version}`;
    return [
      { code: 'same-chart-version', construct: name, message, remedy: 'Give each package a version of its own.' },
    ];
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
