import { DefinitionError, isMap, type JsonObject, type Problem } from '../../../core/values';
import { decodeText } from '../../../core/yaml/decode-text';
import { lineOfNode } from '../../../core/yaml/line-of';
import { readYaml } from '../../../core/yaml/read-yaml';
import { isDefinition, listOf, mapOf, readDefinition, type Definition } from './definition';

/** A file, or what another program printed, with the name by which messages call it. */
export interface SourceText {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Found {
  readonly definition: Definition;
  /** Where it is written, as `crds/widgets.yaml:3`. */
  readonly at: string;
}

/**
 * The CustomResourceDefinitions in some texts, by group and kind; other objects are passed over. Lists of objects are opened.
 *
 * @throws DefinitionError where a text is not YAML, a definition lacks what it needs, or two define one kind in two ways
 */
export function readDefinitions(texts: readonly SourceText[]): Definition[] {
  const problems: Problem[] = [];
  const found = texts.flatMap((text) => definitionsIn(text, problems));
  const byKind = new Map<string, Found>();
  for (const each of found) {
    const { group, kind, name } = each.definition;
    const key = `${group} ${kind}`;
    const first = byKind.get(key);
    if (!first) byKind.set(key, each);
    else if (JSON.stringify(first.definition) !== JSON.stringify(each.definition)) {
      problems.push({
        code: 'definition-twice',
        where: each.at,
        message: `defines ${kind} (${name}), as does ${first.at} in another way`,
        remedy: 'Import the one that the cluster has, by its file.',
      });
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  const sorted = [...byKind].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { definition }]) => definition);
}

function definitionsIn({ name, bytes }: SourceText, problems: Problem[]): Found[] {
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) {
    problems.push({ code: 'yaml-syntax', where: `${name}:${decoded.line}`, message: decoded.message });
    return [];
  }
  // Of a folder most files hold something else, which is not worth the time.
  if (!decoded.text.includes('CustomResourceDefinition')) return [];
  const { documents, faults, lines } = readYaml(decoded.text, 'manifests');
  const fault = faults.find(({ code }) => code === 'syntax');
  if (fault) {
    const isTemplate = /\{\{/.test(decoded.text.split('\n')[fault.line - 1] ?? '');
    problems.push({
      code: 'yaml-syntax',
      where: `${name}:${fault.line}`,
      message: isTemplate ? 'is a template of Helm, and not YAML until it is rendered' : fault.message,
      remedy: isTemplate
        ? 'Render it first: helm template RELEASE CHART --include-crds | chartwright import - --as NAME'
        : fault.remedy,
    });
    return [];
  }
  return documents.flatMap(({ value, parsed }) =>
    objectsIn(value as JsonObject).flatMap(({ object, path }): Found[] => {
      const at = `${name}:${lineOfNode(parsed, lines, path)}`;
      const definition = readDefinition(object);
      if (typeof definition !== 'string') return [{ definition, at }];
      const remedy = 'Import a definition that an API server takes.';
      problems.push({ code: 'invalid-definition', where: at, message: `cannot be imported: ${definition}`, remedy });
      return [];
    }),
  );
}

/** The definitions that a document is or lists, each with where it stands. */
function objectsIn(value: unknown, path: readonly string[] = []): { object: JsonObject; path: readonly string[] }[] {
  if (!isMap(value)) return [];
  const object = value as JsonObject;
  if (isDefinition(object)) return [{ object, path }];
  if (!/List$/.test(String(mapOf(object)['kind']))) return [];
  return listOf(object['items']).flatMap((each, i) => objectsIn(each, [...path, 'items', String(i)]));
}
