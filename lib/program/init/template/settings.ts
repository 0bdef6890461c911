import type { Answers } from '../answers';
import { runtime, versions } from '../versions';
import { commandsOf, isBerry } from './commands';

/* The files around the sources: how the project is installed, compiled, checked and tested. */

/** Packages with a script of installation that is not needed: they bring what they need for usual systems. */
const builtElsewhere = ['@parcel/watcher', 'esbuild', 'unrs-resolver'];

/** A `package.json` as an object, whose keys have the order in which they are written. */
export interface PackageJson {
  readonly [key: string]: unknown;
}

/**
 * What a project adds to a `package.json`, or begins one with.
 *
 * @param chartwright where this library comes from. @default its version, from the registry
 */
export function packageOf({ name, packageManager, type }: Answers, chartwright?: string): PackageJson {
  const packages = Object.entries({ ...versions, ...(chartwright !== undefined && { chartwright }) });
  const isRuntime = (each: string) => runtime.some((known) => known === each);
  return {
    // A package cannot depend on one of its own name.
    name: name in versions ? `${name}-system` : name,
    version: '0.1.0',
    private: true,
    type,
    ...(isBerry(packageManager) && { packageManager: `yarn@${packageManager.version}` }),
    engines: { node: '>=20' },
    scripts: {
      synth: 'chartwright synth',
      check: 'chartwright check',
      verify: 'chartwright verify',
      diff: 'chartwright diff',
      test: 'jest',
      types: 'tsc',
      lint: 'eslint .',
      format: 'prettier --write .',
    },
    dependencies: Object.fromEntries(packages.filter(([each]) => isRuntime(each)).sort()),
    devDependencies: Object.fromEntries(packages.filter(([each]) => !isRuntime(each)).sort()),
    jest: { transform: { '\\.tsx?$': 'chartwright/jest-transform' }, testTimeout: 60000 },
    prettier: { singleQuote: true, printWidth: 120 },
    // Else npm 11.16 and newer tell at each installation that they have run none of these.
    ...(packageManager.name === 'npm' && {
      allowScripts: Object.fromEntries(builtElsewhere.map((each) => [each, false])),
    }),
  };
}

export const tsconfig = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023"],
    "module": "preserve",
    "moduleResolution": "bundler",
    "resolveJsonModule": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true,
    "noFallthroughCasesInSwitch": true,
    "isolatedModules": true,
    "forceConsistentCasingInFileNames": true,
    "skipLibCheck": true,
    "noEmit": true,
    "types": ["jest", "node"]
  },
  "include": ["main.ts", "systems"]
}
`;

export const eslintConfig = `import chartwright from 'chartwright/eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['charts', 'dist', 'imports']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  // Finds where a reference is taken for its value: \`if (values.ingress.enabled)\` is always true.
  ...chartwright,
]);
`;

/** The lines of a `.gitignore`. Plain YAML and charts are committed: reviewers see what a change does. */
export const gitIgnore: readonly string[] = [
  'node_modules/',
  'coverage/',
  '.build/',
  '.chartwright-*/',
  '# Made anew from the folder beside it.',
  'charts/*.tgz',
];

export const prettierIgnore = ({ packageManager }: Answers): string => `# Written by chartwright.
charts
dist
imports
__snapshots__
${commandsOf(packageManager).lockFile}
`;

/** What a package manager has to be told, by file. */
export function managerFiles({ packageManager }: Answers): { readonly [path: string]: string } {
  switch (packageManager.name) {
    case 'npm':
      return {};
    case 'pnpm':
      return {
        'pnpm-workspace.yaml': `# What these packages would build is there without. By the first list pnpm 10 asks nothing, by the second pnpm 11 and newer.
ignoredBuiltDependencies:
${builtElsewhere.map((name) => `  - '${name}'\n`).join('')}allowBuilds:
${builtElsewhere.map((name) => `  '${name}': false\n`).join('')}`,
      };
    case 'yarn':
      return isBerry(packageManager) ? { '.yarnrc.yml': 'nodeLinker: node-modules\n' } : {};
  }
}

export function workflowOf({ packageManager }: Answers): string {
  const { installLocked, run, exec, setUp } = commandsOf(packageManager);
  return `# Is the committed output that of its sources, does a cluster take it, and are both outputs the same?
name: ci

on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - name: Check out
        uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - name: Set up Node.js
        uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 24
${packageManager.name === 'npm' ? '          cache: npm\n' : `      - name: Set up ${packageManager.name}\n        run: ${setUp}\n`}      - name: Install
        run: ${installLocked}
      - name: Types
        run: ${run('types')}
      - name: Lint
        run: ${run('lint')}
      - name: Is the committed output what the sources say?
        run: ${exec('chartwright synth --check')}
      - name: Check
        run: ${exec('chartwright check --format github')}
      - name: Test
        run: ${run('test')}
      - name: Verify, with the Helm of the runner
        run: |
          helm version --short
          ${run('verify')}
`;
}
