import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { readDocuments } from '../../judging/check/folder/read-documents';
import { readFolder } from '../../judging/check/folder/read-folder';
import type { CheckedObject } from '../../judging/check/finding';
import type { PlacedObject } from '../../judging/diff';
import { phases } from '../../core/manifest';
import { DefinitionError } from '../../core/values';

/** The objects of an earlier output, by `system/environment`. */
export type EarlierOutput = ReadonlyMap<string, readonly PlacedObject[]>;

/**
 * The output that an upgrade starts from.
 *
 * @param from a folder laid out like that of the plain YAML or with one in it, or a commit, branch or tag that has one
 * @param plain the folder of the plain YAML, relative to the working directory
 * @throws DefinitionError when it is neither, or holds no output
 */
export function earlierOutput(from: string, plain = 'dist'): EarlierOutput {
  const isFolder = existsSync(from) && statSync(from).isDirectory();
  // What is above a link is above the folder that it leads to, which the text of a path does not tell.
  const folder = isFolder && from.split(/[\\/]/).includes('..') ? realpathSync.native(from) : from;
  const output = isFolder ? outputOfFolder(folder, plain) : outputOfCommit(from, plain);
  if (output.size === 0)
    throw refusal(
      `${from} has no output in ${plain}/ to compare with: no SYSTEM/ENVIRONMENT/STAGE/*.k8s.yaml`,
      `Name a commit whose ${plain}/ is committed, or a folder such as ${plain}.`,
    );
  return output;
}

function outputOfFolder(folder: string, plain: string): EarlierOutput {
  const inside = join(folder, plain);
  const root = existsSync(inside) ? inside : folder;
  const { inputs, findings } = readFolder(root);
  const belowRoot = (file: string) => relative(resolve(root), resolve(file)).split(sep).join('/');
  const broken = findings.filter(
    ({ code, severity, file }) =>
      (severity === 'error' || code === 'foreign-file') && keyOf(belowRoot(file ?? '')) !== undefined,
  );
  refuseBroken(broken.map(({ file, line, message }) => `${file ?? root}:${line ?? 1}: ${message}`));
  const objects = inputs.flatMap((input) => input.objects);
  return byEnvironment(objects.map((object) => ({ path: belowRoot(object.file ?? ''), objects: [object] })));
}

function outputOfCommit(ref: string, plain: string): EarlierOutput {
  const prefix = plain === '.' ? '' : `${plain}/`;
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], ref).trim();
  const paths = git(['ls-tree', '-r', '-z', '--name-only', commit, '--', plain], ref)
    .split('\0')
    .filter((path) => keyOf(path.slice(prefix.length)) !== undefined);
  if (paths.length === 0) return new Map();
  const texts = contents(commit, paths, ref);
  const read = paths.map((path, i) => ({ path, ...readDocuments(texts[i]!, `${ref}:${path}`) }));
  refuseBroken(
    read.flatMap(({ path, problems }) => problems.map(({ line, message }) => `${ref}:${path}:${line}: ${message}`)),
  );
  return byEnvironment(read.map(({ path, objects }) => ({ path: path.slice(prefix.length), objects })));
}

/** What cannot be read is not gone: each change of it would go unseen, or be taken for a new object. */
function refuseBroken(messages: readonly string[]): void {
  if (messages.length === 0) return;
  const remedy = 'The earlier output must be readable: compare with another one.';
  throw new DefinitionError(messages.map((message) => ({ code: 'unreadable-output', message, remedy })));
}

/** The contents of files in a commit, all in one call. Paths are below the working directory. */
function contents(commit: string, paths: readonly string[], ref: string): string[] {
  const answer = execGit(['cat-file', '--batch'], ref, paths.map((path) => `${commit}:./${path}\n`).join(''));
  let offset = 0;
  return paths.map(() => {
    const end = answer.indexOf('\n', offset);
    const size = Number(answer.subarray(offset, end).toString('utf8').split(' ')[2]);
    offset = end + 1 + size + 1;
    return answer.subarray(end + 1, end + 1 + size).toString('utf8');
  });
}

const git = (args: readonly string[], ref: string): string => execGit(args, ref).toString('utf8');

function execGit(args: readonly string[], ref: string, input = ''): Buffer {
  try {
    return execFileSync('git', args, { input, maxBuffer: 2 ** 30, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? '').trim();
    const why = said === '' ? 'it is not a folder, and git knows no such commit' : said;
    throw refusal(`"${ref}" cannot be read: ${why}`, 'Name a folder, or a commit, branch or tag of this repository.');
  }
}

/** Objects by the first two folders of their paths: the system and the environment. */
function byEnvironment(
  files: readonly { readonly path: string; readonly objects: readonly CheckedObject[] }[],
): EarlierOutput {
  const found = new Map<string, PlacedObject[]>();
  for (const { path, objects } of files) {
    const key = keyOf(path);
    if (key === undefined) continue;
    const below = path.slice(key.length + 1);
    found.set(key, [...(found.get(key) ?? []), ...objects.map((object) => ({ ...object, path: below }))]);
  }
  return found;
}

/** A folder of a stage: `40-workload`. */
const stage = new RegExp(`^\\d{2,}-(${Object.keys(phases).join('|')})$`);

/**
 * The system and environment that a file is of; undefined for files that no output has. Between environment and file is the folder of the
 * stage; former versions had none.
 */
function keyOf(path: string): string | undefined {
  const [system, environment, ...below] = path.split('/');
  const file = below.at(-1);
  if (file === undefined || file === '.k8s.yaml' || !file.endsWith('.k8s.yaml')) return undefined;
  // Of SYSTEM/ENVIRONMENT/STAGE/FILE without the system, the stage is no environment.
  const isOutput = below.length === 1 ? !stage.test(environment!) : below.length === 2 && stage.test(below[0]!);
  return isOutput ? `${system}/${environment}` : undefined;
}

const refusal = (message: string, remedy: string) =>
  new DefinitionError([{ code: 'no-earlier-output', message, remedy }]);
