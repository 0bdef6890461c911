import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command whose whole process is measured, with all that it starts and waits for. */
export interface Work {
  readonly name: string;
  readonly command: readonly string[];
  readonly folder: string;
  /** What must be so before each round, such as no output; not measured. */
  readonly before?: () => void;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a process took. */
export interface Cost {
  /** Seconds of CPU, user and system. */
  readonly cpu: number;
  /** Seconds on the clock. */
  readonly wall: number;
  /** Most memory at a time, in MiB. */
  readonly memory: number;
}

const places = mkdtempSync(join(tmpdir(), 'bench-'));
process.once('exit', () => rmSync(places, { recursive: true, force: true }));

/** Runs a command once, under GNU time; fails with what it said where it did not succeed. */
export function costOf({ name, command, folder, before, environment }: Work): Cost {
  before?.();
  const report = join(places, 'report');
  const { status, error, stderr } = spawnSync('/usr/bin/time', ['-o', report, '-f', '%U %S %e %M', ...command], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error) throw new Error(`GNU time is needed (Debian: apt-get install time): ${error.message}`);
  if (status !== 0) throw new Error(`${name} ended with ${String(status)}: ${command.join(' ')}\n${stderr}`);
  const [user = 0, system = 0, wall = 0, kibibytes = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
  return { cpu: user + system, wall, memory: kibibytes / 1024 };
}

/** The middle one. */
export const median = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/**
 * What each work takes, by its name: medians of as many rounds. The works take turns, so that a slow minute of the machine is one of
 * all of them.
 */
export function measured(works: readonly Work[], rounds: number, tell: (line: string) => void): Map<string, Cost> {
  const costs = new Map<string, Cost[]>(works.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const work of works) {
      tell(`round ${round} of ${rounds}: ${work.name}`);
      costs.get(work.name)!.push(costOf(work));
    }
  }
  const middle = (all: readonly Cost[], part: keyof Cost) => median(all.map((cost) => cost[part]));
  return new Map(
    [...costs].map(([name, all]) => [
      name,
      { cpu: middle(all, 'cpu'), wall: middle(all, 'wall'), memory: middle(all, 'memory') },
    ]),
  );
}
