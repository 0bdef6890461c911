import { docComment, width } from '../doc-comment';
import type { KindClass, ModuleModel } from './module-model';
import { quoted } from './names';

/**
 * The TypeScript file with a construct for each kind, and the definitions that the linter holds their objects to. It imports nothing
 * beside it but types, so that every program which runs TypeScript finds what it needs.
 *
 * @param types the file with the interfaces, as the import says it
 * @param definitions what `registerKinds` takes
 */
export function printModule(model: ModuleModel, head: string, types: string, definitions: string): string {
  const imports = `import type { Construct } from 'constructs';
import { KubeObject, registerKinds } from 'chartwright';
import type * as types from '${types}';

export type * from '${types}';`;
  return [head, imports, ...model.kinds.map(construct), register(definitions)].join('\n\n') + '\n';
}

function construct({ className, propsName, apiVersion, kind, doc, deprecation, fields }: KindClass): string {
  const isOptional = fields.fields.every(({ isRequired }) => !isRequired);
  const parameters = ['scope: Construct', 'id: string', `props: types.${propsName}${isOptional ? ' = {}' : ''}`];
  const said = docComment([doc, deprecation && `@deprecated ${deprecation}`], '');
  return `${said}export class ${className} extends KubeObject {
${broken('  static readonly GVK = {', [`apiVersion: ${quoted(apiVersion)}`, `kind: ${quoted(kind)}`], ' ', '};')}

${broken('  constructor(', parameters, '', ') {')}
    super(scope, id, ${className}.GVK, props);
  }
}`;
}

/** On one line where it fits, else with a line for each part. */
function broken(start: string, parts: readonly string[], gap: string, end: string): string {
  const line = `${start}${gap}${parts.join(', ')}${gap}${end}`;
  return line.length <= width ? line : `${start}\n${parts.map((part) => `    ${part},\n`).join('')}  ${end}`;
}

const register = (definitions: string) => `registerKinds(definitions);

/** What the definitions say, to which \`synth\` and \`check\` hold objects of these kinds; read only where there are some. */
function definitions(): string {
  return String.raw\`${asTemplate(definitions)}\`;
}`;

/** JSON in a template literal: a backtick, or a dollar before a brace, stands only in its strings, where each has an escape. */
const asTemplate = (json: string): string => json.replaceAll('`', '\\u0060').replaceAll('${', '\\u0024{');
