import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Source } from './source';

const isSource = (name: string) => /\.[cm]?[jt]sx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name);
/** What nobody writes by hand. */
const isForeign = (name: string) => name.startsWith('.') || /^(node_modules|dist|charts|imports|coverage)$/.test(name);
const mostFiles = 2000;

/** The sources of an app: those below its folder, read when they are asked for. */
export class Project {
  private readonly read = new Map<string, Source | undefined>();
  private names: readonly string[] | undefined;

  constructor(private readonly folder: string) {}

  /** A file as stacks name it. Undefined where it is not below the folder. */
  source(file: string): Source | undefined {
    const name = isAbsolute(file) ? relative(this.folder, file) : file;
    if (!this.read.has(name)) {
      const path = join(this.folder, name);
      const isOwn =
        !name.startsWith('..') && !name.split(/[\\/]/).some(isForeign) && isSource(name) && existsSync(path);
      this.read.set(name, isOwn ? new Source(name, readFileSync(path, 'utf8')) : undefined);
    }
    return this.read.get(name);
  }

  /** All of them, in the order of their names. */
  get sources(): Source[] {
    this.names ??= this.filesIn('').slice(0, mostFiles);
    return this.names.flatMap((name) => this.source(name) ?? []);
  }

  private filesIn(below: string): string[] {
    const entries = readdirSync(join(this.folder, below), { withFileTypes: true });
    return entries
      .filter(({ name }) => !isForeign(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const name = join(below, entry.name);
        if (entry.isDirectory()) return this.filesIn(name);
        return entry.isFile() && isSource(entry.name) ? [name] : [];
      });
  }
}

/** The parts of `main.ts:25:55`. */
export function placeIn(
  line: string,
): { readonly file: string; readonly line: number; readonly column: number } | undefined {
  const [, file, row, column] = /^(.*):(\d+):(\d+)$/.exec(line) ?? [];
  return file === undefined ? undefined : { file, line: Number(row), column: Number(column) };
}
