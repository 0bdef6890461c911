import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from '@jest/globals';

/** Programs whose word we take, and the Debian packages that they are in. */
const packages = {
  promtool: 'prometheus',
  amtool: 'prometheus-alertmanager',
  nginx: 'nginx-light',
  'redis-server': 'redis-server',
} as const;
export type Judge = keyof typeof packages;

/** Where a program is; undefined where it is not installed. */
function find(judge: Judge): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, judge)).find((path) => existsSync(path));
}

/** What a program said. */
export interface Verdict {
  readonly code: number;
  /** What it wrote to the standard output. */
  readonly answer: string;
  /** All that it wrote. */
  readonly output: string;
}

/** Runs a program to its end. */
export const run = (path: string, args: readonly string[]): Promise<Verdict> =>
  new Promise((resolve) => {
    execFile(path, args, { timeout: 60_000 }, (error: ExecFileException | null, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
      resolve({ code, answer: stdout, output: `${stdout}${stderr}` });
    });
  });

/**
 * A test that a real program decides. In CI it must be there; elsewhere a test says how to install it when it is not.
 */
export function judged(judge: Judge, title: string, body: (path: string) => Promise<void>): void {
  const path = find(judge);
  if (path !== undefined) {
    test(title, () => body(path));
    return;
  }
  const remedy = `${judge} is not installed: apt-get install --no-install-recommends ${packages[judge]}`;
  if (process.env['CI'] === undefined) {
    test(`${title} (not judged: ${remedy})`, () => undefined);
    return;
  }
  test(title, () => {
    throw new Error(remedy);
  });
}

/** Runs a body with files in a folder of its own, which is gone afterwards. */
export async function withFiles<T>(
  files: { readonly [name: string]: string },
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kirana-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
