import {
  and,
  boundsOf,
  equals,
  greaterOrEqual,
  greaterThan,
  length,
  lessOrEqual,
  lessThan,
  matches,
  not,
  or,
  type Expression,
} from '../values';
import { areDisjoint, isWithin } from '../values/pattern-inclusion';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * What a schema asks of a text or number, as conditions on an expression that becomes one.
 */

/** What must hold so that a schema accepts what an expression becomes. */
interface Said {
  readonly conditions: readonly Expression<boolean>[];
  /** Whether they say all that the schema does. */
  readonly isWhole: boolean;
}

/** What is known of the texts that an expression can become, whatever its values are: what holds anyway need not be asked. */
export interface Known {
  /** Patterns that all of them match. */
  readonly patterns: readonly string[];
  /** How long the longest is. */
  readonly longest: number;
}

const nothing: Known = { patterns: [], longest: Infinity };
/** A text with something in it. */
const some = '^(.|\\n)(.|\\n)*$';

/**
 * The conditions under which a schema accepts what an expression becomes, a text or a number: none where nothing can be asked, or where
 * all of it is known to hold. What no condition can say is not asked.
 */
export const conditionsOfSchema = (
  schema: JsonSchema,
  expression: Expression<string | number>,
  known: Known,
): readonly Expression<boolean>[] => saidOf(schema, expression, known)?.conditions ?? [];

/** Undefined where the schema accepts nothing of this type. */
function saidOf(schema: JsonSchema, expression: Expression<string | number>, known: Known): Said | undefined {
  const conditions: Expression<boolean>[] = [];
  let isWhole = true;
  for (const [keyword, value] of Object.entries(schema)) {
    if (beside.has(keyword)) continue;
    if (keyword === 'type') {
      const types = [value].flat();
      const isNumber = expression.valueType === 'integer' && types.includes('number');
      if (!isNumber && !types.includes(expression.valueType)) return undefined;
      continue;
    }
    const said = ofKeyword(keyword, value, schema, expression, known);
    if (said) {
      conditions.push(...said.conditions);
      isWhole &&= said.isWhole;
    } else isWhole = false;
  }
  return { conditions, isWhole };
}

/** What says nothing of the value, or is said with another keyword. */
const beside: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'examples', 'errorMessage', 'patternErrorMessage', 'doNotSuggest'],
  ...['then', 'else'],
]);

const whole = (...conditions: readonly Expression<boolean>[]): Said => ({ conditions, isWhole: true });

function ofKeyword(
  keyword: string,
  value: unknown,
  schema: JsonSchema,
  expression: Expression<string | number>,
  known: Known,
): Said | undefined {
  const { pattern } = schema;
  const inner = (each: unknown) => (isSchema(each) ? saidOf(each, expression, nothing) : unknownSchema);
  switch (keyword) {
    case 'allOf': {
      const all = (value as readonly JsonSchema[]).map((each) => saidOf(each, expression, known));
      if (!all.every((each) => each !== undefined)) return undefined;
      return { conditions: all.flatMap(({ conditions }) => conditions), isWhole: all.every((each) => each.isWhole) };
    }
    case 'anyOf': {
      const ways = (value as readonly unknown[]).flatMap((each) => inner(each) ?? []);
      if (ways.length === 0 || ways.some(({ conditions }) => conditions.length === 0)) return undefined;
      const isWhole = ways.every((each) => each.isWhole);
      return { conditions: [or(...ways.map(({ conditions }) => and(...conditions)))], isWhole };
    }
    case 'not': {
      const refused = inner(value);
      if (refused === undefined || isRefusedAnyway(value, known)) return whole();
      if (!refused.isWhole || refused.conditions.length === 0) return undefined;
      return whole(not(and(...refused.conditions)));
    }
    case 'if': {
      const [condition, then] = [inner(value), inner(schema['then'])];
      if (!condition?.isWhole || condition.conditions.length === 0 || !then || then.conditions.length === 0)
        return undefined;
      if (schema['else'] !== undefined) return undefined;
      return { conditions: [or(not(and(...condition.conditions)), and(...then.conditions))], isWhole: then.isWhole };
    }
    case 'const':
      return oneOf([value], expression);
    case 'enum':
      return oneOf(value as readonly unknown[], expression);
    default:
      return expression.valueType === 'string'
        ? ofText(keyword, value, expression as Expression<string>, known, pattern)
        : ofNumber(keyword, value, expression as Expression<number>);
  }
}

const unknownSchema: Said = { conditions: [], isWhole: false };

/** That it is one of some values; undefined where none of them is of its type. */
function oneOf(choices: readonly unknown[], expression: Expression<string | number>): Said | undefined {
  const type = expression.valueType === 'string' ? 'string' : 'number';
  const fitting = choices.filter((each): each is string | number => typeof each === type);
  return fitting.length === 0 ? undefined : whole(or(...fitting.map((each) => equals(expression, each))));
}

/** Whether a schema that must not fit is a pattern that no text has anyway. */
const isRefusedAnyway = (schema: unknown, known: Known): boolean =>
  isSchema(schema) && known.patterns.some((each) => areDisjoint(each, String(schema['pattern'])) === true);

/** @param pattern what the schema says beside the keyword */
function ofText(
  keyword: string,
  value: unknown,
  text: Expression<string>,
  known: Known,
  pattern: unknown,
): Said | undefined {
  switch (keyword) {
    case 'pattern':
      return known.patterns.some((each) => isWithin(each, String(value)))
        ? whole()
        : whole(matches(text, String(value)));
    case 'maxLength':
      return known.longest <= Number(value) ? whole() : whole(lessOrEqual(length(text), Number(value)));
    case 'minLength': {
      const isSaid = [...known.patterns, pattern].some((each) => typeof each === 'string' && isWithin(each, some));
      return value === 1 && isSaid ? whole() : whole(greaterOrEqual(length(text), Number(value)));
    }
    // Bounds are for numbers: a text keeps them.
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return whole();
    default:
      return undefined;
  }
}

function ofNumber(keyword: string, value: unknown, number: Expression<number>): Said | undefined {
  const { least, most } = boundsOf(number.shape);
  const bound = Number(value);
  switch (keyword) {
    case 'minimum':
      return least >= bound ? whole() : whole(greaterOrEqual(number, bound));
    case 'maximum':
      return most <= bound ? whole() : whole(lessOrEqual(number, bound));
    case 'exclusiveMinimum':
      return least > bound ? whole() : whole(greaterThan(number, bound));
    case 'exclusiveMaximum':
      return most < bound ? whole() : whole(lessThan(number, bound));
    // A form is for texts: a number has none.
    case 'pattern':
    case 'minLength':
    case 'maxLength':
      return whole();
    default:
      return undefined;
  }
}
