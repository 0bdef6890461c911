import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** A folder for the projects of a test file, removed after its tests. */
export const root = mkdtempSync(join(tmpdir(), 'chartwright-tools-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project in which packages of this one are installed, and no others. */
export function install(project: string, ...packages: string[]): string {
  const modules = join(root, project, 'node_modules');
  mkdirSync(join(modules, '@aws-cdk'), { recursive: true });
  for (const name of packages) symlinkSync(join(process.cwd(), 'node_modules', name), join(modules, name));
  return join(root, project);
}
