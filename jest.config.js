/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/lib/**/*.test.ts', '<rootDir>/imports/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  transform: { '\\.ts$': '<rootDir>/lib/jest/transform.js' },
  // Snapshots are goldens, reviewed as product: they stand at the top level.
  snapshotResolver: '<rootDir>/lib/jest/snapshot-resolver.js',
  testTimeout: 60_000,
  // Most tests wait for Helm: one worker less than cores would leave a core idle.
  maxWorkers: '100%',
};
