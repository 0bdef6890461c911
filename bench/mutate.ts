/*
 * Do the tests notice? Draws small mutations of sources and tries each against the unit tests that the source concerns:
 *
 *     npm run mutate -- --seed 7 --count 10 lib/printing/trees lib/core/values
 *
 * A survivor is either a change of nothing that matters, or a test that is missing.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { transformSync } from 'esbuild';
import { MutantCopy, type Outcome } from './mutant-copy';
import { drawn, mutated, mutationsOf, type Mutation } from './mutations';

interface Place {
  readonly file: string;
  readonly source: string;
  readonly mutation: Mutation;
}

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    count: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '120' },
    command: { type: 'string' },
  },
});
if (folders.length === 0)
  throw new Error('name the folders or files: npm run mutate -- --seed 7 --count 10 lib/printing/trees');

const jest = ['npx', 'jest', '--ci', '--bail', '--passWithNoTests'];

/** What is run for sources until something fails: the tests beside them, which mostly notice, then all that they concern. */
function commands(files: readonly string[]): (readonly string[])[] {
  if (options.command !== undefined) return [[...options.command.split(' '), ...files]];
  const folders = new Set(files.map((file) => `${dirname(file)}/`));
  return [
    [...jest, ...folders, '--selectProjects', 'unit'],
    [...jest, '--selectProjects', 'unit', '--findRelatedTests', ...files],
  ];
}

/** What comes of the commands for sources: whether all succeeded. */
async function outcomeOf(copy: MutantCopy, files: readonly string[], seconds: number): Promise<Outcome> {
  for (const command of commands(files)) {
    const outcome = await copy.run(command, seconds);
    if (outcome !== 'succeeded') return outcome;
  }
  return 'succeeded';
}

/** The sources at or below a path: no tests, no fixtures, no declarations of types. */
const sourcesIn = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => sourcesIn(`${path.replace(/\/$/, '')}/${name}`))
    : /\.ts$/.test(path) && !/\.(test|proof|sweep|fixture|types|d)\.ts$/.test(path)
      ? [path]
      : [];

const compiled = (source: string) =>
  transformSync(source, { loader: 'ts', minifySyntax: true, logLevel: 'silent' }).code;

/** Whether a mutant is a program, and another than the original. */
function isWorthTrying({ source, mutation }: Place): boolean {
  try {
    return compiled(mutated(source, mutation)) !== compiled(source);
  } catch {
    return false;
  }
}

/** The first places of an order that are worth trying, and how many were passed over. */
function worthTrying(order: readonly Place[], count: number): { readonly tried: Place[]; readonly passed: number } {
  const tried: Place[] = [];
  let seen = 0;
  for (; seen < order.length && tried.length < count; seen++) if (isWorthTrying(order[seen]!)) tried.push(order[seen]!);
  return { tried, passed: seen - tried.length };
}

/** The lines that a mutation touches, before and after, each as one line. */
function changeOf({ source, mutation: { start, end, replacement } }: Place): string {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const to = source.indexOf('\n', end) < 0 ? source.length : source.indexOf('\n', end);
  const shown = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 160);
  const after = source.slice(from, start) + replacement + source.slice(end, to);
  return `      - ${shown(source.slice(from, to))}\n      + ${shown(after)}`;
}

const lineOf = ({ source, mutation }: Place) => source.slice(0, mutation.start).split('\n').length;

async function main(): Promise<void> {
  const count = Number(options.count);
  const seconds = Number(options.seconds);
  console.log(`seed ${options.seed}`);
  const copy = new MutantCopy(process.cwd());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      copy.remove();
      process.exit(130);
    });
  const totals = new Map<string, number>();
  try {
    for (const folder of folders) {
      const places = sourcesIn(folder).flatMap((file) => {
        const source = readFileSync(file, 'utf8');
        return mutationsOf(source).map((mutation): Place => ({ file, source, mutation }));
      });
      const { tried, passed } = worthTrying(drawn(places, Number(options.seed), folder), count);
      console.log(
        `\n${folder}: ${tried.length} of ${places.length} places (${passed} do not compile or change nothing)`,
      );
      const files = [...new Set(tried.map(({ file }) => file))];
      const began = performance.now();
      if ((await outcomeOf(copy, files, 15 * seconds)) !== 'succeeded')
        throw new Error(
          `fails without a mutation: ${commands(files)
            .map((each) => each.join(' '))
            .join(' && ')}`,
        );
      // On a busy machine the tests themselves may take longer than a mutant may.
      const limit = Math.max(seconds, (2 * (performance.now() - began)) / 1000);
      for (const place of tried) {
        const { file, source, mutation } = place;
        writeFileSync(join(copy.folder, file), mutated(source, mutation));
        const outcome = await outcomeOf(copy, [file], limit);
        writeFileSync(join(copy.folder, file), source);
        const verdict = { succeeded: 'SURVIVED', failed: 'killed', 'timed out': 'timed out' }[outcome];
        totals.set(verdict, (totals.get(verdict) ?? 0) + 1);
        console.log(`  ${verdict}  ${file}:${lineOf(place)}  ${mutation.kind}\n${changeOf(place)}`);
      }
    }
  } finally {
    copy.remove();
  }
  console.log(`\n${[...totals].map(([verdict, times]) => `${times} ${verdict}`).join(', ')}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
