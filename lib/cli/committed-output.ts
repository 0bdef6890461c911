import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readDocuments } from '../check/folder/read-documents';
import { readFolder } from '../check/folder/read-folder';
import type { CheckedObject } from '../check/finding';
import { DefinitionError } from '../values';

/** The objects of an earlier output, by `system/environment`. */
export type EarlierOutput = ReadonlyMap<string, readonly CheckedObject[]>;

/**
 * The output that an upgrade starts from.
 *
 * @param from a folder laid out like `dist/` or with a `dist/` in it, or a commit, branch or tag whose `dist/` is meant
 * @throws DefinitionError when it is neither, or holds no output
 */
export function earlierOutput(from: string): EarlierOutput {
  const isFolder = existsSync(from) && statSync(from).isDirectory();
  const output = isFolder ? outputOfFolder(from) : outputOfCommit(from);
  if (output.size === 0)
    throw refusal(
      `${from} has no output in dist/ to compare with`,
      'Name a commit whose dist/ is committed, or a folder such as dist.',
    );
  return output;
}

function outputOfFolder(folder: string): EarlierOutput {
  const root = existsSync(join(folder, 'dist')) ? join(folder, 'dist') : folder;
  const { inputs, findings } = readFolder(root);
  const broken = findings.filter(({ severity, code }) => severity === 'error' && code !== 'no-manifests');
  if (broken.length > 0)
    throw refusal(`${broken[0]!.file ?? root}: ${broken[0]!.message}`, 'The earlier output must be readable.');
  const objects = inputs.flatMap((input) => input.objects);
  return byEnvironment(
    objects.map((object) => ({ path: join(object.file ?? '').slice(join(root).length + 1), objects: [object] })),
  );
}

function outputOfCommit(ref: string): EarlierOutput {
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], ref).trim();
  const paths = git(['ls-tree', '-r', '-z', '--name-only', commit, '--', 'dist'], ref)
    .split('\0')
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('kustomization.yaml'));
  if (paths.length === 0) return new Map();
  const texts = contents(commit, paths, ref);
  return byEnvironment(
    paths.map((path, i) => ({
      path: path.slice('dist/'.length),
      objects: readDocuments(texts[i]!, `${ref}:${path}`).objects,
    })),
  );
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
    const why = said === '' ? 'it is no folder, and git knows no such commit' : said;
    throw refusal(`"${ref}" cannot be read: ${why}`, 'Name a folder, or a commit, branch or tag of this repository.');
  }
}

/** Objects by the first two folders of their paths: the system and the environment. */
function byEnvironment(
  files: readonly { readonly path: string; readonly objects: readonly CheckedObject[] }[],
): EarlierOutput {
  const found = new Map<string, CheckedObject[]>();
  for (const { path, objects } of files) {
    const [system, environment, file] = path.split(/[\\/]/);
    if (file === undefined) continue;
    const key = `${system}/${environment}`;
    const known = found.get(key);
    if (known) known.push(...objects);
    else found.set(key, [...objects]);
  }
  return found;
}

const refusal = (message: string, remedy: string) =>
  new DefinitionError([{ code: 'no-earlier-output', message, remedy }]);
