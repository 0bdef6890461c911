import { cpSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { Fleet, fleetApp } from './fleet.fixture';
import { removeProjects } from './project.fixture';

/* A system of a fleet is left out only while it would come to what is there. */

afterAll(removeProjects);

let fleet: Fleet;
const names = ['db', 'shop', 'web'];

/** Writes a fleet and makes it once. */
async function made(): Promise<void> {
  fleet = new Fleet(names);
  const { code, made: all, stderr } = await fleet.synth();
  expect({ code, all, stderr }).toEqual({ code: 0, all: names, stderr: '' });
}

const changed = async (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) => {
  const { code, made: all, stderr } = await fleet.synth(['--changed', ...args], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return all;
};
const word = (name: string) =>
  /word: "?(\w+)/.exec(fleet.read(`dist/${name}/default/10-configuration/10-settings-configmap.k8s.yaml`))?.[1];

test('sources, files that an app reads, packages and variables decide whether a system is made', async () => {
  const before = "import { readFileSync } from 'node:fs';\nimport { join } from 'node:path';";
  const beside = "readFileSync(join(__dirname, 'own.txt'), 'utf8')";
  fleet = new Fleet(names);
  fleet.write('word.txt', 'one');
  fleet.write('systems/web/own.txt', 'one');
  fleet.write('systems/db/main.ts', fleetApp('db', { before: "import { word } from 'own';", word: 'word' }));
  fleet.write('systems/shop/main.ts', fleetApp('shop', { before, word: "readFileSync('word.txt', 'utf8')" }));
  fleet.write('systems/web/main.ts', fleetApp('web', { before, word: `${beside} + (process.env['WORD'] ?? '')` }));
  expect((await fleet.synth()).made).toEqual(names);
  expect(await changed()).toEqual([]);
  fleet.write('word.txt', 'two');
  expect(await changed()).toEqual(['shop']);
  expect(word('shop')).toBe('two');
  fleet.write('systems/web/own.txt', 'three');
  expect(await changed()).toEqual(['web']);
  expect(word('web')).toBe('three');
  fleet.write('shared/team.ts', "export const team = 'shop';\n");
  expect(await changed()).toEqual(names);
  fleet.write('node_modules/own/index.js', "exports.word = 'four';\n");
  expect(await changed()).toContain('db');
  expect(word('db')).toBe('four');
  expect(await changed([], { WORD: 'five' })).toContain('web');
  expect(word('web')).toBe('threefive');
  expect(await changed([], { WORD: 'five' })).toEqual([]);
});

test('a file that is written anew with the same content changes nothing, also in another checkout', async () => {
  await made();
  for (const path of ['shared/team.ts', 'systems/shop/main.ts', 'dist/shop/default/Kustomization']) {
    writeFileSync(fleet.at(path), readFileSync(fleet.at(path)));
    utimesSync(fleet.at(path), new Date(0), new Date(0));
  }
  expect(await changed()).toEqual([]);
  expect((await fleet.chartwright(['synth', '--changed'])).stdout).toBe('none of 3 systems has changed\n');
  for (const folder of ['dist', 'charts', 'systems', 'shared']) {
    cpSync(fleet.at(folder), fleet.at('copy'), { recursive: true });
    rmSync(fleet.at(folder), { recursive: true });
    cpSync(fleet.at('copy'), fleet.at(folder), { recursive: true });
    rmSync(fleet.at('copy'), { recursive: true });
  }
  expect(await changed()).toEqual([]);
});

test('a system is always made that asks for the time, for chance, for another program, or what the machine is', async () => {
  const asking = {
    chance: 'String(Math.random())',
    machine: "require('node:os').hostname()",
    program: "require('node:child_process').execSync('echo one').toString()",
    time: 'String(Date.now())',
  };
  fleet = new Fleet(names);
  for (const [name, asks] of Object.entries(asking)) {
    fleet.write(`systems/${name}/main.ts`, fleetApp(name, { word: asks }));
  }
  await fleet.synth();
  for (let i = 0; i < 2; i++) expect(await changed()).toEqual(Object.keys(asking));
});

test('what a package remembers of a file counts for all systems that come after', async () => {
  const parts = { before: "import { word } from 'own';", word: 'word()' };
  fleet = new Fleet(names);
  fleet.write('word.txt', 'one');
  fleet.write(
    'node_modules/own/index.js',
    "let known;\nexports.word = () => (known ??= require('node:fs').readFileSync('word.txt', 'utf8'));\n",
  );
  for (const name of ['db', 'web']) fleet.write(`systems/${name}/main.ts`, fleetApp(name, parts));
  await fleet.synth();
  fleet.write('word.txt', 'two');
  expect(await changed()).toEqual(names);
  expect(['db', 'web'].map(word)).toEqual(['two', 'two']);
});

test('an output that somebody has changed or removed is made again, or refused, as in a whole run', async () => {
  await made();
  rmSync(fleet.at('dist/db'), { recursive: true });
  expect(await changed()).toEqual(['db']);
  fleet.write('charts/shop/values.yaml', 'mine: true\n');
  expect(await fleet.synth(['--changed'])).toMatchObject({ code: 1, made: [] });
  expect(await changed(['--force'])).toEqual(['shop']);
  rmSync(fleet.at('charts/.chartwright'));
  await changed();
  expect((await fleet.synth(['--check'])).code).toBe(0);
});

test('a system that is no longer there loses its output, and a new one is made', async () => {
  await made();
  rmSync(fleet.at('systems/shop'), { recursive: true });
  fleet.write('systems/news/main.ts', fleetApp('news'));
  expect(await changed()).toEqual(['news']);
  expect(['dist/shop', 'charts/shop', 'charts/shop-0.1.0.tgz'].filter((path) => fleet.exists(path))).toEqual([]);
  expect(fleet.read('charts/index.yaml').match(/^ {2}\w+:/gm)).toEqual(['  db:', '  news:', '  web:']);
  rmSync(fleet.at('systems/news'), { recursive: true });
  await changed();
  expect(fleet.exists('dist/news')).toBe(false);
});

test('where one system cannot be made, all that is wrong is told and nothing is written', async () => {
  await made();
  const before = fleet.contents();
  fleet.write('systems/db/main.ts', fleetApp('other'));
  fleet.write('systems/shop/main.ts', fleetApp('shop', { word: "(() => { throw new Error('no word') })()" }));
  fleet.write('systems/web/main.ts', fleetApp('web', { word: "'two'" }));
  const { code, stderr } = await fleet.synth(['--changed']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'this app of a fleet must make one system, which is called as its folder, db: it makes other [fleet-name]',
  );
  expect(stderr).toContain('no word');
  expect(fleet.contents()).toEqual(before);
});

test('a mistake on the command line is told once, and one in a source by the compiler', async () => {
  fleet = new Fleet(names);
  const once = await fleet.synth(['--bogus']);
  expect(once.stderr.match(/there is no option/g)).toHaveLength(1);
  expect(once.code).toBe(1);
  fleet.write('systems/db/main.ts', 'const = 1;\n');
  expect(await fleet.synth()).toMatchObject({ code: 1, stderr: expect.stringContaining('systems/db/main.ts:1') });
});

test('an app that never comes to run(app) is named', async () => {
  fleet = new Fleet(names);
  fleet.write('systems/shop/main.ts', 'export {};\n');
  const { code, stderr } = await fleet.synth();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining(
      'systems/shop/main.ts ended without run(app), so that nothing was done [no-run]',
    ) as unknown as string,
  });
});

test('an app that waits, and one that can only be a module, are made as all others', async () => {
  fleet = new Fleet(names);
  const late = fleetApp('shop').replace('void run(app);', 'setTimeout(() => void run(app), 20);');
  fleet.write('systems/shop/main.ts', late);
  fleet.write('systems/web/main.ts', `await Promise.resolve();\n${fleetApp('web')}`);
  expect((await fleet.synth()).made).toEqual(names);
  expect(await changed()).toEqual(['web']);
});

test('a part of a fleet leaves the output of all others as it is', async () => {
  await made();
  for (const name of names) fleet.write(`systems/${name}/main.ts`, fleetApp(name, { word: "'two'" }));
  const { code, made: some } = await fleet.synth(['web', 'db']);
  expect({ code, some, words: names.map(word) }).toEqual({
    code: 0,
    some: ['db', 'web'],
    words: ['two', 'one', 'two'],
  });
  expect((await fleet.synth(['web', '--check'])).code).toBe(0);
  expect((await fleet.synth(['--check'])).code).toBe(1);
  expect(await changed()).toEqual(['shop']);
  expect((await fleet.synth(['nobody'])).stderr).toContain('there is no system "nobody" [unknown-system]');
});

test('what looks at one app says how to name it', async () => {
  fleet = new Fleet(names);
  for (const args of [['check'], ['synth', '--stdout'], ['synth', '--environment', 'local'], ['synth', '--watch']]) {
    const { code, stderr } = await fleet.chartwright(args);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        / \[fleet\]\n {4}Name one, as in CHARTWRIGHT_APP=systems\/db\/main.ts.\n$/,
      ) as unknown as string,
    });
  }
  const { code } = await fleet.chartwright(['check'], { env: { CHARTWRIGHT_APP: 'systems/db/main.ts' } });
  expect(code).toBe(0);
});

test('apps may be elsewhere', async () => {
  fleet = new Fleet([]);
  symlinkSync('shared', fleet.at('a'));
  fleet.write('teams/a/red.app.ts', fleetApp('red'));
  fleet.write('teams/b/blue.app.ts', fleetApp('blue'));
  const env = { CHARTWRIGHT_APP: 'teams/*/*.app.ts' };
  expect((await fleet.synth([], { env })).made).toEqual(['blue', 'red']);
  expect((await fleet.synth(['--changed'], { env })).made).toEqual([]);
  fleet.write('teams/b/red.app.ts', fleetApp('red'));
  expect((await fleet.synth([], { env })).stderr).toContain('two apps of the fleet are called red');
});

const shards = ['--shard=1/3', '--shard=2/3', '--shard=3/3'];

test('shards are parts of a whole run: each system is in one, and one that comes or goes moves no other', async () => {
  fleet = new Fleet(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  const whole = await fleet.synth();
  const before = fleet.contents();
  for (const folder of ['dist', 'charts']) rmSync(fleet.at(folder), { recursive: true });
  const parts: string[][] = [];
  for (const shard of shards) parts.push((await fleet.synth([shard])).made);
  expect(parts.flat().sort()).toEqual(whole.made);
  expect(parts.filter((part) => part.length > 0).length).toBeGreaterThan(1);
  expect(fleet.contents()).toEqual(before);
  expect(await fleet.synth([shards[0]!, '--check'])).toMatchObject({ code: 0 });

  rmSync(fleet.at('systems/c'), { recursive: true });
  fleet.write('systems/h/main.ts', fleetApp('h'));
  expect(await Promise.all(shards.map((shard) => fleet.synth([shard, '--check'])))).toContainEqual(
    expect.objectContaining({ code: 1 }),
  );
  for (const [i, shard] of shards.entries()) {
    const { made: its } = await fleet.synth([shard]);
    expect(its.filter((name) => name !== 'h')).toEqual(parts[i]!.filter((name) => name !== 'c'));
  }
  const joined = fleet.contents();
  expect((await fleet.synth()).stdout).toContain('\n0 files written,');
  expect(fleet.contents()).toEqual(joined);
}, 300_000);

test('shards that were made in several places are joined by a run that makes nothing', async () => {
  fleet = new Fleet(names);
  await fleet.synth();
  const before = fleet.contents();
  const kept = 'node_modules/.cache/chartwright/fleet';
  for (const folder of ['dist', 'charts', kept]) rmSync(fleet.at(folder), { recursive: true });
  for (const shard of shards) {
    await fleet.synth([shard]);
    for (const folder of ['dist', 'charts', kept]) {
      if (!fleet.exists(folder)) continue;
      cpSync(fleet.at(folder), fleet.at(`joined/${folder}`), { recursive: true });
      rmSync(fleet.at(folder), { recursive: true });
    }
  }
  for (const folder of ['dist', 'charts', kept])
    cpSync(fleet.at(`joined/${folder}`), fleet.at(folder), { recursive: true });
  expect((await changed()).length).toBeLessThanOrEqual(1);
  expect(fleet.contents()).toEqual(before);
}, 300_000);

test('shards of one app with several systems are parts of a whole run too', async () => {
  fleet = new Fleet([]);
  const all = ['a', 'b', 'c', 'd', 'e'];
  const app = (charts: readonly string[]) =>
    fleetApp(charts[0]!)
      .replace('../../', './')
      .replace(
        'void run(app);',
        `${charts
          .slice(1)
          .map((name) => `new Chart(app, '${name}');`)
          .join('\n')}\nvoid run(app);`,
      );
  fleet.write('main.ts', app(all));
  await fleet.synth();
  const before = fleet.contents();
  for (const folder of ['dist', 'charts']) rmSync(fleet.at(folder), { recursive: true });
  for (const shard of shards) expect((await fleet.synth([shard])).code).toBe(0);
  expect(fleet.contents()).toEqual(before);
  fleet.write('main.ts', app(['a', 'c', 'e']));
  for (const shard of shards) expect((await fleet.synth([shard])).code).toBe(0);
  const joined = fleet.contents();
  await fleet.synth();
  expect(fleet.contents()).toEqual(joined);
  expect(fleet.exists('dist/b')).toBe(false);
}, 300_000);

test.each(['0/3', '4/3', 'x', '1/0'])('--shard %s is refused', async (shard) => {
  fleet = new Fleet(names);
  expect(await fleet.synth(['--shard', shard])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`--shard ${shard} is not a part of several [usage]`) as unknown as string,
  });
});
