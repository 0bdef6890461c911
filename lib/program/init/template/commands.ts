import type { PackageManager } from '../answers';
import { managerVersions } from '../versions';

/** How a package manager is told things. */
export interface Commands {
  readonly install: string;
  /** As in CI: what the lock file says, and nothing else. */
  readonly installLocked: string;
  /** Runs a script of `package.json`. */
  readonly run: (script: string) => string;
  /** Runs the program of a package. */
  readonly exec: (command: string) => string;
  readonly lockFile: string;
  /** What a runner of CI needs before it is there. @default nothing */
  readonly setUp?: string;
}

/** Whether a yarn is one of today, which came with a version 2. */
export const isBerry = ({ name, version = '1' }: PackageManager): boolean =>
  name === 'yarn' && Number.parseInt(version, 10) >= 2;

export function commandsOf(manager: PackageManager): Commands {
  switch (manager.name) {
    case 'npm':
      return {
        install: 'npm install',
        installLocked: 'npm ci',
        run: (script) => (script === 'test' ? 'npm test' : `npm run ${script}`),
        exec: (command) => `npx ${command}`,
        lockFile: 'package-lock.json',
      };
    case 'pnpm':
      return {
        install: 'pnpm install',
        installLocked: 'pnpm install --frozen-lockfile',
        run: (script) => `pnpm run ${script}`,
        exec: (command) => `pnpm exec ${command}`,
        lockFile: 'pnpm-lock.yaml',
        setUp: `npm install --global pnpm@${manager.version ?? managerVersions.pnpm}`,
      };
    case 'yarn':
      return {
        install: 'yarn install',
        installLocked: `yarn install ${isBerry(manager) ? '--immutable' : '--frozen-lockfile'}`,
        run: (script) => `yarn run ${script}`,
        exec: (command) => `yarn run ${command}`,
        lockFile: 'yarn.lock',
        setUp: isBerry(manager)
          ? 'corepack enable'
          : `npm install --global yarn@${manager.version ?? managerVersions.yarn}`,
      };
  }
}
