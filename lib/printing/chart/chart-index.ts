import { createHash } from 'node:crypto';

import { DefinitionError, isMap, type JsonObject, type Problem } from '../../core/values';
import { readYaml } from '../../core/yaml/read-yaml';
import type { YamlMap, YamlValue } from '../../core/yaml/yaml-value';

import { printHelmYaml } from '../trees';
import { archiveName } from './package-chart';
import { compareVersions, isVersion } from '../../core/manifest/version';

/** A packaged chart that the index offers. */
export interface ChartIndexEntry {
  /** The content of its Chart.yaml. */
  readonly metadata: JsonObject & { readonly name: string; readonly version: string };
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
  const charts = new Map<string, JsonObject[]>();
  for (const entry of [...entries].sort(byNameThenNewest)) {
    const versions = charts.get(entry.metadata.name) ?? [];
    charts.set(entry.metadata.name, [...versions, indexed(entry)]);
  }
  return printHelmYaml({ apiVersion: 'v1', entries: Object.fromEntries(charts) });
}

/**
 * What an index offers, so that charts that are not made anew stay in it. Nothing where the text is empty.
 *
 * @param file how problems name the index
 * @throws DefinitionError where the text is not an index
 */
export function readIndex(text: string, file = 'index.yaml'): ChartIndexEntry[] {
  const problems: Problem[] = [];
  const refuse = (message: string, where = file, path?: string) =>
    problems.push({
      code: 'unreadable-index',
      where,
      path,
      message,
      remedy: 'Correct the file, or remove it and synthesize all systems.',
    });
  const { documents, faults } = readYaml(text, 'manifests');
  for (const { line, column, path, message } of faults) refuse(message, `${file}:${line}:${column}`, path.join('.'));
  const entries: ChartIndexEntry[] = [];
  for (const [path, version] of versionsIn(documents[0]?.value)) {
    const { urls: _urls, digest, ...metadata } = isMap(version) ? version : {};
    if (isMetadata(metadata) && typeof digest === 'string') entries.push({ metadata, archive: { digest } });
    else refuse('is not a chart with a name, a version and a digest', file, path);
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return entries;
}

/** The packages that an index lists, each with its path. */
function versionsIn(index: YamlValue | undefined): (readonly [path: string, version: YamlValue])[] {
  const entries = isMap(index) ? index['entries'] : undefined;
  if (index === null || index === undefined || entries === null) return [];
  if (!isMap(entries)) return [['entries', null]];
  return Object.entries(entries).flatMap(([name, versions]): (readonly [string, YamlValue])[] =>
    Array.isArray(versions)
      ? (versions as readonly YamlValue[]).map((version, i) => [`entries.${name}[${i}]`, version])
      : [[`entries.${name}`, null]],
  );
}

const isMetadata = (value: YamlMap): value is YamlMap & ChartIndexEntry['metadata'] =>
  typeof value['name'] === 'string' && typeof value['version'] === 'string';

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

function indexed({ metadata, archive }: ChartIndexEntry): JsonObject {
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
