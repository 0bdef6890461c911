import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { DefinitionError, type Problem } from '../../core/values';
import { answerOf, type ToolName } from './tool-answer';
import { everyInstalledPackage, installedPackages, isToolPackage, toolOf, type Tool } from './tools';

/** A program that was found, and who named it. */
export interface FoundTool extends Tool {
  /** `--helm`, `$HELM`, `PATH`, or the npm package that carries it. */
  readonly by: string;
}

/** Where to look for a program. */
export interface ToolSearch {
  /** What the user has named: paths, names on the PATH, or npm packages that carry the program. @default none */
  readonly given?: readonly string[];
  /** @default those of this process */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** The folder of the user, at or above which npm packages may be installed. @default the working directory */
  readonly from?: string;
  /** @default that of this process */
  readonly platform?: NodeJS.Platform;
  /** Told of a program on the PATH that does not fit, where another one takes its place. @default nobody */
  readonly tell?: (line: string) => void;
}

interface Wanted {
  readonly title: string;
  readonly flag: string;
  readonly variable: string;
  readonly page: string;
  /** What is wrong with a version. */
  readonly refuses: (major: number, minor: number) => string | undefined;
}

const wanted: Readonly<Record<ToolName, Wanted>> = {
  helm: {
    title: 'Helm',
    flag: '--helm',
    variable: 'HELM',
    page: 'https://helm.sh/docs/intro/install/',
    // Of 3.8 are `helm template` as it is today and OCI registries.
    refuses: (major, minor) => (major < 3 || (major === 3 && minor < 8) ? '3.8 or newer is needed' : undefined),
  },
  kubectl: {
    title: 'kubectl',
    flag: '--kubectl',
    variable: 'KUBECTL',
    page: 'https://kubernetes.io/docs/tasks/tools/',
    // Of 1.28 is the oldest that ours is tried with; server-side apply is of 1.22.
    refuses: (major, minor) => (major === 1 && minor < 22 ? '1.22 or newer is needed' : undefined),
  },
};

/**
 * The Helms to ask: those that the user has named, or else those of `$HELM` (several as in `$PATH`), the `helm` on the PATH, or those of the
 * npm packages that are installed.
 *
 * @throws DefinitionError where one that was named does not fit, with the reason, or where there is none, with what to install
 */
export const findHelms = (search: ToolSearch = {}): FoundTool[] => findTools('helm', search);

/** The kubectl to run, looked for as Helm is: `$KUBECTL`, the PATH, the newest of the npm packages. */
export const findKubectl = (search: ToolSearch = {}): FoundTool => findTools('kubectl', search).at(-1)!;

/**
 * Those that the user has named and those of all npm packages that carry a Helm and are installed, each version once.
 *
 * @throws DefinitionError as `findHelms` does
 */
export function findEveryHelm(search: ToolSearch = {}): FoundTool[] {
  const { given = [], from = process.cwd() } = search;
  const all = [...given, ...everyInstalledPackage(from)];
  const found = findHelms(all.length > 0 ? { ...search, given: all } : search);
  return [...new Map(found.map((tool) => [tool.version, tool])).values()];
}

function findTools(tool: ToolName, search: ToolSearch): FoundTool[] {
  const { given = [], env = process.env, from = process.cwd(), tell } = search;
  const { flag, variable } = wanted[tool];
  if (given.length > 0) return named(tool, given, flag, search);
  const ofVariable = (env[variable] ?? '').split(delimiter).filter((name) => name !== '');
  if (ofVariable.length > 0) return named(tool, ofVariable, `$${variable}`, search);

  const onPath = firstOnPath(tool, search);
  const fit = onPath === undefined ? undefined : judge(tool, onPath);
  if (fit && 'tool' in fit) return [{ ...fit.tool, by: 'PATH' }];
  const packages = installedPackages(from);
  if (packages.length === 0) throw new DefinitionError([fit ? unfit(tool, fit.reason, 'on the PATH') : nowhere(tool)]);
  if (fit) tell?.(`Warning: the ${tool} on the PATH is not asked: ${fit.reason}`);
  return packages.map((name) => ofPackage(tool, name, from));
}

/** What the user has named, each program once. */
function named(tool: ToolName, names: readonly string[], by: string, search: ToolSearch): FoundTool[] {
  const { from = process.cwd() } = search;
  const problems: Problem[] = [];
  const found = new Map<string, FoundTool>();
  for (const name of names) {
    if (isToolPackage(name)) {
      const carried = ofPackage(tool, name, from);
      found.set(carried.path, carried);
      continue;
    }
    const located = locate(tool, name, search);
    const fit = 'path' in located ? judge(tool, located.path) : located;
    if ('tool' in fit) found.set(fit.tool.path, { ...fit.tool, by });
    else problems.push(unfit(tool, fit.reason, by, 'remedy' in fit ? fit.remedy : undefined));
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return [...found.values()];
}

interface Refused {
  readonly reason: string;
  readonly remedy?: string;
}

/** The file that a name means: with a slash a path, else a program on the PATH. */
function locate(tool: ToolName, name: string, search: ToolSearch): { readonly path: string } | Refused {
  const { from = process.cwd(), platform = process.platform } = search;
  if (platform !== 'win32' && /^[A-Za-z]:[\\/]|\\/.test(name)) {
    const remedy = `Name it as this system does; in WSL ${windowsDrive(name)}, or better a ${tool} for Linux.`;
    return { reason: `${name} is a path of Windows`, remedy };
  }
  if (!(platform === 'win32' ? /[\\/]/ : /\//).test(name)) {
    const path = firstOnPath(name, search);
    return path === undefined ? { reason: `there is no ${name} on the PATH` } : { path };
  }
  // A shell leaves the tilde of --helm=~/bin/helm as it is.
  const path = resolve(from, name.replace(/^~(?=\/)/, homedir()));
  const kind = kindOf(path) ?? (platform === 'win32' ? kindOf(`${path}.exe`) : undefined);
  if (kind === undefined) return { reason: `there is no file ${path}` };
  if (kind === 'folder') {
    const inside = join(path, platform === 'win32' ? `${tool}.exe` : tool);
    const remedy = kindOf(inside) === 'program' ? `Name the program in it: ${inside}.` : 'Name the program itself.';
    return { reason: `${path} is a folder`, remedy };
  }
  if (kind === 'file')
    return { reason: `${path} may not be executed`, remedy: `If it is the program: chmod +x ${path}` };
  return { path: kindOf(path) === undefined ? `${path}.exe` : path };
}

const windowsDrive = (name: string) =>
  name.replace(/^([A-Za-z]):/, (_, drive: string) => `/mnt/${drive.toLowerCase()}`).replaceAll('\\', '/');

/** The program of a name that a shell would start. */
function firstOnPath(name: string, { env = process.env, platform = process.platform }: ToolSearch): string | undefined {
  // On Windows the name of the variable is `Path`, in environments that are not the process's own.
  const list = env['PATH'] ?? env['Path'] ?? '';
  // Only these start without a shell.
  const endings = platform === 'win32' && !/\.(exe|com)$/i.test(name) ? ['.exe', '.com'] : [''];
  for (const folder of list.split(delimiter).filter((each) => each !== '')) {
    for (const ending of endings) {
      const path = join(folder, `${name}${ending}`);
      if (kindOf(path) === 'program') return path;
    }
  }
  return undefined;
}

/** What lies at a path; undefined where nothing does. */
function kindOf(path: string): 'folder' | 'file' | 'program' | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (found.isDirectory()) return 'folder';
  try {
    accessSync(path, constants.X_OK);
    return 'program';
  } catch {
    return 'file';
  }
}

/** A program that fits, or why it does not. */
function judge(tool: ToolName, path: string): { readonly tool: Tool } | Refused {
  const answer = answerOf(tool, path);
  if ('refused' in answer) return { reason: `${path} ${answer.refused}` };
  const { version } = answer;
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const refusal = wanted[tool].refuses(major, minor);
  if (refusal) return { reason: `${path} is ${wanted[tool].title} ${version}, and ${refusal}` };
  return { tool: { version, path } };
}

function ofPackage(tool: ToolName, name: string, from: string): FoundTool {
  try {
    return { ...toolOf(tool, name, from), by: name };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DefinitionError([unfit(tool, error.message.replace(/\.$/, ''), name)]);
  }
}

/** What to do where there is no such program, in one line. */
const howToInstall = ({ title, page, flag, variable }: Wanted, isHelm: boolean) =>
  `Install ${title}${isHelm ? ' 3.8 or newer' : ''} (${page}), or name one that is elsewhere: ${flag} PATH or $${variable}.`;

const nowhere = (tool: ToolName): Problem => ({
  code: `no-${tool}`,
  message: `there is no ${tool} on the PATH`,
  remedy: howToInstall(wanted[tool], tool === 'helm'),
});

const unfit = (tool: ToolName, reason: string, by: string, remedy?: string): Problem => ({
  code: `no-${tool}`,
  where: by,
  message: reason,
  remedy: remedy ?? howToInstall(wanted[tool], tool === 'helm'),
});
