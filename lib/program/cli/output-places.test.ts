import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { chartsFolder, isPrintedByCdk8s, outputPlaces, plainFolder, type PlaceOptions } from './output-places';

const start = process.cwd();
let home = '';

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'places-')));
  mkdirSync(join(home, 'app'));
  process.chdir(join(home, 'app'));
  delete process.env['CDK8S_OUTDIR'];
});

afterEach(() => {
  process.chdir(start);
  delete process.env['CDK8S_OUTDIR'];
  rmSync(home, { recursive: true });
});

interface Given extends PlaceOptions {
  /** The text of cdk8s.yaml. */
  readonly settings?: string;
  /** What the author's App says. */
  readonly app?: string;
  /** What cdk8s's command line says. */
  readonly cdk8s?: string;
}

function placesFor({ settings, app, cdk8s, ...options }: Given) {
  if (settings !== undefined) writeFileSync('cdk8s.yaml', settings);
  if (cdk8s !== undefined) process.env['CDK8S_OUTDIR'] = cdk8s;
  return outputPlaces(new App(app === undefined ? {} : { outdir: app }), options);
}

const both = 'output: out/plain\ncharts: out/packed\n';

test.each<[string, Given, string, string]>([
  ['nothing is said', {}, 'dist', 'charts'],
  ['cdk8s.yaml says nothing of it', { settings: 'language: typescript\n' }, 'dist', 'charts'],
  ['cdk8s.yaml is empty', { settings: '' }, 'dist', 'charts'],
  ['cdk8s.yaml leaves it open', { settings: 'output:\ncharts: ~\n' }, 'dist', 'charts'],
  ['cdk8s.yaml names the plain YAML', { settings: 'output: deploy/plain\n' }, 'deploy/plain', 'deploy/charts'],
  ['cdk8s.yaml names the charts', { settings: 'charts: helm\n' }, 'dist', 'helm'],
  ['cdk8s.yaml names both', { settings: both }, 'out/plain', 'out/packed'],
  ['the App says more', { settings: both, app: 'mine' }, 'mine', 'out/packed'],
  ['the App says it alone', { app: 'build/mine' }, 'build/mine', 'build/charts'],
  ['cdk8s is told another folder', { settings: both, cdk8s: 'other' }, 'other', 'out/packed'],
  ['cdk8s is told one and the App says another', { cdk8s: 'other', app: 'mine' }, 'mine', 'charts'],
  [
    'cdk8s is told one and the App says dist',
    { settings: both, cdk8s: 'out/plain', app: 'dist' },
    'dist',
    'out/packed',
  ],
  ['the command line names a folder for all', { settings: both, app: 'mine', outdir: 'b' }, 'b/dist', 'b/charts'],
  ['the command line names the charts', { settings: both, charts: 'c' }, 'out/plain', 'c'],
  ['the command line names both', { settings: both, outdir: 'b', charts: 'c' }, 'b/dist', 'c'],
  ['the plain YAML goes to the working directory itself', { app: '.' }, '.', 'charts'],
  ['everything goes to the working directory', { outdir: '.' }, 'dist', 'charts'],
  ['everything goes elsewhere', { outdir: '../b' }, '../b/dist', '../b/charts'],
  ['the charts go elsewhere', { charts: '../c' }, 'dist', '../c'],
  ['the plain YAML goes elsewhere and the charts here', { app: '../p', charts: 'c' }, '../p', 'c'],
])('where %s, output goes to a folder for each', (_, given, plain, charts) => {
  const places = placesFor(given);
  expect([plainFolder(places), chartsFolder(places)]).toEqual([plain, charts]);
});

describe('no charts are written', () => {
  test.each<Given>([{ cdk8s: join(tmpdir(), 'cdk8s-x') }, { app: '../elsewhere' }])(
    'where the plain YAML goes outside of the working directory and nobody says where: %j',
    (given) => {
      const places = placesFor(given);
      expect(places.charts).toBeUndefined();
      expect(() => chartsFolder(places)).toThrow(
        `no charts, since ${plainFolder(places)} is outside of the working directory: say where with --charts DIR [no-charts]`,
      );
    },
  );
});

describe('the root, which holds the lock, is the same for all who write to the same folders', () => {
  const rootFrom = (folder: string, given: Given) => {
    process.chdir(join(home, folder));
    return placesFor(given).root;
  };

  test('from whatever working directory', () => {
    mkdirSync(join(home, 'app/b'));
    expect(rootFrom('app', { outdir: 'b' })).toBe(join(home, 'app/b'));
    expect(rootFrom('app/b', {})).toBe(join(home, 'app/b'));
    expect(rootFrom('.', { outdir: 'app/b' })).toBe(join(home, 'app/b'));
  });

  test('and never above the working directory for output that is in it', () => {
    expect(rootFrom('app', { app: '.' })).toBe(join(home, 'app'));
    expect(rootFrom('app', { app: 'a/b', charts: 'c' })).toBe(join(home, 'app'));
  });
});

describe('what is refused', () => {
  test.each<[Given, string]>([
    [{ charts: 'dist' }, 'plain YAML and charts would both go to dist [same-folder]'],
    [{ app: 'x', charts: './x/' }, 'plain YAML and charts would both go to x [same-folder]'],
    [{ outdir: '' }, '--outdir names no folder [usage]'],
    [{ charts: '' }, '--charts names no folder [usage]'],
    [{ settings: 'output: [dist]\n' }, 'cdk8s.yaml output: is not a folder: ["dist"] [invalid-settings]'],
    [{ settings: '- output: dist\n' }, 'cdk8s.yaml:1: cannot be read: it has no entries, such as `output: dist`'],
    [{ settings: 'charts: 5\n' }, 'cdk8s.yaml charts: is not a folder: 5 [invalid-settings]'],
    [{ settings: 'output: "unclosed\n' }, 'cdk8s.yaml:1: cannot be read: the quote is not closed [invalid-settings]'],
  ])('%j', (given, message) => {
    expect(() => placesFor(given)).toThrow(message);
  });
});

test.each<[string, string, string | undefined, boolean]>([
  [
    'a folder that cdk8s makes to print what is in it',
    join(tmpdir(), 'cdk8s-aB3xYz'),
    join(tmpdir(), 'cdk8s-aB3xYz'),
    true,
  ],
  ['such a folder, where the App has one of its own', '/srv/app/mine', join(tmpdir(), 'cdk8s-aB3xYz'), false],
  [
    'a folder of a user among those of the system',
    join(tmpdir(), 'cdk8s-outputs'),
    join(tmpdir(), 'cdk8s-outputs'),
    false,
  ],
  ['a folder of that name elsewhere', '/srv/cdk8s-aB3xYz', '/srv/cdk8s-aB3xYz', false],
  ['a run without cdk8s', join(tmpdir(), 'cdk8s-aB3xYz'), undefined, false],
])('cdk8s prints all that is in %s: %j, where it asks for %j: %j', (_, folder, asked, isPrinted) => {
  if (asked !== undefined) process.env['CDK8S_OUTDIR'] = asked;
  expect(isPrintedByCdk8s(folder)).toBe(isPrinted);
});
