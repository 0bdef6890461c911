import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The commit whose speed is the measure of what came later. */
export const earlierCommit = '548eda8';

/** This repository as it was at that commit, with today's packages; undefined where the history does not reach that far. */
export function earlier(repository: string, folder: string): string | undefined {
  const place = join(folder, earlierCommit);
  if (existsSync(join(place, 'main.ts'))) return place;
  try {
    const archive = execFileSync('git', ['archive', earlierCommit], {
      cwd: repository,
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    mkdirSync(place, { recursive: true });
    execFileSync('tar', ['x', '-C', place], { input: archive });
  } catch {
    return undefined;
  }
  symlinkSync(join(repository, 'node_modules'), join(place, 'node_modules'), 'dir');
  return place;
}

/** The package as strangers install it, built and unpacked. */
export function packed(repository: string, folder: string): string {
  const place = join(folder, 'packed');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', place], { cwd: repository, stdio: 'ignore' });
  const [archive] = readdirSync(place);
  execFileSync('tar', ['xzf', archive!], { cwd: place });
  return join(place, 'package');
}
