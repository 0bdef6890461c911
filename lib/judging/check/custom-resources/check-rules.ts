import type { Json, JsonObject } from '../../../core/values';
import { isMap, pointerTo } from '../../../core/references/objects';
import { Evaluator, isTransition } from './cel/evaluator';
import { comparesUnordered } from './cel/unordered';
import { RuleValues } from './cel/value';
import { schemaOfField, type StructuralSchema, type ValidationRule } from './structural-schema';

/** A rule that an object breaks, or of which nobody can tell here. */
export interface RuleError {
  readonly pointer: string;
  /** What the author of the rule says, or why it could not be evaluated. */
  readonly message: string;
  readonly rule: string;
  /** Whether the rule is broken, rather than not understood. */
  readonly isBroken: boolean;
}

/**
 * The rules in CEL that an object breaks when it is made. Rules about a change hold for an update only and are left out, but for those
 * that say that they hold for new objects too.
 *
 * @param object with its defaults, and of the structure that the schema asks for
 */
export function checkRules(object: JsonObject, schema: StructuralSchema): RuleError[] {
  if (!schema.hasRules) return [];
  const evaluator = Evaluator.get();
  if (typeof evaluator === 'string') return [{ pointer: '', message: evaluator, rule: '', isBroken: false }];
  const check = new Check(evaluator);
  check.visit(object, schema, schema, '', true);
  return check.errors;
}

class Check {
  readonly errors: RuleError[] = [];
  private readonly values: RuleValues;

  constructor(private readonly evaluator: Evaluator) {
    this.values = new RuleValues(evaluator);
  }

  /** @param of the schema that tells what the value is; another one than that of the rules below an `allOf` */
  visit(value: Json, schema: StructuralSchema, of: StructuralSchema, pointer: string, isResource: boolean): void {
    if (value === null || !schema.hasRules) return;
    for (const rule of schema.rules) this.rule(rule, this.values.of(value, of, isResource), of, pointer);
    for (const each of schema.allOf) this.visit(value, each, of, pointer, isResource);
    if (Array.isArray(value)) {
      const { items } = schema;
      if (!items) return;
      (value as readonly Json[]).forEach((each, i) =>
        this.visit(each, items, of.items ?? items, `${pointer}/${i}`, items.isEmbeddedResource),
      );
    } else if (isMap(value)) {
      for (const [key, child] of Object.entries(value)) {
        const field = schemaOfField(schema, key);
        if (!field) continue;
        this.visit(child, field, schemaOfField(of, key) ?? field, pointerTo(pointer, key), field.isEmbeddedResource);
      }
    }
  }

  private rule(rule: ValidationRule, self: unknown, schema: StructuralSchema, pointer: string): void {
    if (isTransition(rule.rule) && !rule.isForNewObjects) return;
    const outcome = this.evaluator.evaluate(rule.rule, self);
    if ('unknown' in outcome) this.add(pointer, outcome.unknown, rule, false);
    else if ('failure' in outcome)
      this.add(pointer, `${outcome.failure} in the rule ${oneLine(rule.rule)}`, rule, true);
    else if (outcome.value === false && this.isUnsure(rule, schema))
      this.add(
        pointer,
        'it compares or joins lists without an order, which are compared here in their order',
        rule,
        false,
      );
    else if (outcome.value === false) this.add(`${pointer}${placeIn(rule)}`, this.messageOf(rule, self), rule, true);
    else if (outcome.value !== true) this.add(pointer, 'it gives neither true nor false', rule, false);
  }

  private isUnsure({ rule }: ValidationRule, schema: StructuralSchema): boolean {
    const tree = this.evaluator.treeOf(rule);
    return tree !== undefined && comparesUnordered(tree, schema);
  }

  private messageOf({ rule, message, messageExpression }: ValidationRule, self: unknown): string {
    if (messageExpression !== undefined) {
      const outcome = this.evaluator.evaluate(messageExpression, self);
      const said = 'value' in outcome ? outcome.value : undefined;
      if (typeof said === 'string' && said.trim() !== '' && !said.includes('\n')) return said.trim();
    }
    return message === undefined ? `breaks the rule ${oneLine(rule)}` : oneLine(message);
  }

  private add(pointer: string, message: string, { rule }: ValidationRule, isBroken: boolean): void {
    this.errors.push({ pointer, message, rule: oneLine(rule), isBroken });
  }
}

/** The pointer of the field that is to blame, from the place of the rule. */
const placeIn = ({ fieldPath = '' }: ValidationRule): string =>
  Array.from(fieldPath.matchAll(/\.([^.[\]]+)|\['((?:\\.|[^'\\])*)'\]/g), ([, name, quoted]) =>
    pointerTo('', name ?? quoted!.replace(/\\(.)/g, '$1')),
  ).join('');

/** The text on one line, cut where it gets long. */
function oneLine(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
