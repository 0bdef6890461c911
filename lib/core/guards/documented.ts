import { isGroup, type Group, type TSchema } from '../values';
import type { Guard } from './guard';

/** A schema whose descriptions tell what guards ask of each value. */
export function documented(schema: Group, guards: readonly Guard[]): Group {
  const sentences = new Map<string, Set<string>>();
  for (const { values, sentence } of guards) {
    for (const path of values) sentences.set(path, (sentences.get(path) ?? new Set()).add(sentence));
  }
  return sentences.size === 0 ? schema : (withSentences(schema, '', sentences) as Group);
}

function withSentences(schema: TSchema, path: string, sentences: ReadonlyMap<string, ReadonlySet<string>>): TSchema {
  const own = sentences.get(path);
  const described = own ? { ...schema, description: joined(schema.description, own) } : schema;
  if (!isGroup(schema)) return described;
  const fields = Object.entries(schema.properties);
  const properties = fields.map(([key, field]) => {
    return [key, withSentences(field, path === '' ? key : `${path}.${key}`, sentences)];
  });
  return { ...described, properties: Object.fromEntries(properties) as object };
}

const joined = (description: string | undefined, sentences: ReadonlySet<string>): string =>
  [description, ...sentences].filter((each) => each !== undefined && each !== '').join('; ');
