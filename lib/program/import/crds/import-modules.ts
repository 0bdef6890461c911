import { DefinitionError, mistake, type Problem } from '../../../core/values';
import { readSpec, type ConfiguredImport } from './configured';
import type { Definition } from './definition';
import { checkModuleName, moduleName } from './module-name';
import { readDefinitions } from './read-definitions';
import { sourceOf, type Outside } from './sources';
import { moduleFiles } from './write-module';

/** A module that an import comes to. */
export interface ImportedModule {
  readonly name: string;
  readonly definitions: readonly Definition[];
  /** Its files, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads what is to be imported, a module for each entry; entries of one name come into one module.
 *
 * @throws DefinitionError with what is wrong with any of them
 */
export async function importModules(entries: readonly ConfiguredImport[], outside: Outside): Promise<ImportedModule[]> {
  const problems: Problem[] = [];
  const modules = new Map<string, { shown: string[]; texts: Awaited<ReturnType<typeof read>>['texts'] }>();
  for (const entry of entries) {
    try {
      const { name, shown, texts } = await read(entry, outside);
      const known = modules.get(name);
      if (!known) modules.set(name, { shown: [shown], texts });
      else modules.set(name, { shown: [...known.shown, shown], texts: [...known.texts, ...texts] });
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return Array.from(modules, ([name, { shown, texts }]) => {
    const definitions = readDefinitions(texts);
    return { name, definitions, files: moduleFiles(name, shown.join(', '), definitions) };
  });
}

async function read({ spec, as }: ConfiguredImport, outside: Outside) {
  const given = as ?? readSpec(spec).as;
  const source = sourceOf(readSpec(spec).spec, outside);
  const texts = await source.read();
  const definitions = readDefinitions(texts);
  if (definitions.length === 0) {
    throw mistake({
      code: 'no-definition',
      where: source.spec,
      message: 'there is no CustomResourceDefinition in it',
      remedy:
        'Name what defines the kinds, such as what `kubectl get crds --output yaml` prints; an object of a kind does not.',
    });
  }
  const name = given === undefined ? moduleName(source.spec, definitions) : checkModuleName(given);
  return { name, shown: source.shown, texts };
}
