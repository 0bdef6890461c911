#!/usr/bin/env node
/*
 * Compiles the app (main.ts, or the file named in $CHARTWRIGHT_APP) without checking types, and runs it with the
 * arguments of this command. The app ends with `run(app)`, which reads them.
 */
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const app = resolve(process.env.CHARTWRIGHT_APP ?? 'main.ts');
if (!existsSync(app)) {
  console.error(`chartwright: there is no ${app}\n    Run this in the folder of your app, or name its file in CHARTWRIGHT_APP.`);
  process.exit(1);
}

const outfile = join(process.cwd(), 'node_modules', '.cache', 'chartwright', `app-${process.pid}.cjs`);
try {
  buildSync({
    entryPoints: [app],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
} catch {
  process.exit(1); // esbuild has said where and what.
}
process.setSourceMapsEnabled(true);
const require = createRequire(import.meta.url);
try {
  require(outfile);
} catch (error) {
  // The app failed while it built its constructs, before it came to `run(app)`.
  const isMistake = error?.name === 'DefinitionError';
  console.error(isMistake ? `chartwright: ${error.message}` : error);
  process.exitCode = isMistake ? 1 : 2;
} finally {
  rmSync(outfile, { force: true });
}
