import { gunzipSync } from 'node:zlib';

import { gzipSync } from 'fflate';

import { DefinitionError } from '../../core/values';
import { tar, untar } from './tar';

/**
 * The time that all files of an archive bear, in seconds since 1970: 1980-01-01T00:00:00Z.
 *
 * No clock, so that the bytes depend on the content alone; and the earliest time that every archive format can hold, so
 * that none takes it for unknown or implausible.
 */
const MTIME = Date.UTC(1980, 0, 1) / 1000;

/** Files as a compressed archive, and as it is before it is compressed. */
export interface Archive {
  readonly compressed: Uint8Array;
  readonly uncompressed: Uint8Array;
}

/**
 * Packs files (path to content) by code unit of their paths. The same files give the same bytes on any machine and Node version.
 *
 * @throws DefinitionError with every path that leaves the archive or is not a path
 */
export function archive(files: ReadonlyMap<string, string | Uint8Array>): Archive {
  refuseStray([...files.keys()]);
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return archiveOf(entries.map(([path, content]) => [path, bytesOf(content)]));
}

function archiveOf(entries: readonly (readonly [path: string, content: Uint8Array])[]): Archive {
  const uncompressed = tar(entries, MTIME);
  // A pure JavaScript deflate with every setting fixed; zlib's bytes differ between Node versions.
  return { uncompressed, compressed: gzipSync(uncompressed, { level: 9, mem: 4, mtime: 0 }) };
}

/** The file name under which a packaged chart is published, as `helm package` chooses it. */
export function archiveName(name: string, version: string): string {
  return `${name}-${version}.tgz`;
}

/**
 * Packs the files of a chart (path relative to the chart's folder to content) into the `.tgz` that Helm installs.
 *
 * The same files give the same bytes on any machine and Node version. All files given are packed, whatever their
 * `.helmignore` says.
 *
 * @param earlier a package that this function has made: where it has the same files it is given back, since to unpack costs far less
 *   than to pack
 * @throws DefinitionError with every path that leaves the chart or is not a path
 */
export function packageChart(
  name: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  earlier?: Uint8Array,
): Uint8Array {
  if (!isPath(name) || name.includes('/')) {
    throw new Error(`${JSON.stringify(name)} cannot be the name of a chart's folder.`);
  }
  if (!files.has('Chart.yaml')) {
    throw new Error(`Chart ${name} has no Chart.yaml, without which Helm takes it for no chart.`);
  }
  refuseStray([...files.keys()], name);
  const entries = [...files].sort(chartFirst).map(([path, content]) => [`${name}/${path}`, bytesOf(content)] as const);
  return earlier !== undefined && isArchiveOf(earlier, entries) ? earlier : archiveOf(entries).compressed;
}

/** Whether an archive of ours has just these files. */
function isArchiveOf(bytes: Uint8Array, entries: readonly (readonly [path: string, content: Uint8Array])[]): boolean {
  try {
    return gunzipSync(bytes).equals(tar(entries, MTIME));
  } catch {
    return false;
  }
}

function refuseStray(paths: readonly string[], chart?: string): void {
  const stray = paths.filter((path) => !isPath(path)).map((path) => JSON.stringify(path));
  if (stray.length === 0) return;
  throw new DefinitionError(
    stray.map((path) => ({
      code: 'invalid-path',
      ...(chart === undefined ? {} : { construct: chart }),
      message: `${path} cannot be the path of a file in ${chart === undefined ? 'an archive' : 'a chart'}`,
      remedy: 'A path is relative, with "/" between its folders, and has no "..", no empty part and no backslash.',
    })),
  );
}

/** How our gzip begins: no name, no time, level 9, made on Unix. */
const gzipHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3];

/** Whether bytes are a package that `packageChart` has made, of whatever chart: made of its files anew, they are the same. */
export function isOwnPackage(bytes: Uint8Array): boolean {
  if (!gzipHeader.every((byte, i) => bytes[i] === byte)) return false;
  try {
    const files = untar(gunzipSync(bytes));
    const [name = ''] = [...files.keys()].map((path) => path.split('/')[0]!);
    const within = Array.from(files, ([path, content]) => [path.slice(name.length + 1), content] as const);
    return Buffer.from(packageChart(name, new Map(within))).equals(bytes);
  } catch {
    return false;
  }
}

function isPath(path: string): boolean {
  return !/[\\\0]/.test(path) && path.split('/').every((segment) => !['', '.', '..'].includes(segment));
}

/** Chart.yaml, by which Helm recognises a chart, and then by code unit. */
function chartFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(b === 'Chart.yaml') - Number(a === 'Chart.yaml') || (a < b ? -1 : 1);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}
