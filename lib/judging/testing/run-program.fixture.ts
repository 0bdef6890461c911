import { spawn, type SpawnOptions } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a program did. */
export interface Outcome {
  /** Its exit code; null when a signal ended it. */
  readonly code: number | null;
  /** All that it wrote. */
  readonly output: string;
  /** What it wrote to the standard output. */
  readonly stdout: string;
}

/**
 * Runs a program to its end.
 *
 * @param options.input what it reads from the standard input. @default nothing
 * @param options.timeout milliseconds after which it is ended. @default 60_000
 */
export async function run(
  command: readonly string[],
  { input = '', timeout = 60_000, ...options }: SpawnOptions & { readonly input?: string } = {},
): Promise<Outcome> {
  const [program, ...args] = command;
  const child = spawn(program!, args, { ...options, timeout, stdio: ['pipe', 'pipe', 'pipe'] });
  let [output, stdout] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += String(chunk);
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  return { code, output, stdout };
}

/** Runs a body with files in a folder of its own, which is gone afterwards. */
export async function withFiles<T>(
  files: { readonly [name: string]: string },
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-files-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await body(folder);
  } finally {
    remove(folder);
  }
}

/** A folder whose programs are those of BusyBox, as in images of Alpine, and some others besides. Remove it afterwards. */
export function busyboxFolder(busybox: string, others: { readonly [name: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-busybox-'));
  const applets = ['sh', 'sed', 'tr', 'head', 'grep', 'cat', 'date', 'echo', 'printf', 'test', 'true'];
  for (const applet of applets) symlinkSync(busybox, join(folder, applet));
  for (const [name, path] of Object.entries(others)) symlinkSync(path, join(folder, name));
  return folder;
}

export const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** A port of the loopback interface on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
