import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DefinitionError, didYouMean, type JsonObject, type Problem } from '../../core/values';
import { decodeText } from '../../core/yaml/decode-text';
import { readYaml, type YamlDocument } from '../../core/yaml/read-yaml';

/** The values of a file. */
export interface ValuesFile {
  readonly name: string;
  readonly values: JsonObject;
}

/**
 * Reads values files as Helm does.
 *
 * @throws DefinitionError with every problem of all files: a file that is missing, that Helm refuses, that Helm 3 and Helm 4
 *   read differently, or in which Helm silently reads something else than it says
 */
export function readValuesFiles(names: readonly string[]): ValuesFile[] {
  const problems: Problem[] = [];
  const files = names.map((name) => ({ name, values: readFile(name, problems) }));
  if (problems.length > 0) throw new DefinitionError(problems);
  return files;
}

/** Whether Helm 4 loses the last line: found with 4.2.3, whose reader takes it for read when its buffer of 4,096 bytes is full at the end. */
function losesLastLine(bytes: Uint8Array): boolean {
  const last = bytes.length - (bytes.lastIndexOf(0x0a) + 1);
  return last > 0 && last % 4096 === 0;
}

function readFile(name: string, problems: Problem[]): JsonObject {
  const refuse = (message: string, where: string, remedy?: string, path?: string): JsonObject => {
    problems.push({ code: 'unreadable-values', where, path, message, remedy });
    return {};
  };
  if (!existsSync(name)) {
    const remedy = 'Write its path as it is from the working directory.';
    return refuse(`there is no such file${didYouMean(name, valuesFilesBeside(name))}`, name, remedy);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(name);
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message}`, name, 'Name a file that this user may read.');
  }
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) {
    return refuse(decoded.message, `${name}:${decoded.line}:${decoded.column}`, 'Save the file as UTF-8.');
  }
  if (losesLastLine(bytes)) {
    const line = decoded.text.split('\n').length;
    const message =
      'Helm 4 does not read the last line: its length is a multiple of 4096 bytes, and no line break ends it';
    refuse(message, `${name}:${line}:1`, 'End the file with a line break.');
  }
  const { documents, faults, lines } = readYaml(decoded.text, 'values');
  for (const { line, column, path, message, remedy } of faults) {
    refuse(message, `${name}:${line}:${column}`, remedy, path.join('.'));
  }
  const placeOf = ({ parsed }: YamlDocument) => {
    const { line, col } = lines.linePos(parsed.contents?.range[0] ?? parsed.range[0]);
    return `${name}:${line}:${col}`;
  };
  const [first, second] = [documents[0], documents.slice(1).find(({ isEmpty }) => !isEmpty)];
  if (second) {
    const remedy = 'Put each document into a file of its own, and give --values for each.';
    return refuse('Helm 3 reads the first document only, Helm 4 all of them', placeOf(second), remedy);
  }
  const values = first?.value ?? {};
  if (typeof values === 'object' && !Array.isArray(values)) return values as JsonObject;
  return refuse('is not a map of values', placeOf(first!), 'Write it as lines of key: value.');
}

/** The YAML files in the folder of a file. */
function valuesFilesBeside(name: string): string[] {
  const folder = dirname(name);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  return files.map((file) => (basename(name) === name ? file : join(folder, file)));
}
