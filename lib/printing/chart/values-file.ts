import {
  defaults,
  isGroup,
  isMap,
  neededFields,
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
 * `values.yaml`: every value with its default below its description (`# --`, as helm-docs reads it). What several workloads have alike
 * is described where it comes first; the schema describes each value at its place.
 *
 * @param comments what stands behind a value @default none
 */
export function printDefaults(schema: TSchema, chart: string, comments: ValueComments = new Map()): string {
  const head = [
    modeline,
    `# Values of the chart ${chart}. Each comment that begins with "--" describes the value below it; a value that`,
    '# several groups have is described in the first of them, and everywhere in values.schema.json and the README.',
    '',
  ];
  const said = new Set<string>();
  const groups = Object.entries(schema.properties as Record<string, TSchema>).map(([key, field]) =>
    describe(key, field, 0, key, { comments, said }).join('\n'),
  );
  return `${head.join('\n')}\n${groups.join('\n\n')}\n`;
}

/** What stands behind values, and what has been described so far. */
interface Told {
  readonly comments: ValueComments;
  readonly said: Set<string>;
}

function describe(key: string, schema: TSchema, indent: number, path: string, told: Told): string[] {
  const pad = ' '.repeat(indent);
  const comment = `${pad}# -- ${commentLine(String(schema.description ?? ''))}${allowed(schema)}`;
  if (isGroup(schema)) {
    const needed = neededFields(schema);
    const fields = Object.entries(schema.properties as Record<string, TSchema>).filter(([name]) =>
      needed.includes(name),
    );
    // A group of which every value must be supplied would else be null.
    const isEmpty = Object.keys(defaults(schema)).length === 0;
    return [
      ...unlessSaid(comment, key, told),
      `${pad}${key}:${isEmpty ? ' {}' : ''}`,
      ...fields.flatMap(([name, inner]) => describe(name, inner, indent + 2, `${path}.${name}`, told)),
    ];
  }
  if (schema.default === undefined) return [`${comment} (required)`, `${pad}# ${key}:`];
  return [
    ...unlessSaid(comment, key, told),
    ...commented(yamlEntry(key, schema.default as Json, indent), told.comments.get(path)),
  ];
}

/** A description, where the same has not been said of a value that is called the same. */
function unlessSaid(comment: string, key: string, { said }: Told): string[] {
  const text = `${key} ${comment.trimStart()}`;
  if (said.has(text)) return [];
  said.add(text);
  return [comment];
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
