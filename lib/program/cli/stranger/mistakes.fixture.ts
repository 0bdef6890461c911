import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The fuzz of mistakes as an app of somebody who has installed the package. */

const cli = join(__dirname, '..');

/** The sources that make the calls, in whose lines the mistakes are. */
const sources = [
  'mutants',
  'public-call',
  'public-calls',
  'public-constructs',
  'public-functions',
  'public-integrations',
  'public-kit',
  'public-methods',
  'public-objects',
  'public-plus',
  'public-secrets',
].map((name) => `${name}.fixture.ts`);

const integrations = 'alembic aws external-secrets keda mongodb monitoring nginx postgresql redis'.split(' ');

/** Where those who have the package find what the calls take from rooms of this repository. No line moves. */
const published = (source: string): string =>
  source
    .replace(/import \* as plus from '.*\/authoring\/cdk8s-plus'/g, "import * as plus from 'chartwright'")
    .replace(/'\.\.\/\.\.\/\.\.\/imports\/(\S+)'/g, "'chartwright/$1'")
    .replace(/'\.\.\/\.\.\/jest'/g, "'chartwright/jest'")
    .replace(/'\.\.\/\.\.\/authoring'/g, "'./authoring'")
    .replace(/'\.\.\/\.\.\/core\/(?:manifest|values)'/g, "'chartwright'");

/** Makes the mistakes in one process, and writes down what a run of `synth` says of each. */
const main = (share: number) => `
import { rmSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { App } from 'cdk8s';
import { run } from 'chartwright';
import { mutantsOf, shareOf } from './calls/mutants.fixture';
import { calls } from './calls/public-calls.fixture';
import { kitCalls, kitVerdict } from './calls/public-kit.fixture';

let said: string[] = [];
console.error = (...texts: unknown[]) => void said.push(texts.map((text) => (text as Error)?.stack ?? String(text)).join(' '));
const kept = globalThis as unknown as { readonly [key: symbol]: any };
const report = () => kept[Symbol.for('chartwright.report')];

/** What the run of an app says, and its exit code. */
async function verdictOf(build: (app: App) => void) {
  said = [];
  const app = new App();
  try {
    build(app);
  } catch (error) {
    return { code: report()(error), text: said.join('\\n') };
  }
  process.exitCode = undefined;
  await run(app, ['synth', '--quiet', '--outdir', 'out']);
  rmSync('out', { recursive: true, force: true });
  kept[Symbol.for('chartwright.runs')].writers.clear();
  return { code: process.exitCode, text: said.join('\\n') };
}

void (async () => {
  // From here on the program has been read, and no run tries it anew with other values.
  await setImmediate();
  const verdicts: Record<string, object> = {};
  for (const [name, call] of Object.entries(calls)) {
    let given: readonly unknown[] = [];
    verdicts[name] = await verdictOf((app) => call.run(app, (all) => (given = all)));
    for (const mutant of shareOf(name, mutantsOf(given), ${share}))
      verdicts[name + ' ' + mutant.name] = await verdictOf((app) => call.run(app, mutant.change));
  }
  const kit: Record<string, object> = {};
  for (const [name, call] of Object.entries(kitCalls)) {
    let given: readonly unknown[] = [];
    kit[name] = await kitVerdict(call, (all) => (given = all));
    for (const mutant of shareOf(name, mutantsOf(given), ${share}))
      kit[name + ' ' + mutant.name] = await kitVerdict(call, mutant.change);
  }
  writeFileSync('verdicts.json', JSON.stringify(verdicts));
  writeFileSync('kit.json', JSON.stringify(kit));
  process.exitCode = 0;
})();
`;

/** The files of the app. */
export const mistakenApp = (share: number): { readonly [path: string]: string } => ({
  'main.ts': main(share),
  'calls/authoring.ts': ['chartwright', ...integrations.map((name) => `chartwright/integrations/${name}`)]
    .reverse()
    .map((name) => `export * from '${name}';\n`)
    .join(''),
  ...Object.fromEntries(sources.map((name) => [`calls/${name}`, published(readFileSync(join(cli, name), 'utf8'))])),
});
