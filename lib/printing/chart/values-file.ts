import {
  defaults,
  isGroup,
  isMap,
  type Json,
  type JsonObject,
  type Placeholder,
  type TSchema,
} from '../../core/values';
import { commentLine } from '../../core/yaml/comment-lines';
import { doubleQuoted, yamlString } from '../../core/yaml/write-scalar';
import { yamlEntry } from '../trees';

const modeline = '# yaml-language-server: $schema=values.schema.json';

/** Comments behind values, by path: `api.image.tag`. */
type ValueComments = ReadonlyMap<string, string>;

/**
 * `values.yaml`: every value with its default, each below its description (`# --`, as helm-docs reads it).
 *
 * @param comments what stands behind a value @default none
 */
export function printDefaults(schema: TSchema, chart: string, comments: ValueComments = new Map()): string {
  const head = [
    modeline,
    `# Values of the chart ${chart}. Each comment that begins with "--" describes the value below it.`,
    '',
  ];
  const groups = Object.entries(schema.properties as Record<string, TSchema>).map(([key, field]) =>
    describe(key, field, 0, key, comments).join('\n'),
  );
  return `${head.join('\n')}\n${groups.join('\n\n')}\n`;
}

function describe(key: string, schema: TSchema, indent: number, path: string, comments: ValueComments): string[] {
  const pad = ' '.repeat(indent);
  const comment = `${pad}# -- ${commentLine(String(schema.description ?? ''))}${allowed(schema)}`;
  if (isGroup(schema)) {
    const fields = Object.entries(schema.properties as Record<string, TSchema>);
    // A group of which every value must be supplied would else be null.
    const isEmpty = Object.keys(defaults(schema)).length === 0;
    return [
      comment,
      `${pad}${key}:${isEmpty ? ' {}' : ''}`,
      ...fields.flatMap(([name, inner]) => describe(name, inner, indent + 2, `${path}.${name}`, comments)),
    ];
  }
  if (schema.default === undefined) return [`${comment} (required)`, `${pad}# ${key}:`];
  return [comment, ...commented(yamlEntry(key, schema.default as Json, indent), comments.get(path))];
}

/** The lines of a value with a comment behind the first. */
const commented = ([first = '', ...others]: readonly string[], comment: string | undefined): string[] => [
  comment === undefined ? first : `${first} # ${comment}`,
  ...others,
];

const allowed = (schema: TSchema) =>
  Array.isArray(schema.enum) ? ` (one of ${schema.enum.map(inComment).join(', ')})` : '';

const inComment = (choice: unknown) => (typeof choice === 'string' ? doubleQuoted(choice) : JSON.stringify(choice));

/** A file of overrides: only what differs, with a mark above each value that an operator must still supply. */
export function printOverrides(
  overrides: JsonObject,
  comment: readonly string[],
  placeholders: readonly Omit<Placeholder, 'keys'>[],
  comments: ValueComments = new Map(),
): string {
  const marks = new Map(placeholders.map(({ path, description }) => [path, description]));
  const lines = (object: JsonObject, path: string, indent: number): string[] =>
    Object.entries(object).flatMap(([key, value]) => {
      const here = path ? `${path}.${key}` : key;
      const pad = ' '.repeat(indent);
      const below = [...marks].filter(([marked]) => marked === here || marked.startsWith(`${here}[`));
      const mark = below.map(([, description]) => `${pad}# PLACEHOLDER: ${commentLine(description)}`);
      const isNested = isMap(value) && Object.keys(value).length > 0;
      return [
        ...mark,
        ...(isNested
          ? [`${pad}${yamlString(key)}:`, ...lines(value, here, indent + 2)]
          : commented(yamlEntry(key, value, indent), comments.get(here))),
      ];
    });
  const body = lines(overrides, '', 0);
  return `${[modeline, ...comment.map((line) => `# ${commentLine(line)}`), '', ...(body.length > 0 ? body : ['{}'])].join('\n')}\n`;
}
