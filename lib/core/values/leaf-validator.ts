import type { TSchema } from '@sinclair/typebox';
import type { Ajv, ErrorObject, SchemaValidateFunction, ValidateFunction } from 'ajv';

/*
 * ajv compiles a schema to a function, which takes far longer than to run it once. So each leaf of the values is compiled on
 * its own, once for all leaves with the same constraints, and the structs of Kubernetes when a value of one is met.
 */

let ajv: Ajv | undefined;
/** Where a leaf keeps its compiled form. It is not enumerable: a copy with other constraints has none yet. */
const compiled = Symbol('compiled');
const ofConstraints = new Map<string, ValidateFunction>();
/** The structs of Kubernetes by name. Every chart defines the ones that it uses; they are the same everywhere. */
const definitions = new Map<string, object>();

/** Makes the definitions of a chart known. */
export function addDefinitions(own: { readonly [name: string]: object }): void {
  for (const [name, definition] of Object.entries(own)) if (!definitions.has(name)) definitions.set(name, definition);
}

const prefix = '#/definitions/';

/** What a reference of a schema stands for; undefined where no chart has defined it. */
export const definitionOf = (reference: string): object | undefined =>
  reference.startsWith(prefix) ? definitions.get(reference.slice(prefix.length)) : undefined;

/** What is wrong with the value of a leaf; paths begin at the leaf. */
export function leafErrors(leaf: TSchema, value: unknown): readonly ErrorObject[] {
  let validate = (leaf as { readonly [compiled]?: ValidateFunction })[compiled];
  if (!validate) {
    const {
      title: _title,
      description: _description,
      default: _default,
      ...constraints
    } = leaf as { [keyword: string]: unknown };
    const key = JSON.stringify(constraints);
    validate = ofConstraints.get(key) ?? compile(key);
    ofConstraints.set(key, validate);
    Object.defineProperty(leaf, compiled, { value: validate });
  }
  return validate(value) ? [] : (validate.errors ?? []).map((error: FoundInside) => ({ ...error, ...error.inside }));
}

const compile = (json: string): ValidateFunction => (ajv ??= newAjv()).compile(withLateDefinitions(json));

/** Loaded when it is needed: a command that validates nothing does not pay for it. Its optimizer costs more than it saves. */
function newAjv(): Ajv {
  const { Ajv } = require('ajv') as typeof import('ajv');
  const code = { optimize: false };
  const made = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
    validateSchema: false,
    code,
  });
  made.addKeyword({ keyword: 'definition', schemaType: 'string', errors: 'full', validate: followDefinition });
  return made;
}

/** The keyword that takes the place of `$ref`. */
const followDefinition: SchemaValidateFunction = (name: string, data: unknown, _schema, context): boolean => {
  let validate = ajv!.getSchema(name);
  if (!validate) {
    ajv!.addSchema(withLateDefinitions(JSON.stringify(definitions.get(name))), name);
    validate = ajv!.getSchema(name)!;
  }
  if (validate(data)) return true;
  const above = context?.instancePath ?? '';
  followDefinition.errors = validate.errors?.map((error: FoundInside) => {
    const { data, schema, schemaPath } = error;
    return { ...error, instancePath: above + error.instancePath, inside: error.inside ?? { data, schema, schemaPath } };
  });
  return false;
};

/** An error in a definition, with what ajv puts that of the place in its stead which refers to the definition. */
interface FoundInside extends ErrorObject {
  readonly inside?: Pick<ErrorObject, 'data' | 'schema' | 'schemaPath'>;
}

const withLateDefinitions = (json: string): object =>
  JSON.parse(json.replaceAll('"$ref":"#/definitions/', '"definition":"')) as object;
