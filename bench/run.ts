/*
 * How long a synth takes and how much memory, as whole processes, beside cdk8s, Helm and an earlier version of this program in the same
 * run. `npm run bench`; it writes bench/results.md and fails where a ratio is missed. `--rounds N` (5), `--only WORD` for works whose
 * name holds a word, `--huge` for an app of 99,000 objects as well.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { link, objectsOf, valuesApp, write, writeOwn, writePeer, type Size } from './apps';
import { fleetWorks, fleetRatios } from './fleet';
import { costOf, measured, type Work } from './measure';
import { earlier, earlierCommit, packed } from './peers';
import { judge, report, type Ratio } from './report';

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' }, huge: { type: 'boolean' } },
});
const repository = process.cwd();
const cache = join(repository, 'node_modules/.cache/chartwright/bench');
mkdirSync(cache, { recursive: true });
const own = packed(repository, cache);
const packages = Object.fromEntries(
  ['cdk8s', 'constructs', 'esbuild', 'cdk8s-plus-28'].map((name) => [name, join(repository, 'node_modules', name)]),
);
const cdk8s = join(repository, 'node_modules/cdk8s-cli/bin/cdk8s');
const helm = join(repository, 'node_modules/.cache/chartwright/helm-3.16.4/helm');
const command = [process.execPath, 'lib/program/cli/chartwright.mjs'];

/** A folder of a stranger, new for this run. */
function folderOf(name: string): string {
  const folder = join(cache, name);
  rmSync(folder, { recursive: true, force: true });
  link(folder, { ...packages, chartwright: own });
  return folder;
}
const without = (folder: string) => () => {
  for (const output of ['dist', 'charts']) rmSync(join(folder, output), { recursive: true, force: true });
};
const chartwright = [process.execPath, 'node_modules/chartwright/lib/program/cli/chartwright.mjs', 'synth', '--quiet'];

/** The same app printed by cdk8s as plain YAML and as a static chart, and by chartwright as both. */
function sized(name: string, size: Size, peers = true): Work[] {
  const label = `${name}: ${objectsOf(size)} objects in ${size.charts} charts`;
  const folder = folderOf(`own-${size.charts}-${objectsOf(size)}${size.isChain ? '-chain' : ''}`);
  writeOwn(folder, size);
  const ours = { name: `${label}, chartwright`, command: chartwright, folder, before: without(folder) };
  if (!peers) return [ours];
  const peer = folderOf(`peer-${size.charts}-${objectsOf(size)}`);
  writePeer(peer, size);
  const plain = { name: `${label}, cdk8s compiled`, command: [process.execPath, 'main.js'], folder: peer };
  const synth = [process.execPath, cdk8s, 'synth', '--app', 'node main.js'];
  return [plain, { name: `${label}, cdk8s synth`, command: synth, folder: peer }, ours].map((work) => ({
    ...work,
    before: without(work.folder),
  }));
}

function systems(): Work[] {
  const folder = repository;
  const before = earlier(repository, cache);
  const nothingChanged = { name: 'five systems, nothing changed', command: [...command, 'synth', '--quiet'], folder };
  return [
    { name: 'five systems, everything', command: [...command, 'synth', '--quiet', '--force'], folder },
    // A run is spared that is the second after which nothing has changed.
    { ...nothingChanged, before: () => void costOf(nothingChanged) },
    {
      name: 'one environment, --stdout',
      command: [...command, 'synth', 'sovd-webapp', '--environment', 'production', '--stdout', '--quiet'],
      folder,
    },
    ...(before === undefined
      ? []
      : [
          {
            name: `five systems, everything, ${earlierCommit}`,
            command: [process.execPath, 'lib/cli/chartwright.mjs', 'synth', '--quiet'],
            folder: before,
            before: without(before),
          },
        ]),
  ];
}

function manyValues(): Work[] {
  const folder = folderOf('values');
  write(folder, 'main.ts', valuesApp(300, 10_000));
  const chart = join(folder, 'charts/large');
  const works = [
    { name: '300 values and a list of 10,000, chartwright', command: chartwright, folder, before: without(folder) },
  ];
  if (!existsSync(helm)) return works;
  const template = [helm, 'template', 'large', chart];
  return [...works, { name: '300 values and a list of 10,000, helm template', command: template, folder }];
}

const node = (name: string, script: string): Work => ({
  name,
  command: [process.execPath, '-e', script],
  folder: repository,
});
const works = [
  node('node', '0'),
  node('node with cdk8s', "require('cdk8s')"),
  node('node with cdk8s and cdk8s-plus-28', "require('cdk8s'); require('cdk8s-plus-28')"),
  ...systems(),
  ...sized('static', { charts: 10, triples: 3 }),
  ...sized('static', { charts: 10, triples: 33 }),
  ...sized('static', { charts: 100, triples: 33 }),
  ...(flags.huge ? sized('static', { charts: 1000, triples: 33 }, false) : []),
  ...[10, 100, 1000].flatMap((charts) => sized('a chain', { charts, triples: 1, isChain: true }, false)),
  ...manyValues(),
  ...fleetWorks(folderOf, chartwright),
].filter(({ name }) => flags.only === undefined || name.includes(flags.only));

const ratios: readonly Ratio[] = [
  { of: 'five systems, everything', to: `five systems, everything, ${earlierCommit}`, most: 0.5 },
  { of: 'five systems, nothing changed', to: 'node with cdk8s', most: 3 },
  {
    of: 'static: 9900 objects in 100 charts, chartwright',
    to: 'static: 9900 objects in 100 charts, cdk8s compiled',
    most: 1,
  },
  { of: 'a chain: 3000 objects in 1000 charts, chartwright', to: 'five systems, everything', most: 5 },
  ...fleetRatios,
];

const costs = measured(works, Number(flags.rounds), (line) => process.stderr.write(`${line}\n`));
const judged = judge(ratios, costs);
const text = report(costs, judged, Number(flags.rounds));
process.stdout.write(text);
if (flags.only === undefined) writeFileSync(join(repository, 'bench/results.md'), text);
if (judged.some(({ isMet }) => !isMet)) process.exitCode = 1;
