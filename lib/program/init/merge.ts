import type { Problem } from '../../core/values';
import type { PackageJson } from './template/settings';

/** A file that was there with what a project needs of it, and what a user should know. */
export interface Merged {
  readonly text: string;
  readonly notes: readonly string[];
}

/** What is known of a folder beside its `package.json`. */
export interface Beside {
  /** The names of what is in the folder. */
  readonly files: readonly string[];
}

/** The sections of a `package.json` in which a package may stand. */
const sections = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** What `npm init` writes where there are no tests. */
const isNoTest = (script: unknown) => typeof script === 'string' && script.includes('no test specified');

/** Settings of tools that may stand in a file of their own. */
const ownFiles = { jest: /^jest\.config\./, prettier: /^(\.prettierrc|prettier\.config\.)/ } as const;

/**
 * A `package.json` that was there, with the scripts, packages and settings that it lacks. What it has stays as it is.
 *
 * @param own what a new project has
 */
export function mergePackage(text: string, own: PackageJson, { files }: Beside): Merged {
  const theirs = mapOf(JSON.parse(withoutMark(text)));
  const notes: string[] = [];
  const merged: Record<string, unknown> = { ...theirs };

  const scripts: Record<string, unknown> = { ...mapOf(theirs['scripts']) };
  for (const [name, script] of Object.entries(mapOf(own['scripts']))) {
    if (scripts[name] === undefined || isNoTest(scripts[name])) scripts[name] = script;
    else if (scripts[name] !== script)
      notes.push(`package.json keeps its script "${name}"; that of a new project is: ${String(script)}`);
  }
  merged['scripts'] = scripts;

  const known = new Set(sections.flatMap((section) => Object.keys(mapOf(theirs[section]))));
  for (const section of ['dependencies', 'devDependencies'] as const) {
    const missing = Object.entries(mapOf(own[section])).filter(([name]) => !known.has(name));
    if (missing.length > 0) merged[section] = sorted({ ...mapOf(theirs[section]), ...Object.fromEntries(missing) });
  }

  for (const [tool, isOwnFile] of Object.entries(ownFiles)) {
    const file = files.find((name) => isOwnFile.test(name));
    if (file === undefined && theirs[tool] === undefined) merged[tool] = own[tool];
    else if (JSON.stringify(theirs[tool]) !== JSON.stringify(own[tool]))
      notes.push(
        `${file ?? 'package.json'} keeps its settings of ${tool}; those of a new project are: ${JSON.stringify(own[tool])}`,
      );
  }
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return { text: `${JSON.stringify(merged, null, indent)}\n`, notes };
}

/**
 * What keeps a `package.json` from being added to.
 *
 * @param type the type of module that was asked for; undefined where nobody did
 */
export function packageProblem(text: string, type: string | undefined): Omit<Problem, 'code'> | undefined {
  const where = 'package.json';
  let theirs: unknown;
  try {
    theirs = JSON.parse(withoutMark(text));
  } catch (error) {
    const message = `it is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { where, message, remedy: 'Mend it, or choose another folder: chartwright init DIR.' };
  }
  if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) {
    return {
      where,
      message: 'it is not an object',
      remedy: 'Mend it, or choose another folder: chartwright init DIR.',
    };
  }
  const broken = ['scripts', ...sections].find((key) => {
    const value = mapOf(theirs)[key];
    return value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value));
  });
  if (broken !== undefined) return { where, message: `its "${broken}" is not an object`, remedy: 'Mend it.' };
  const own = mapOf(theirs)['type'] ?? 'commonjs';
  if (type === undefined || own === type) return undefined;
  const message = `its modules are of the type ${String(own)}, and not ${type}, as was asked for`;
  return { where, message, remedy: `Leave out --type, or set "type": "${type}" in package.json.` };
}

const mapOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const sorted = (map: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

/** An editor of Windows may begin a file with a mark of its encoding. */
const withoutMark = (text: string) => text.replace(/^\ufeff/, '');

/** A `.gitignore` with the lines that it lacks; undefined where it lacks none. */
export function mergeIgnored(text: string, own: readonly string[]): string | undefined {
  const plain = (line: string) => line.trim().replace(/^\/|\/$/g, '');
  const known = new Set(text.split('\n').map(plain));
  const missing = own.filter((line) => !line.startsWith('#') && !known.has(plain(line)));
  if (missing.length === 0) return undefined;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`;
}
