import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { proveRunner } from './runners-tests.fixture';
import { underVitest } from './runners.fixture';

/** The version that the page speaks of. It comes with 44 packages, 41 MB, which nothing else here needs. */
const version = '4.1.12';
const folder = join(__dirname, '../../../node_modules/.cache/chartwright-vitest', version);

/** Installs Vitest apart from this repository's packages, once, and names the packages that came. */
function vitestPackages(): string[] {
  const modules = join(folder, 'node_modules');
  if (!existsSync(join(modules, 'vitest/package.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'vitest-for-proofs', private: true }));
    const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
    execFileSync('npm', ['install', ...options, `vitest@${version}`], { cwd: folder, stdio: 'pipe' });
  }
  return readdirSync(modules)
    .filter((name) => name === 'vitest')
    .map((name) => join(modules, name));
}

proveRunner(underVitest, { packages: vitestPackages, canSkip: true });
