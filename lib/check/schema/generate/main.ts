import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDefinitions, laterPackages, laterVersions } from './generate-definitions';

/*
 * Writes `lib/check/schema/definitions/`: `npm run schemas`. The packages of all versions are large and needed nowhere
 * else, so the first run installs them into a cache.
 */
const root = process.cwd();
const cache = laterPackages(root);
if (!existsSync(cache)) {
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', '--prefix', cache, ...flags, ...Object.values(laterVersions)], { stdio: 'inherit' });
}
for (const [name, text] of generateDefinitions(root)) {
  writeFileSync(join(root, 'lib/check/schema/definitions', name), text);
}
