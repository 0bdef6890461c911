import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import { file, values } from '../../core/values';
import { helmTemplate } from '../../judging/verify/helm';
import { helmVersions } from '../../judging/verify/tools';
import { packageChart } from './package-chart';
import { printOnly, type PrintedFiles } from './printed.fixture';

/* Whatever a file of a chart is called, it arrives in the folder and in the package, for both Helms. */

const names = [
  ...['x.orig', 'x.bak', 'x.swp', 'x.tmp', 'x~', '~', '.DS_Store', '.gitkeep', '.helmignore'],
  ...['.github/config', '.idea/x.xml', '.vscode/settings.json', 'a/git/hooks/pre-commit', 'old.orig/x', 'b.tmp/c~/d'],
  ...['x.tgz', 'x.prov', 'charts/x.tgz', 'charts/.ignored', 'crds/x.yaml', 'templates/x.yaml', 'templates/.x'],
  ...['_x.tpl', '.hidden', '.a/.b', '...', '..x', '-x', '#x', '!x', 'Chart.yaml', 'values.yaml', 'NOTES.txt'],
  ...[
    'a b',
    ' a',
    'a ',
    'größe.txt',
    '日本語/ファイル',
    '😀',
    "it's",
    'a"b',
    'a`b',
    'a%sb',
    '$HOME',
    '{{ .x }}',
    '[a-z]',
  ],
  ...['*.tmp', 'a:b', 'C:', 'a=b', 'a\nb', 'a\tb', 'n'.repeat(101), `x${'é'.repeat(127)}`, `a/${'n'.repeat(255)}`],
  `${'d'.repeat(90)}/${'é'.repeat(60)}/${'f'.repeat(90)}/g`,
  `${'deep/'.repeat(400)}file`,
];
const contentOf = (name: string) => `This is ${JSON.stringify(name)}.\n`;

let chart: PrintedFiles;
let archive = '';

beforeAll(() => {
  const app = new App();
  const system = new HelmChart(app, 'shop', {
    values: values({}),
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'Files of all names',
  });
  const data = names.map((name, i) => [`file-${i}`, file(name, contentOf(name))] as const);
  new KubeConfigMap(system, 'files', { data: Object.fromEntries(data) });
  chart = printOnly(app);
  archive = join(dirname(chart.chart), 'shop-1.0.0.tgz');
  writeFileSync(archive, packageChart('shop', chart.files));
});

afterAll(() => chart.remove());

describe.each(helmVersions())('Helm $version reads each file', (tool) => {
  test.each(['folder', 'package'])('from the %s', async (form) => {
    const place = form === 'folder' ? chart.chart : archive;
    const { objects, problems } = await helmTemplate(tool, { chart: place, release: 'shop', namespace: 'shop' });

    expect(problems).toEqual([]);
    const data = objects[0]?.object['data'] as { readonly [key: string]: string };
    expect(names.map((name, i) => [name, data[`file-${i}`]])).toEqual(names.map((name) => [name, contentOf(name)]));
  });
});

test('tar lists every path of the package, and gives back every file', () => {
  const listing = execFileSync('tar', ['--quoting-style=escape', '-tzf', archive], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    maxBuffer: 2 ** 24,
  });
  const escaped = (path: string) => path.replaceAll('\n', '\\n').replaceAll('\t', '\\t');

  const paths = [...chart.files.keys()].map((path) => escaped(`shop/${path}`));
  expect(listing.toString().trimEnd().split('\n').sort()).toEqual(paths.sort());
  for (const [path, content] of chart.files) {
    const packed = execFileSync('tar', ['-xzOf', archive, '--no-wildcards', '--', `shop/${path}`]);
    expect([path, packed.toString()]).toEqual([path, content]);
  }
});
