import { gzipSync } from 'node:zlib';
import type { ChartDefinition, Manifest } from '../../../core/manifest';
import { printYaml } from '../../../printing/trees';
import type { CheckInput } from '../finding';
import { lengthOf } from './sizes';

/** What the values of a Secret may have, in bytes: Helm keeps a release in one. */
const secretLimit = 1024 * 1024;

/**
 * How many characters the objects of an environment have at least where the release could be too large: they are in it twice, as
 * templates and as manifest, and gzip makes them smaller before base64 makes them a third larger.
 */
const worthCounting = 350_000;

/** The name under which Helm keeps the texts of a chart, which are base64 in the record. */
const field = (path: string): 'templates' | 'files' | 'schema' | undefined => {
  if (path.startsWith('templates/')) return 'templates';
  if (path === 'values.schema.json') return 'schema';
  return path === 'Chart.yaml' || path === 'values.yaml' || path.startsWith('charts/') ? undefined : 'files';
};

/** The bytes in which Helm keeps a release: its record, packed by gzip, as base64. */
export function releaseBytes(files: ReadonlyMap<string, string>, manifest: string): number {
  const chart = { metadata: files.get('Chart.yaml'), values: files.get('values.yaml') };
  const texts: { [name: string]: { readonly name: string; readonly data: string }[] } = {};
  for (const [name, text] of files) {
    const of = field(name);
    if (of) (texts[of] ??= []).push({ name, data: Buffer.from(text).toString('base64') });
  }
  const record = JSON.stringify({ chart: { ...chart, ...texts }, manifest });
  return Math.ceil(gzipSync(record, { level: 9 }).length / 3) * 4;
}

/** What is wrong where Helm cannot keep a release of the chart; undefined where it can. Small charts are not printed for it. */
export function largeRelease(
  definition: ChartDefinition,
  manifests: readonly Manifest[],
  inputs: readonly CheckInput[],
): string | undefined {
  const sizes = inputs.map(({ objects }) => objects.reduce((sum, each) => sum + lengthOf(each), 0));
  const largest = Math.max(0, ...sizes);
  if (largest < worthCounting) return undefined;
  // Loaded only for a large chart.
  const { printChart } = require('../../../printing/chart') as typeof import('../../../printing/chart');
  const { objects } = inputs[sizes.indexOf(largest)]!;
  const bytes = releaseBytes(
    printChart(definition, manifests).files,
    objects.map(({ object }) => printYaml(object)).join('---\n'),
  );
  if (bytes <= secretLimit) return undefined;
  return `a release has ${Math.ceil(bytes / 1024)} KiB in the Secret in which Helm keeps it, more than 1 MiB`;
}
