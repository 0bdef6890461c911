import type { JsonSchema } from '../../core/guards/json-schema';
import { isGroup, type Json, type TSchema } from '../../core/values';
import { unicodeEscape } from '../../core/values/unicode-escape';
import { withDefinitions } from './schema-definitions';
import { layOut } from './schema-layout';
import { withSentences } from './schema-sentences';

/**
 * `values.schema.json`, draft-07, which Helm checks before it renders anything.
 *
 * Each value has its path as title, which editors show above its description: in a long file that tells where one is.
 *
 * A parent chart that switches this one by a condition writes the switch, `enabled`, among its values; so that key is
 * allowed here although no template reads it.
 */
export function printSchema(schema: TSchema, chart: string): string {
  const { properties, definitions = {}, ...rest } = schema;
  const enabled = {
    title: 'enabled',
    type: 'boolean',
    description: 'For a parent chart whose condition switches this one on or off',
  };
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Values of the chart ${chart}`,
    ...whole(rest),
    properties: { ...titled(properties as Record<string, TSchema>, ''), enabled },
  };
  const told = { ...withSentences(document), definitions: toldDefinitions(definitions as Definitions) };
  return `${escaped(layOut(withDefinitions(told) as Json))}\n`;
}

/**
 * A group, all of whose values are required where all are there. Files that are laid over `values.yaml` have some of them, which editors are
 * told with a keyword of theirs; to Helm, which knows no such keyword, the condition always holds.
 */
function whole({ required, ...group }: JsonSchema): JsonSchema {
  if (required === undefined) return group;
  return { ...group, if: { filePatternAssociation: '/values.yaml' }, then: { required } };
}

type Definitions = { readonly [name: string]: JsonSchema };

const toldDefinitions = (definitions: Definitions): Definitions =>
  Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, withSentences(definition)]));

function titled(fields: { readonly [key: string]: TSchema }, path: string): object {
  const entries = Object.entries(fields).map(([key, field]) => {
    const title = `${path}${key}`;
    if (!isGroup(field)) return [key, { title, ...field }];
    return [key, { title, ...whole(field), properties: titled(field.properties, `${title}.`) }];
  });
  return Object.fromEntries(entries) as object;
}

/** Characters that no editor shows, which patterns name, as JSON's escapes. */
const escaped = (json: string) => json.replace(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, unicodeEscape);
