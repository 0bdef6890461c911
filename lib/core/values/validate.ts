import type { TSchema } from '@sinclair/typebox';
import type { ErrorObject } from 'ajv';
import { didYouMean } from './closest';
import type { Json, JsonObject } from './expression';
import { fits } from './fits';
import { addDefinitions, leafErrors } from './leaf-validator';
import { keysOfPointer, pointerTo } from './json-pointer';
import type { Problem } from './problem';
import { isGroup, isOpen, neededFields } from './schema';
import { unicodeEscape } from './unicode-escape';

/** What the messages need of an error of ajv. */
type AjvError = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'parentSchema' | 'data' | 'message'>;

/**
 * Checks values against a chart's schema, as Helm will.
 *
 * @param where names the environment or file in the messages
 */
export function validateValues(schema: TSchema, values: JsonObject, where: string): Problem[] {
  addDefinitions((schema.definitions ?? {}) as { readonly [name: string]: object });
  const problems: Problem[] = [];
  const visit = (field: TSchema, value: unknown, pointer: string): void => {
    if (!isGroup(field)) {
      if (fits(field, value as Json)) return;
      const errors = withoutBranches(leafErrors(field, value)).filter((error) => !isEcho(error));
      const description = field.description;
      for (const error of errors) {
        const instancePath = pointer + error.instancePath;
        problems.push(explain({ ...error, instancePath }, where, error.instancePath === '' ? description : undefined));
      }
      return;
    }
    const ajvError = (keyword: string, params: object): AjvError => ({
      instancePath: pointer,
      keyword,
      params,
      parentSchema: field,
      data: value,
    });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.push(explain(ajvError('type', { type: 'object' }), where));
      return;
    }
    const fields = field.properties as Record<string, TSchema>;
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(fields, key) || isOpen(field)) continue;
      problems.push(explain(ajvError('additionalProperties', { additionalProperty: key }), where));
    }
    const needed = neededFields(field);
    for (const [key, inner] of Object.entries(fields)) {
      if (Object.hasOwn(value, key)) visit(inner, (value as JsonObject)[key], pointerTo(pointer, key));
      else if (needed.includes(key)) problems.push(explain(ajvError('required', { missingProperty: key }), where));
    }
    // What holds for the values of a group under conditions.
    const rules = { allOf: field.allOf as unknown };
    if (fits(rules, value as Json)) return;
    for (const error of leafErrors(rules as unknown as TSchema, value).filter((each) => !isEcho(each))) {
      problems.push(explain({ ...error, instancePath: pointer + error.instancePath }, where));
    }
  };
  visit(schema, values, '');
  return problems.filter((each, i) => problems.findIndex((other) => isSame(each, other)) === i);
}

/** Whether two say the same of one place: a sentence is told once, whatever of its rule is broken. */
const isSame = (a: Problem, b: Problem): boolean => a.path === b.path && a.message === b.message;

/** Errors that only repeat another one of the same place. */
const isEcho = (error: AjvError) => error.keyword === 'if' || error.keyword === 'propertyNames';

/** The errors without those of the single ways to fulfil a rule that has a sentence for all of them. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const said = errors.filter(
    ({ keyword, parentSchema }) => (keyword === 'anyOf' || keyword === 'oneOf') && sentenceOf(parentSchema),
  );
  const isBranch = ({ instancePath, schemaPath }: ErrorObject, of: ErrorObject) =>
    instancePath.startsWith(of.instancePath) && schemaPath.startsWith(`${of.schemaPath}/`);
  return errors.filter((error) => !said.some((rule) => isBranch(error, rule)));
}

/** What a rule says in a sentence of its own, which goes on after the path of the value. */
const sentenceOf = (schema: AjvError['parentSchema']): string | undefined =>
  schema?.['errorMessage'] as string | undefined;

/** @param description of the leaf in which the error is */
function explain(error: AjvError, where: string, description?: string): Problem {
  const path = dotted(error.instancePath);
  const parameters = error.params as Record<string, unknown>;
  const shown = () => JSON.stringify(error.data);
  const sentence = sentenceOf(error.parentSchema);
  if (sentence !== undefined) return wrong(where, path, sentence, error, description);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(parameters['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
      return {
        code: 'unknown-value',
        where,
        path: join(path, key),
        message: `no such value${didYouMean(key, known)}`,
        remedy: `Remove it, or use one of: ${known.join(', ')}.`,
      };
    }
    case 'required': {
      const key = String(parameters['missingProperty']);
      const properties = error.parentSchema?.['properties'] as Record<string, { description?: string }> | undefined;
      const meaning = properties?.[key]?.description;
      return {
        code: 'missing-value',
        where,
        path: join(path, key),
        message: 'this value has no default and must be supplied',
        remedy: meaning ? `It means: ${meaning}.` : 'Kubernetes needs it; write it beside the others.',
      };
    }
    case 'type':
      return wrong(where, path, `must be ${String(parameters['type'])}, not ${shown()}`, error, description);
    case 'enum':
      return wrong(
        where,
        path,
        `must be one of ${(parameters['allowedValues'] as unknown[]).map((v) => JSON.stringify(v)).join(', ')}, not ${shown()}`,
        error,
        description,
      );
    case 'pattern': {
      const said = error.parentSchema?.['patternErrorMessage'] as string | undefined;
      if (said !== undefined) return wrong(where, path, `${said}; this is ${shown()}`, error, description);
      return wrong(where, path, `${printable(error.message ?? error.keyword)}, but is ${shown()}`, error, description);
    }
    default:
      return wrong(where, path, `${printable(error.message ?? error.keyword)}, but is ${shown()}`, error, description);
  }
}

function wrong(where: string, path: string, message: string, error: AjvError, ofLeaf?: string): Problem {
  const description = (error.parentSchema?.['description'] as string | undefined) ?? ofLeaf;
  return {
    code: 'invalid-value',
    where,
    path,
    message,
    remedy: description ? `It means: ${description}.` : undefined,
  };
}

/** Patterns name characters that a terminal would obey. */
const printable = (message: string): string =>
  message.replace(/[\0-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, unicodeEscape);

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** A JSON pointer as a path into values: `/ingress/hosts/0` is `ingress.hosts[0]`. */
const dotted = (pointer: string) =>
  keysOfPointer(pointer).reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
