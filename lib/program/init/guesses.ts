import { nameFrom } from './names';
import { moduleTypes, packageManagers, type Written } from './answers';

/** What can be seen of a folder and of who runs the command; all that a guess is made of. */
export interface Surroundings {
  /** The name of the folder that the project goes to. */
  readonly folder: string;
  /** What is in its `package.json`. @default there is none */
  readonly packageJson?: { readonly name?: unknown; readonly type?: unknown };
  /** The text of a `Dockerfile` in it. @default there is none */
  readonly dockerfile?: string;
  /** The text of `.git/config`. @default it is not in Git */
  readonly gitConfig?: string;
  /** The names of what is in the folder. @default none */
  readonly files?: readonly string[];
  /** How a package manager that runs the command calls itself, `npm_config_user_agent`. @default nobody does */
  readonly userAgent?: string;
}

/** An image that runs anywhere, also with a read-only file system and as any user, and listens on 8080. */
const runnable = 'nginxinc/nginx-unprivileged:1.27.3';

/** What a user who is asked nothing means. */
export function guesses(seen: Surroundings): Written {
  const ofPackage = typeof seen.packageJson?.name === 'string' ? seen.packageJson.name.replace(/^@[^/]*\//, '') : '';
  const name = nameFrom(ofPackage) ?? nameFrom(seen.folder) ?? 'shop';
  return {
    name,
    image: imageFrom(seen),
    port: portFrom(seen.dockerfile) ?? '8080',
    environments: 'local,production',
    'package-manager': managerFrom(seen),
    type: typeFrom(seen),
  };
}

/** Where a repository has a Dockerfile, its image is in the registry of GitHub or GitLab, if it is there. */
function imageFrom({ dockerfile, gitConfig = '' }: Surroundings): string {
  if (dockerfile === undefined) return runnable;
  const [, host, path] = /url\s*=\s*\S*?(github\.com|gitlab\.com)[:/](\S+?)(?:\.git)?\s*$/m.exec(gitConfig) ?? [];
  if (host === undefined || path === undefined) return runnable;
  const image = `${host === 'github.com' ? 'ghcr.io' : 'registry.gitlab.com'}/${path.toLowerCase()}`;
  return /^[a-z0-9][-a-z0-9._/]*$/.test(image) ? `${image}:0.1.0` : runnable;
}

/** The last port that a Dockerfile names. */
function portFrom(dockerfile = ''): string | undefined {
  const ports = [...dockerfile.matchAll(/^\s*EXPOSE\s+(\d+)/gim)].map(([, port]) => port!);
  return ports.findLast((port) => Number(port) >= 1 && Number(port) <= 65535);
}

const locks: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
};

function managerFrom({ files = [], userAgent = '' }: Surroundings): string {
  const locked = files.map((file) => locks[file]).find((manager) => manager !== undefined);
  const [, runner] = /^([a-z]+)\//.exec(userAgent) ?? [];
  return locked ?? packageManagers.find((name) => name === runner) ?? 'npm';
}

/** The version of a package manager, where it is the one that runs the command. */
export function versionOfRunner(manager: string, userAgent = ''): string | undefined {
  const [, runner, version] = /^([a-z]+)\/(\d+\.\d+\.\d+\S*)/.exec(userAgent) ?? [];
  return runner === manager ? version : undefined;
}

function typeFrom({ packageJson }: Surroundings): string {
  if (packageJson === undefined) return 'module';
  return moduleTypes.find((type) => type === packageJson.type) ?? 'commonjs';
}
