import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

afterAll(removeProjects);

/** Writes down the processes that are the command's own children at the moment of its exit. */
const witness = `
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
process.on('exit', () => {
  const children = readdirSync('/proc').filter((pid) => /^\\d+$/.test(pid)).flatMap((pid) => {
    try {
      const [, name, parent] = /^\\d+ \\((.*)\\) \\S+ (\\d+)/s.exec(readFileSync('/proc/' + pid + '/stat', 'utf8'));
      return Number(parent) === process.pid ? [name] : [];
    } catch {
      return []; // It has ended in the meantime.
    }
  });
  writeFileSync('children.json', JSON.stringify(children));
});
`;

test.each<[string, string, number]>([
  ['works', shop(), 0],
  ['is refused', shop({ local: `{ host: '' }` }), 1],
  ['does not compile', 'not TypeScript', 1],
  ['says where it lies', `console.error(__dirname);\n${shop()}`, 0],
])('a command that %s leaves no process behind when it ends', async (_, main, expected) => {
  const project = new Project(main);
  project.write('witness.cjs', witness);
  const env = { NODE_OPTIONS: `--require ${project.at('witness.cjs')}` };

  const { code } = await project.chartwright(['synth', '--quiet'], { env });

  expect([code, JSON.parse(project.read('children.json'))]).toEqual([expected, []]);
});

test('the program is committed with its run bit, so that installing does not change the checkout', () => {
  const repository = join(__dirname, '../../..');
  const listed = execFileSync('git', ['ls-files', '--stage', 'lib/program/cli/chartwright.mjs'], { cwd: repository });
  expect(listed.toString()).toMatch(/^100755 /);
});
