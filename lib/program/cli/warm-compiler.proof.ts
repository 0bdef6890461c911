import { afterAll, expect, test } from '@jest/globals';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandLine, Project, removeProjects } from './project.fixture';

afterAll(removeProjects);

const cli = (name: string) => JSON.stringify(pathToFileURL(join(dirname(commandLine()), name)).href);

/** Compiles the app after each of some changes, by the compiler that stays and by one that starts, and prints what is not alike. */
const compare = (changes: readonly { readonly [file: string]: string }[]) => `
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WarmCompiler } from ${cli('warm-compiler.mjs')};
mkdirSync('node_modules/.cache/chartwright', { recursive: true });
const stem = realpathSync('node_modules/.cache/chartwright') + '/app-cold-' + process.pid;
const app = resolve('main.ts');
const compiler = new WarmCompiler(app);
const said = [];
for (const files of ${JSON.stringify(changes)}) {
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  const warm = await compiler.compile(process.pid);
  const cold = JSON.parse(spawnSync(process.execPath, ['cold.mjs', stem], { encoding: 'utf8' }).stdout);
  const inputs = (file) => JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).inputs);
  said.push(
    warm === undefined
      ? cold.format === 'cjs' ? 'only a compiler that starts' : 'left to the run'
      : readFileSync(warm.file, 'utf8') === readFileSync(cold.file, 'utf8') && inputs(warm.inputs) === inputs(stem + '.json')
        ? 'alike' : 'not alike',
  );
}
await compiler.forget();
console.log(JSON.stringify(said));
`;

/** Compiles it once. */
const compileOnce = `
import { resolve } from 'node:path';
import { bundle } from ${cli('bundle.mjs')};
const stem = process.argv[2];
console.log(JSON.stringify(await bundle(resolve('main.ts'), stem, 'cjs', stem + '.json').catch(() => ({}))));
`;

test('a compiler that stays makes of each change what one that starts does, and leaves to it what does not compile', async () => {
  const project = new Project("import { one } from './more';\nconsole.log(one);\n");
  project.write('package.json', '{ "private": true }');
  const changes: readonly { readonly [file: string]: string }[] = [
    { 'more.ts': 'export const one = 1;\n' },
    { 'more.ts': 'export const one: number = 2;\n' },
    { 'more.ts': 'export const one = (' },
    { 'more.ts': "import { readFileSync } from 'node:fs';\nexport const one = readFileSync(__dirname + '/x');\n" },
    { 'more.ts': "import two from 'two';\nexport const one = two;\n", 'two.ts': 'export default 2;\n' },
    { 'tsconfig.json': '{ "compilerOptions": { "paths": { "two": ["./two.ts"] } } }' },
    { 'main.ts': 'export {};\nconsole.log(await Promise.resolve(1));\n' },
    { 'main.ts': 'console.log(import.meta.url);\n' },
  ];
  project.write('cold.mjs', compileOnce);
  project.write('compare.mjs', compare(changes));
  const { code, stdout, stderr } = await project.run([process.execPath, 'compare.mjs']);
  expect({ code, said: JSON.parse(stdout || JSON.stringify(stderr)) as unknown }).toEqual({
    code: 0,
    said: ['alike', 'alike', 'left to the run', 'alike', 'alike', 'alike', 'left to the run', 'alike'],
  });
});
