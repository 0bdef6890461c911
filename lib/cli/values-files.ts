import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { DefinitionError, didYouMean, type JsonObject, type Problem } from '../values';

/**
 * Reads values files as Helm does.
 *
 * @throws DefinitionError for a file that is missing, is no YAML, or is no map
 */
export function readValuesFiles(names: readonly string[]): { name: string; values: JsonObject }[] {
  const problems: Problem[] = [];
  const files = names.flatMap((name) => {
    const refuse = (message: string, remedy?: string) => {
      problems.push({ code: 'unreadable-values', where: name, message, remedy });
      return [];
    };
    if (!existsSync(name)) return refuse(`there is no such file${didYouMean(name, valuesFilesBeside(name))}`);
    let text: string;
    try {
      text = readFileSync(name, 'utf8');
    } catch (error) {
      return refuse(`cannot be read: ${(error as Error).message}`);
    }
    const document = parseDocument(text, { version: '1.1' });
    if (document.errors.length > 0) return refuse(document.errors.map((error) => error.message).join('; '));
    const values: unknown = document.toJS() ?? {};
    if (typeof values !== 'object' || Array.isArray(values)) return refuse('is no map of values');
    return [{ name, values: values as JsonObject }];
  });
  if (problems.length > 0) throw new DefinitionError(problems);
  return files;
}

/** The YAML files in the folder of a file. */
function valuesFilesBeside(name: string): string[] {
  const folder = dirname(name);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.map((file) => (basename(name) === name ? file : join(folder, file)));
}
