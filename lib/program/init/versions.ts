/**
 * The packages of a new project with their exact versions: those that this repository is itself tested with. A test holds them to its
 * `package.json`.
 */
export const versions = {
  chartwright: '0.1.0',
  cdk8s: '2.70.106',
  constructs: '10.8.1',
  '@types/jest': '30.0.0',
  '@types/node': '20.19.43',
  eslint: '10.15.0',
  jest: '30.5.2',
  prettier: '3.10.1',
  typescript: '5.9.3',
  'typescript-eslint': '8.73.0',
} as const;

/** The packages that an app needs to run; all others are for those who work on it. */
export const runtime: readonly (keyof typeof versions)[] = ['cdk8s', 'chartwright', 'constructs'];

/** The package managers, where a runner of CI installs them from npm. */
export const managerVersions = { pnpm: '12.21.0', yarn: '1.22.22' } as const;
