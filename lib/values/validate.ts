import type { TSchema } from '@sinclair/typebox';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { didYouMean } from './closest';
import type { JsonObject } from './expression';
import type { Problem } from './problem';

const compiled = new WeakMap<TSchema, ValidateFunction>();

/**
 * Checks values against a chart's schema, as Helm will.
 *
 * @param where names the environment or file in the messages
 */
export function validateValues(schema: TSchema, values: JsonObject, where: string): Problem[] {
  const validate = compile(schema);
  if (validate(values)) return [];
  return (validate.errors ?? []).filter((error) => !isEcho(error)).map((error) => explain(error, where));
}

function compile(schema: TSchema): ValidateFunction {
  let validate = compiled.get(schema);
  if (!validate) {
    // Loaded here: a command that validates nothing does not pay for it.
    const { Ajv } = require('ajv') as typeof import('ajv');
    validate = new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false }).compile(schema);
    compiled.set(schema, validate);
  }
  return validate;
}

/** Errors that only repeat another one of the same place. */
const isEcho = (error: ErrorObject) => error.keyword === 'if' || error.keyword === 'propertyNames';

function explain(error: ErrorObject, where: string): Problem {
  const path = dotted(error.instancePath);
  const parameters = error.params as Record<string, unknown>;
  const shown = () => JSON.stringify(error.data);
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
      const description = properties?.[key]?.description;
      return {
        code: 'missing-value',
        where,
        path: join(path, key),
        message: 'this value has no default and must be supplied',
        remedy: description ? `It means: ${description}.` : undefined,
      };
    }
    case 'type':
      return wrong(where, path, `must be ${String(parameters['type'])}, not ${shown()}`, error);
    case 'enum':
      return wrong(where, path, `must be one of ${(parameters['allowedValues'] as unknown[]).map((v) => JSON.stringify(v)).join(', ')}, not ${shown()}`, error);
    default:
      return wrong(where, path, `${error.message ?? error.keyword}, but is ${shown()}`, error);
  }
}

function wrong(where: string, path: string, message: string, error: ErrorObject): Problem {
  const description = error.parentSchema?.['description'] as string | undefined;
  return {
    code: 'invalid-value',
    where,
    path,
    message,
    remedy: description ? `It means: ${description}.` : undefined,
  };
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);

/** A JSON pointer as a path into values: `/ingress/hosts/0` is `ingress.hosts[0]`. */
const dotted = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), '');
