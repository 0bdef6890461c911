import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { DefinitionError, type JsonObject, type Problem } from '../values';

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
