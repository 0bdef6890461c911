import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { App } from 'cdk8s';
import { DefinitionError, isMap } from '../../core/values';
import { decodeText } from '../../core/yaml/decode-text';
import { readYaml } from '../../core/yaml/read-yaml';
import { hasSiblings } from './runs';

/** Where output goes. */
export interface OutputPlaces {
  /** The folder that everything is in, absolute. */
  readonly root: string;
  /** Folder of the plain YAML, relative to the root; "" is the root itself. */
  readonly plain: string;
  /** Folder of the charts, relative to the root; absent where only plain YAML is asked for. */
  readonly charts?: string;
}

/** What the command line says about places. */
export interface PlaceOptions {
  /** Folder for a `dist/` and a `charts/`. */
  readonly outdir?: string | undefined;
  /** Folder for the charts. */
  readonly charts?: string | undefined;
}

/** How a user chooses other places, for messages. */
export const elsewhere = '--outdir DIR, --charts DIR, or `output:` and `charts:` in cdk8s.yaml';

/**
 * Where the output of an app goes. The plain YAML: `dist` below `--outdir`; or what the App says, `new App({ outdir })`, or
 * cdk8s's own command line to it (`CDK8S_OUTDIR`); or `output` in cdk8s.yaml; or `dist`. The charts: `--charts`; or `charts` below
 * `--outdir`; or `charts` in cdk8s.yaml; or a folder `charts` beside the plain YAML, where that is in the working directory. Of several apps
 * that main.ts runs each has a folder of its own in what is for all of them.
 *
 * @throws DefinitionError when the places or cdk8s.yaml are wrong
 */
export function outputPlaces(app: App, { outdir, charts: chartsOption }: PlaceOptions = {}): OutputPlaces {
  refuseEmpty({ '--outdir': outdir, '--charts': chartsOption });
  const here = resolve('.');
  const settings = outdir === undefined ? readSettings() : { output: 'dist', charts: join(outdir, 'charts') };
  const own = hasSiblings(app) ? fromHere(resolve(app.outdir)).replaceAll('../', '') : '';
  const plain =
    outdir === undefined ? resolve(askedOf(app) ?? settings.output ?? 'dist') : resolve(outdir, 'dist', own);
  const beside = plain === here ? join(here, 'charts') : join(dirname(plain), 'charts');
  const said = chartsOption ?? settings.charts;
  const besideIts = own === '' ? beside : join(beside, basename(plain));
  const charts = said === undefined ? (isInside(here, plain) ? besideIts : undefined) : resolve(said, own);
  if (charts === plain) {
    const message = `plain YAML and charts would both go to ${fromHere(plain)}`;
    throw new DefinitionError([{ code: 'same-folder', message, remedy: `Choose two folders: ${elsewhere}.` }]);
  }
  if (charts === undefined) return { root: plain, plain: '' };
  // The same for all who write to these folders, since it holds the lock. Nothing is put beside the working directory.
  const around = (place: string) => (place === here ? here : dirname(place));
  const root = commonFolder(around(plain), around(charts));
  const below = (place: string) => relative(root, place).split(sep).join('/');
  return { root, plain: below(plain), charts: below(charts) };
}

/** A path as the user would name it: relative to the working directory, with forward slashes. */
export const fromHere = (place: string): string => (relative('.', place) || '.').split(sep).join('/');

/** The folder of the plain YAML as the user would name it. */
export const plainFolder = ({ root, plain }: OutputPlaces): string => fromHere(join(root, plain));

/**
 * The folder of the charts as the user would name it.
 *
 * @throws DefinitionError when no charts are written
 */
export function chartsFolder(places: OutputPlaces): string {
  if (places.charts !== undefined) return fromHere(join(places.root, places.charts));
  throw new DefinitionError([{ code: 'no-charts', message: noCharts(places), remedy: 'As in --charts charts.' }]);
}

/** Why there are no charts. */
export const noCharts = (places: OutputPlaces): string =>
  `no charts, since ${plainFolder(places)} is outside of the working directory: say where with --charts DIR`;

/** The folder that the app or cdk8s's command line asks for; `dist` is what cdk8s takes when nobody does. */
function askedOf({ outdir }: { readonly outdir?: string }): string | undefined {
  return outdir === 'dist' && process.env['CDK8S_OUTDIR'] === undefined ? undefined : outdir;
}

/**
 * Whether `cdk8s synth --stdout` runs the app, whose plain YAML goes to this folder. It makes the folder for that, and prints whatever
 * files it finds there, one behind the other and with nothing between them.
 */
export const isPrintedByCdk8s = (folder: string): boolean =>
  folder === process.env['CDK8S_OUTDIR'] && dirname(folder) === tmpdir() && /^cdk8s-\w{6}$/.test(basename(folder));

interface Settings {
  readonly output?: string | undefined;
  readonly charts?: string | undefined;
}

const settingsFile = 'cdk8s.yaml';

/** What cdk8s.yaml says about places. */
function readSettings(): Settings {
  if (!existsSync(settingsFile)) return {};
  const decoded = decodeText(readFileSync(settingsFile));
  if (!('text' in decoded)) throw unreadable(decoded.line, decoded.message);
  const { documents, faults } = readYaml(decoded.text, 'values');
  // What else Helm or kubectl would lose of it, cdk8s reads.
  const fault = faults.find(({ code }) => code === 'syntax');
  if (fault) throw unreadable(fault.line, fault.message);
  const settings = documents[0]?.value;
  if (settings !== undefined && settings !== null && !isMap(settings)) {
    throw unreadable(1, 'it has no entries, such as `output: dist`');
  }
  const { output, charts } = isMap(settings) ? settings : {};
  // An empty entry says nothing, as to cdk8s.
  const isFolder = (value: unknown): value is string | null | undefined =>
    value === undefined || value === null || (typeof value === 'string' && value !== '');
  if (isFolder(output) && isFolder(charts)) return { output: output ?? undefined, charts: charts ?? undefined };
  const [key, value] = isFolder(output) ? ['charts', charts] : ['output', output];
  const message = `is not a folder: ${JSON.stringify(value)}`;
  const remedy = `Name one, relative to ${settingsFile}: \`${key}: ${key === 'output' ? 'dist' : 'charts'}\`.`;
  throw new DefinitionError([{ code: 'invalid-settings', where: settingsFile, path: key, message, remedy }]);
}

const unreadable = (line: number, message: string) =>
  new DefinitionError([
    {
      code: 'invalid-settings',
      where: `${settingsFile}:${line}`,
      message: `cannot be read: ${message}`,
      remedy: 'Mend the file: cdk8s reads it too.',
    },
  ]);

function refuseEmpty(options: { readonly [option: string]: string | undefined }): void {
  const problems = Object.entries(options)
    .filter(([, value]) => value === '')
    .map(([option]) => ({ code: 'usage', message: `${option} names no folder`, remedy: `As in ${option} build.` }));
  if (problems.length > 0) throw new DefinitionError(problems);
}

const isInside = (folder: string, place: string): boolean => place === folder || place.startsWith(join(folder, sep));

/** The innermost folder that two are in. */
function commonFolder(a: string, b: string): string {
  let folder = a;
  while (!isInside(folder, b) && basename(folder) !== '') folder = dirname(folder);
  return folder;
}
