import { gunzipSync, gzipSync } from 'fflate';

import { DefinitionError } from '../../core/values';
import { tar, untar } from './tar';

/**
 * The time that all files of an archive bear, in seconds since 1970: 1980-01-01T00:00:00Z.
 *
 * No clock, so that the bytes depend on the content alone; and the earliest time that every archive format can hold, so
 * that none takes it for unknown or implausible.
 */
const MTIME = Date.UTC(1980, 0, 1) / 1000;

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
 * @throws DefinitionError with every path that leaves the chart or is not a path
 */
export function packageChart(name: string, files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  if (!isPath(name) || name.includes('/')) {
    throw new Error(`${JSON.stringify(name)} cannot be the name of a chart's folder.`);
  }
  if (!files.has('Chart.yaml')) {
    throw new Error(`Chart ${name} has no Chart.yaml, without which Helm takes it for no chart.`);
  }
  const stray = [...files.keys()].filter((path) => !isPath(path)).map((path) => JSON.stringify(path));
  if (stray.length > 0) {
    throw new DefinitionError(
      stray.map((path) => ({
        code: 'invalid-path',
        construct: name,
        message: `${path} cannot be the path of a file in a chart`,
        remedy: 'A path is relative, with "/" between its folders, and has no "..", no empty part and no backslash.',
      })),
    );
  }
  const entries = [...files].sort(chartFirst).map(([path, content]) => [`${name}/${path}`, bytesOf(content)] as const);
  // A pure JavaScript deflate with every setting fixed; zlib's bytes differ between Node versions.
  return gzipSync(tar(entries, MTIME), { level: 9, mem: 4, mtime: 0 });
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
