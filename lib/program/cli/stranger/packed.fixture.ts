import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from '../../../judging/testing/run-program.fixture';

const root = join(__dirname, '../../../..');

/** The package as it is published. */
export interface Packed {
  /** The archive. */
  readonly path: string;
  /** Bytes of the archive. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
  /** What the build says is public. */
  readonly report: string;
  /** The folder of the unpacked types, `index.d.ts` and the others. */
  readonly types: string;
}

/**
 * Builds all anew and packs it, once for all test files that ask at the same time or later, as long as no source changes.
 *
 * @throws Error with what npm says, where it fails
 */
export async function packedPackage(): Promise<Packed> {
  const home = join(root, 'node_modules/.cache/chartwright-packed');
  const folder = join(home, digestOfSources());
  const [about, owner] = [join(folder, 'about.json'), join(folder, 'owner')];
  mkdirSync(home, { recursive: true });
  while (!existsSync(about)) {
    if (isFirst(folder)) {
      writeFileSync(owner, String(process.pid));
      for (const other of readdirSync(home))
        if (join(home, other) !== folder) rmSync(join(home, other), { recursive: true });
      try {
        await pack(folder, about);
      } catch (error) {
        rmSync(folder, { recursive: true, force: true });
        throw error;
      }
    } else if (isGone(owner)) rmSync(folder, { recursive: true, force: true });
    else await setTimeout(200);
  }
  return JSON.parse(readFileSync(about, 'utf8')) as Packed;
}

async function pack(folder: string, about: string): Promise<void> {
  const command = ['npm', 'pack', '--json', '--pack-destination', folder];
  const { code, stdout, output } = await run(command, { cwd: root, timeout: 580_000 });
  if (code !== 0) throw new Error(output);
  type Said = Omit<Packed, 'path'> & { readonly filename: string };
  const said = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as Said[] | { readonly [name: string]: Said };
  const { filename, size, files } = Object.values(said)[0]!;
  const report = join(folder, 'api.report.md');
  copyFileSync(join(root, '.build/api.report.md'), report);
  const path = join(folder, filename);
  const unpacked = await run(['tar', '-xzf', path, '-C', folder]);
  if (unpacked.code !== 0) throw new Error(unpacked.output);
  const packed: Packed = { path, size, files, report, types: join(folder, 'package/.build') };
  writeFileSync(`${about}.new`, JSON.stringify(packed));
  renameSync(`${about}.new`, about);
}

/** Whether nobody else has begun. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Whether who has begun was ended since. */
function isGone(owner: string): boolean {
  if (!existsSync(owner)) return false;
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return false;
  } catch {
    return true;
  }
}

/** Of all that a package is made of. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  const folders = ['imports', 'lib'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(?:test|proof|sweep|fixture)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = ['LICENSE', 'README.md', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const path of [...files.map((file) => join(root, file)), ...folders].sort())
    hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
