import { Expression, expressionsIn, type Operand } from '../values';
import type { JsonSchema } from './json-schema';

/*
 * Conditions of an author as JSON Schemas of all values of a chart.
 */

/** The condition in its parts that all must hold. */
export const conjuncts = (condition: Expression<boolean>): readonly Expression<boolean>[] =>
  condition.node.kind === 'and' ? condition.node.operands.flatMap(conjuncts) : [condition];

/** Whether a condition is about values. Others are about the cluster or the release. */
export const isAboutValues = (condition: Expression): boolean =>
  [...expressionsIn(condition)].some(({ node }) => node.kind === 'reference' || node.kind === 'item');

/** Whether a condition is a switch of the values that is on. */
export const isSwitch = ({ node }: Expression): boolean => node.kind === 'reference';

/** The values that a condition is about, by path. */
export const pathsOf = (condition: Expression): (readonly string[])[] =>
  [...expressionsIn(condition)].flatMap(({ node }) => (node.kind === 'reference' ? [node.path] : []));

/**
 * What values look like for which a condition holds; undefined where a schema cannot say so.
 *
 * @param place where the schema of a value at a path has to stand
 */
export function schemaOfCondition(
  { node, valueType }: Expression,
  place: (operand: Expression, schema: JsonSchema) => JsonSchema | undefined,
): JsonSchema | undefined {
  switch (node.kind) {
    case 'reference':
      return valueType === 'boolean' ? place(new Expression(node, 'boolean'), { const: true }) : undefined;
    case 'not': {
      const inner = schemaOfCondition(node.operand, place);
      return inner && negated(inner, node.operand, place);
    }
    case 'and':
    case 'or': {
      const inner = node.operands.map((operand) => schemaOfCondition(operand, place));
      if (!inner.every((each) => each !== undefined)) return undefined;
      return { [node.kind === 'and' ? 'allOf' : 'anyOf']: inner };
    }
    case 'equals':
      return isLiteral(node.right) ? place(node.left, { const: node.right }) : undefined;
    case 'isSet':
      return place(node.operand, filled(node.operand));
    case 'compare': {
      const bound = isLiteral(node.right) ? node.right : isLiteral(node.left) ? node.left : undefined;
      const operand = isLiteral(node.right) ? node.left : node.right;
      if (bound === undefined || !(operand instanceof Expression)) return undefined;
      const isBelow = node.by.startsWith('less') === isLiteral(node.right);
      const excluded = { true: 'exclusiveMaximum', false: 'exclusiveMinimum' } as const;
      const included = { true: 'maximum', false: 'minimum' } as const;
      return place(operand, { [(node.by.endsWith('Than') ? excluded : included)[`${isBelow}`]]: bound });
    }
    default:
      return undefined;
  }
}

/** What a value must not be, said of that value where it is one alone. */
function negated(
  inner: JsonSchema,
  operand: Expression,
  place: Parameters<typeof schemaOfCondition>[1],
): JsonSchema | undefined {
  if (operand.node.kind === 'reference') return place(operand, { const: false });
  if (operand.node.kind === 'isSet') return place(operand.node.operand, { ...empty(operand.node.operand) });
  if (operand.node.kind === 'equals' && isLiteral(operand.node.right)) {
    return place(operand.node.left, { not: { const: operand.node.right } });
  }
  return { not: inner };
}

function filled({ valueType }: Expression): JsonSchema {
  if (valueType === 'list') return { minItems: 1 };
  return valueType === 'map' ? { minProperties: 1 } : { not: { const: '' } };
}

function empty({ valueType }: Expression): JsonSchema {
  if (valueType === 'list') return { maxItems: 0 };
  return valueType === 'map' ? { maxProperties: 0 } : { const: '' };
}

/** Whether no values meet all of these conditions, as far as they say which text a value is. */
export function contradict(conditions: readonly Expression<boolean>[]): boolean {
  const left = new Map<string, readonly unknown[]>();
  return conditions.some((condition) => {
    const said = choicesIn(condition);
    if (!said) return false;
    const before = left.get(said.path);
    const both = before ? before.filter((each) => said.choices.includes(each)) : said.choices;
    left.set(said.path, both);
    return both.length === 0;
  });
}

/** What a condition lets the one value be that it is about. */
function choicesIn({ node }: Expression): { readonly path: string; readonly choices: readonly unknown[] } | undefined {
  if (node.kind === 'equals' && node.left.node.kind === 'reference' && isLiteral(node.right)) {
    return { path: node.left.node.path.join('.'), choices: [node.right] };
  }
  if (node.kind !== 'or') return undefined;
  const all = node.operands.map(choicesIn);
  const path = all[0]?.path;
  if (path === undefined || !all.every((each) => each?.path === path)) return undefined;
  return { path, choices: all.flatMap((each) => each!.choices) };
}

const isLiteral = (operand: Operand): operand is string | number | boolean => !(operand instanceof Expression);
