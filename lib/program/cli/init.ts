import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { App } from 'cdk8s';
import { DefinitionError, type Problem } from '../../core/values';
import {
  answerProblem,
  answersOf,
  commandsOf,
  gitIgnore,
  guesses,
  inTheWay,
  mergeIgnored,
  mergePackage,
  ownSource,
  packageOf,
  packageProblem,
  projectFiles,
  versionOfRunner,
  writeProject,
  type Answers,
  type Surroundings,
  type Written,
} from '../init';
import { readArguments } from './arguments';
import { print } from './print';

/** What is asked at a terminal; the rest is guessed. */
const questions: { readonly [key in keyof Written]?: string } = {
  name: 'Name of the system',
  image: 'Image that it runs',
  port: 'Port on which the web service listens',
  environments: 'Environments, with commas between them',
};

/**
 * `init [DIR] [--name NAME] [--image IMAGE] [--port PORT] [--environments a,b] [--package-manager npm|pnpm|yarn] [--type module|commonjs]
 * [--esm] [--yes]`: writes a small project. What no flag says is asked where somebody is at a terminal, and guessed otherwise. Nothing
 * of the user's is overwritten; a `package.json` and a `.gitignore` are added to.
 */
export async function init(_app: App, args: readonly string[]): Promise<number> {
  const { values: options, positionals } = readArguments(args, {
    name: { type: 'string' },
    image: { type: 'string' },
    port: { type: 'string' },
    environments: { type: 'string' },
    'package-manager': { type: 'string' },
    type: { type: 'string' },
    esm: { type: 'boolean', default: false },
    yes: { type: 'boolean', short: 'y', default: false },
  });
  const { yes, esm, ...given } = options;
  const [shown = '.', ...others] = positionals;
  if (others.length > 0)
    throw refusal('usage', 'init makes one project', `Name one folder: chartwright init ${shown}.`);
  if (esm && given.type !== undefined && given.type !== 'module')
    throw refusal('usage', `--esm is --type module, and --type ${given.type} says otherwise`, 'Leave one of them out.');
  const asked: Partial<Written> = { ...given, ...(esm && { type: 'module' }) };

  const folder = resolve(shown);
  const there = contentsOf(folder);
  const problem = there.packageText === undefined ? undefined : packageProblem(there.packageText, asked.type);
  if (problem) throw new DefinitionError([{ code: 'package-json', ...problem }]);
  const seen = surroundings(folder, there);
  const guessed = guesses(seen);
  refuseWrong(asked);
  refuseInTheWay(folder, answersIn({ ...guessed, ...asked }, seen), there.files);
  const isAsked = !yes && process.stdin.isTTY;
  const written = { ...guessed, ...asked, ...(isAsked ? await ask(guessed, asked) : {}) };
  const answers = answersIn(written, seen);
  refuseInTheWay(folder, answers, there.files);

  const { files, notes } = filesFor(answers, there, folder);
  const paths = writeProject(folder, files);
  report(answers, shown, paths, [...(isAsked ? [] : guessNote(guessed, asked)), ...notes]);
  return 0;
}

interface Contents {
  readonly files: readonly string[];
  readonly packageText?: string;
  readonly ignored?: string;
}

/** What is in a folder; nothing where there is none. */
function contentsOf(folder: string): Contents {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) return { files: [] };
  if (!stat.isDirectory()) throw refusal('usage', `${folder} is a file`, 'Name a folder: chartwright init DIR.');
  const [packageText, ignored] = ['package.json', '.gitignore'].map((name) => readFile(join(folder, name)));
  return {
    files: readdirSync(folder),
    ...(packageText !== undefined && { packageText }),
    ...(ignored !== undefined && { ignored }),
  };
}

function surroundings(folder: string, { files, packageText }: Contents): Surroundings {
  const dockerfile = readFile(join(folder, 'Dockerfile'));
  const gitConfig = readFile(join(folder, '.git/config'));
  const userAgent = process.env['npm_config_user_agent'];
  return {
    folder: basename(folder),
    files,
    ...(packageText !== undefined && {
      packageJson: JSON.parse(packageText.replace(/^\ufeff/, '')) as {
        readonly name?: unknown;
        readonly type?: unknown;
      },
    }),
    ...(dockerfile !== undefined && { dockerfile }),
    ...(gitConfig !== undefined && { gitConfig }),
    ...(userAgent !== undefined && { userAgent }),
  };
}

const readFile = (path: string): string | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, 'utf8') : undefined;

const answersIn = (written: Written, { userAgent }: Surroundings): Answers =>
  answersOf(written, versionOfRunner(written['package-manager'], userAgent));

/** @throws DefinitionError with every flag whose value cannot be */
function refuseWrong(asked: Partial<Written>): void {
  const problems = (Object.entries(asked) as [keyof Written, string | undefined][]).flatMap(
    ([key, text]): Problem[] => {
      const problem = text === undefined ? undefined : answerProblem(key, text);
      return problem ? [{ code: 'usage', where: `--${key}`, ...problem }] : [];
    },
  );
  if (problems.length > 0) throw new DefinitionError(problems);
}

/** @throws DefinitionError with every file of the user that a file of the project would take the place of */
function refuseInTheWay(folder: string, answers: Answers, files: readonly string[]): void {
  // ESLint would read the first of these, and not ours.
  const settings = files.filter((name) => /^eslint\.config\.(js|cjs)$/.test(name));
  const found = [...inTheWay(folder, projectFiles(answers)), ...settings].sort();
  if (found.length === 0) return;
  const remedy = 'Move them away, or choose another folder: chartwright init DIR. Nothing of yours is overwritten.';
  throw new DefinitionError(
    found.map((path, i) => ({
      code: 'in-the-way',
      where: relative('.', join(folder, path)),
      message: 'it is there already',
      ...(i === found.length - 1 && { remedy }),
    })),
  );
}

function filesFor(answers: Answers, { files, packageText, ignored }: Contents, folder: string) {
  const made = new Map(projectFiles(answers));
  const changed = new Map<string, string>();
  const notes: string[] = [];
  const own = packageOf(answers, ownSource(__dirname, folder));
  if (packageText === undefined) made.set('package.json', packageTextOf(own));
  else {
    const merged = mergePackage(packageText, own, { files });
    if (merged.text !== packageText) changed.set('package.json', merged.text);
    notes.push(...merged.notes);
  }
  if (ignored === undefined) made.set('.gitignore', `${gitIgnore.join('\n')}\n`);
  else {
    const merged = mergeIgnored(ignored, gitIgnore);
    if (merged !== undefined) changed.set('.gitignore', merged);
  }
  return { files: { made, changed }, notes };
}

/** What nobody has said, where nobody was asked. */
function guessNote(guessed: Written, asked: Partial<Written>): string[] {
  const said = (Object.entries(guessed) as [keyof Written, string][]).filter(([key]) => asked[key] === undefined);
  if (said.length === 0) return [];
  return [`guessed: ${said.map(([key, text]) => `--${key} ${text}`).join(' ')}`];
}

const packageTextOf = (own: ReturnType<typeof packageOf>) => `${JSON.stringify(own, null, 2)}\n`;

/** Asks at the terminal what no flag has said, until each answer can be; an empty one means the guess. */
async function ask(guessed: Written, asked: Partial<Written>): Promise<Partial<Written>> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<never>((_, reject) => {
    terminal.once('close', () => reject(refusal('cancelled', 'nobody answered', 'With --yes nothing is asked.')));
  });
  ended.catch(() => undefined);
  const answers: Partial<Record<keyof Written, string>> = {};
  try {
    for (const [key, question] of Object.entries(questions) as [keyof Written, string][]) {
      while (asked[key] === undefined && answers[key] === undefined) {
        const answer = (await Promise.race([terminal.question(`${question} (${guessed[key]}): `), ended])).trim();
        const text = answer === '' ? guessed[key] : answer;
        const problem = answerProblem(key, text);
        if (problem) console.error(`  ${problem.message}. ${problem.remedy ?? ''}`);
        else answers[key] = text;
      }
    }
  } finally {
    terminal.close();
  }
  return answers;
}

function report({ name, packageManager }: Answers, shown: string, paths: readonly string[], notes: readonly string[]) {
  const { install, run } = commandsOf(packageManager);
  for (const path of paths) print(`  ${path}\n`);
  for (const note of notes) print(`${note}\n`);
  const steps = [install, ...['synth', 'test', 'verify'].map(run)];
  if (resolve(shown) !== process.cwd()) steps.unshift(`cd ${/^[-\w./]+$/.test(shown) ? shown : `'${shown}'`}`);
  print(`${name}: ${paths.length} files written. Next, and README.md says what then:\n`);
  for (const step of steps) print(`  ${step}\n`);
}

const refusal = (code: string, message: string, remedy: string) => new DefinitionError([{ code, message, remedy }]);
