import { expect, test } from '@jest/globals';
import { build } from 'esbuild';

type Imports = { readonly [file: string]: readonly string[] };

/** What each source imports when the program runs: types are gone. */
async function importsOf(...entryPoints: string[]): Promise<Imports> {
  const settings = {
    bundle: true,
    write: false,
    metafile: true,
    outdir: '.',
    platform: 'node',
    packages: 'external',
  } as const;
  const { metafile } = await build({ ...settings, entryPoints });
  const files = Object.entries(metafile.inputs);
  return Object.fromEntries(
    files.map(([file, { imports }]) => [file, imports.flatMap(({ path, external }) => (external ? [] : [path]))]),
  );
}

/** The files on the way from a file back to itself, of the first such way that is found. */
function cycleIn(imports: Imports): readonly string[] {
  const done = new Set<string>();
  const from = (file: string, way: readonly string[]): readonly string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    const found = (imports[file] ?? []).map((each) => from(each, [...way, file])).find((each) => each.length > 0) ?? [];
    done.add(file);
    return found;
  };
  return (
    Object.keys(imports)
      .map((file) => from(file, []))
      .find((found) => found.length > 0) ?? []
  );
}

test('no source imports itself by way of others', async () => {
  const imports = await importsOf('main.ts', 'lib/index.ts', 'lib/program/cli/run.ts');
  expect(Object.keys(imports)).toContain('lib/core/values/expression.ts');
  expect(cycleIn(imports)).toEqual([]);
});
