import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { mistake } from '../../core/values';
import { configuredImports, readSpec } from '../import/crds/configured';
import type { Definition } from '../import/crds/definition';
import { importModules } from '../import/crds/import-modules';
import { realOutside } from '../import/crds/sources';
import { writeModules } from '../import/crds/write-module';
import { readArguments } from './arguments';
import { fromHere } from './output-places';
import { print } from './print';

/**
 * `import [FILE|DIR|URL|crd/NAME|-...] [--as NAME] [--outdir imports] [--force]`: writes typed constructs for the custom resources
 * that CustomResourceDefinitions define. Without arguments: what `imports:` in cdk8s.yaml lists. A module whose definitions have not changed
 * is left as it is.
 */
export async function importDefinitions(_app: App, args: readonly string[]): Promise<number> {
  const { values: options, positionals } = readArguments(args, {
    as: { type: 'string' },
    outdir: { type: 'string', short: 'o', default: 'imports' },
    force: { type: 'boolean', default: false },
  });
  const { as, outdir, force } = options;
  if (as !== undefined && positionals.length === 0) {
    const remedy =
      'Name the file too: chartwright import crds/keda.yaml --as keda. An entry in cdk8s.yaml has its name before it: keda:=crds/keda.yaml.';
    throw mistake({
      code: 'usage',
      message: '--as says what a module is called, and nothing to import is named',
      remedy,
    });
  }
  const entries = positionals.length === 0 ? configuredImports() : positionals.map(readSpec);
  const modules = await importModules(
    entries.map((entry) => (as === undefined ? entry : { ...entry, as })),
    realOutside,
  );
  const lost = new Map(modules.map(({ name, files }) => [name, lostClasses(outdir, name, files)]));
  const written = writeModules(outdir, new Map(modules.flatMap(({ files }) => [...files])), force);
  for (const { name, definitions, files } of modules) {
    const isWritten = [...files.keys()].some((file) => written.has(file));
    print(
      `${isWritten ? 'wrote' : 'unchanged'} ${fromHere(join(outdir, `${name}.ts`))}: ${definitions.map(summary).join(', ')}\n`,
    );
    const gone = lost.get(name)!;
    if (gone.length > 0) print(`    no longer in it: ${gone.join(', ')}\n`);
  }
  return 0;
}

/** The constructs that a module had and has no more: its other sources may have been forgotten. */
function lostClasses(outdir: string, name: string, files: ReadonlyMap<string, string>): string[] {
  const path = join(outdir, `${name}.ts`);
  if (!existsSync(path)) return [];
  const classesIn = (text: string) => Array.from(text.matchAll(/^export class (\w+)/gm), ([, each]) => each!);
  const now = new Set(classesIn(files.get(`${name}.ts`)!));
  return classesIn(readFileSync(path, 'utf8')).filter((each) => !now.has(each));
}

/** `ScaledObject (keda.sh/v1alpha1)`. */
function summary({ group, kind, versions }: Definition): string {
  const served = versions.filter(({ isServed }) => isServed).map(({ name }) => name);
  return `${kind} (${group}/${served.join(', ')})`;
}
