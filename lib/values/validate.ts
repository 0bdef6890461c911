import type { TSchema } from '@sinclair/typebox';
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
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

let ajv: Ajv | undefined;
const added = new Set<string>();

function compile(schema: TSchema): ValidateFunction {
  let validate = compiled.get(schema);
  if (!validate) {
    const { definitions, ...root } = schema;
    ajv ??= newAjv();
    for (const [name, definition] of Object.entries((definitions ?? {}) as Record<string, object>)) {
      if (added.has(name)) continue;
      added.add(name);
      ajv.addSchema(withSharedDefinitions(definition), name);
    }
    validate = ajv.compile(withSharedDefinitions(root));
    compiled.set(schema, validate);
  }
  return validate;
}

/** Loaded when it is needed: a command that validates nothing does not pay for it. Its optimizer costs more than it saves. */
function newAjv(): Ajv {
  const { Ajv } = require('ajv') as typeof import('ajv');
  const code = { optimize: false };
  return new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false, inlineRefs: false, code });
}

/** The structs of Kubernetes, which every chart defines for itself, are compiled once for all charts. */
const withSharedDefinitions = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/definitions/', '"$ref":"')) as object;

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
      return wrong(
        where,
        path,
        `must be one of ${(parameters['allowedValues'] as unknown[]).map((v) => JSON.stringify(v)).join(', ')}, not ${shown()}`,
        error,
      );
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
