import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a command ended. */
export type Outcome = 'succeeded' | 'failed' | 'timed out';

/**
 * A throwaway copy of a checkout, as its files are now, in which mutants are tried. Its packages are links to those of the
 * checkout, but their caches are its own. It is not below `node_modules`, where jest looks for no tests.
 */
export class MutantCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'chartwright-mutants-'));
  private stop = () => {};

  constructor(root: string) {
    const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
    const skipped = new Set(['node_modules', '.cache']);
    for (const file of String(listed.stdout).split('\0').filter(Boolean))
      cpSync(join(root, file), join(this.folder, file), { recursive: true, force: true });
    const packages = join(this.folder, 'node_modules');
    mkdirSync(packages);
    for (const name of readdirSync(join(root, 'node_modules')))
      if (!skipped.has(name)) symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }

  /** Runs a command in the copy; one that takes longer is ended together with all that it started. */
  run([program, ...args]: readonly string[], seconds: number): Promise<Outcome> {
    const child = spawn(program!, args, { cwd: this.folder, detached: true, stdio: 'ignore' });
    // A process group of its own, so that workers end with it.
    this.stop = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    return new Promise((resolve, reject) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        this.stop();
      }, seconds * 1000);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        this.stop = () => {};
        resolve(isLate ? 'timed out' : code === 0 ? 'succeeded' : 'failed');
      });
    });
  }

  /** Ends what runs and removes the folder. */
  remove(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
