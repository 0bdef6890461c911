import { spawn, type SpawnOptions } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, test } from '@jest/globals';
import type { Value } from '../verify/kubernetes-object';
import { at, elements } from './output.fixture';

/** Programs whose word we take, and the Debian packages that they are in. */
const packages = { postgres: 'postgresql', busybox: 'busybox', python3: 'python3', curl: 'curl' } as const;
export type Program = keyof typeof packages;

/** Where Debian keeps the programs of PostgreSQL that not everybody needs. */
function postgresFolders(): string[] {
  const versions = '/usr/lib/postgresql';
  return existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
}

function find(program: Program): string | undefined {
  const folders = [...postgresFolders(), ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Tests that a real program decides. In CI it must be there; elsewhere a test says how to install it when it is not. */
export function judgedBy(program: Program, title: string, body: (path: string) => void): void {
  const path = find(program);
  if (path !== undefined) {
    describe(title, () => body(path));
    return;
  }
  const remedy = `${program} is not installed: apt-get install --no-install-recommends ${packages[program]}`;
  const isRequired = process.env['CI'] !== undefined;
  test(isRequired ? title : `${title} (not judged: ${remedy})`, () => {
    if (isRequired) throw new Error(remedy);
  });
}

/** What a program did. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end. */
export async function run(
  command: readonly string[],
  options: SpawnOptions & { readonly input?: string } = {},
): Promise<Outcome> {
  const [program, ...args] = command;
  const child = spawn(program!, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  return { code, output };
}

/** The command of a container, with paths of the container replaced by paths that are here. */
export const commandOf = (container: Value | undefined, paths: { readonly [path: string]: string } = {}): string[] =>
  elements(at(container, 'command')).map((word) =>
    Object.entries(paths).reduce((text, [from, to]) => text.replaceAll(from, to), String(word)),
  );

/** The variables of a container; those from Secrets and ConfigMaps by what is given for them. */
export const variablesOf = (container: Value | undefined, given: { readonly [name: string]: string } = {}) => ({
  ...Object.fromEntries(
    elements(at(container, 'env'))
      .filter((variable) => at(variable, 'value') !== undefined)
      .map((variable) => [String(at(variable, 'name')), String(at(variable, 'value'))]),
  ),
  ...given,
});

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
