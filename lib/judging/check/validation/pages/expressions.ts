import type { Json, JsonObject } from '../../../../core/values';
import { fieldsOf, treeOf, wrongExpression, type Result, type Variables } from '../../custom-resources/cel/compile';
import { isTransition } from '../../custom-resources/cel/evaluator';
import { isMap, mapOf } from '../../../../core/references/objects';
import { fieldAt, namesIn, unknownField } from '../field-paths';
import type { Page, StructRule, BreachInStruct } from '../../../../core/validation/page';
import { elements, isEmpty, isSet, rule } from '../../../../core/validation/vocabulary';

/*
 * Expressions in CEL, and the paths of fields beside them: the API server reads them when they are written down.
 */

type Path = BreachInStruct['path'];

/** A level of a schema with rules of its own. */
interface RuledLevel {
  readonly schema: JsonObject;
  readonly path: Path;
  readonly isResource: boolean;
  /** Whether the server knows which value stood here before an update. */
  readonly isCorrelated: boolean;
}

function* levelsOf(
  schema: Json | undefined,
  path: Path,
  isResource: boolean,
  isCorrelated: boolean,
): Generator<RuledLevel> {
  if (!isMap(schema)) return;
  if (!isEmpty(schema['x-kubernetes-validations'])) yield { schema, path, isResource, isCorrelated };
  const below = isCorrelated && schema['x-kubernetes-map-type'] !== 'atomic';
  const inList = isCorrelated && schema['x-kubernetes-list-type'] === 'map';
  for (const [name, each] of Object.entries(mapOf(schema['properties'])))
    yield* levelsOf(each, [...path, 'properties', name], mapOf(each)['x-kubernetes-embedded-resource'] === true, below);
  yield* levelsOf(schema['items'], [...path, 'items'], false, inList);
  yield* levelsOf(schema['additionalProperties'], [...path, 'additionalProperties'], false, below);
}

/** The type of `self`, as far as it is a scalar whose format says nothing else. */
function typeOf({ type, format }: JsonObject): string {
  const types: { readonly [type: string]: string } = { string: 'string', integer: 'int', boolean: 'bool' };
  return isSet(format) || !Object.hasOwn(types, String(type)) ? 'dyn' : types[String(type)]!;
}

/** What is wrong with one rule of a level. */
function wrongRule({ schema, isResource, isCorrelated }: RuledLevel, each: JsonObject): BreachInStruct[] {
  const { rule: text, messageExpression, fieldPath, optionalOldSelf } = each;
  const found: BreachInStruct[] = [];
  const self = typeOf(schema);
  const variables = { self, oldSelf: optionalOldSelf === true ? 'dyn' : self };
  if (typeof text === 'string' && text.trim() !== '') {
    const read = treeOf(text, variables);
    const unknown =
      read !== undefined && 'tree' in read
        ? fieldsOf(read.tree, 'self')
            .map((names) => unknownField(schema, names, isResource))
            .find(isSet)
        : undefined;
    const message = wrongExpression(text, variables, 'bool') ?? unknown;
    if (message !== undefined) found.push({ path: ['rule'], message: `the rule ${message}` });
    else if (isTransition(text) && !isCorrelated)
      found.push({
        path: ['rule'],
        message: 'oldSelf may not stand here: which element stood here before is known in lists of the type map alone',
      });
    if (optionalOldSelf === true && !isTransition(text))
      found.push({ path: ['optionalOldSelf'], message: 'goes with a rule about oldSelf only' });
  }
  if (typeof messageExpression === 'string' && messageExpression.trim() !== '') {
    const message = wrongExpression(messageExpression, variables, 'string');
    if (message !== undefined) found.push({ path: ['messageExpression'], message: `the expression ${message}` });
  }
  if (typeof fieldPath === 'string' && fieldPath !== '') {
    const names = namesIn(fieldPath);
    const isOfServer = isResource && names[0] === 'metadata';
    const field = typeof names === 'string' ? names : isOfServer ? undefined : fieldAt(schema, names);
    if (typeof field === 'string') found.push({ path: ['fieldPath'], message: field });
  }
  return found;
}

const field = (schema: JsonObject): JsonObject => ({
  openAPIV3Schema: { type: 'object', properties: { field: schema } },
});

const rulesOfSchemas: StructRule = rule(
  'invalid-format',
  'has rules, messages and paths that can be read, of fields that there are',
  {
    valid: field({
      type: 'object',
      properties: { least: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: 'self.least > 0', fieldPath: '.least' }],
    }),
    invalid: field({ type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >' }] }),
  },
  ({ openAPIV3Schema }) =>
    Array.from(levelsOf(openAPIV3Schema, ['openAPIV3Schema'], true, true)).flatMap((level) =>
      elements(level.schema, 'x-kubernetes-validations').flatMap(({ value, at }) =>
        wrongRule(level, value).map((found) => ({
          ...found,
          path: [...level.path, 'x-kubernetes-validations', at, ...found.path],
        })),
      ),
    ),
);

const selectable = ['string', 'boolean', 'integer'];

/** What is wrong with a path by which resources can be selected. */
function wrongSelectable(path: string, schema: JsonObject): string | undefined {
  const names = namesIn(path);
  if (typeof names === 'string') return names;
  if (path.includes('[')) return 'has brackets, which are not taken here';
  if (names[0] === 'metadata') return 'is of metadata, whose fields can be selected anyway, or never';
  const found = fieldAt(schema, names);
  if (typeof found === 'string') return found;
  return selectable.includes(String(found['type'])) ? undefined : `is none of the types ${selectable.join(', ')}`;
}

const version = (path: string): JsonObject => ({
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: { spec: { type: 'object', properties: { color: { type: 'string' } } } },
    },
  },
  selectableFields: [{ jsonPath: path }],
});

const selectableFields: StructRule = rule(
  'invalid-format',
  'lets resources be selected by scalar fields of its schema',
  { valid: version('.spec.color'), invalid: version('.spec.colour') },
  (of) => {
    const schema = mapOf(of['schema'])['openAPIV3Schema'];
    return elements(of, 'selectableFields').flatMap(({ value: { jsonPath }, at }): BreachInStruct[] => {
      const path = ['selectableFields', at];
      if (isEmpty(jsonPath)) return [{ path, message: 'needs jsonPath' }];
      if (typeof jsonPath !== 'string' || !isMap(schema)) return [];
      const wrong = wrongSelectable(jsonPath, schema);
      return wrong === undefined ? [] : [{ path: [...path, 'jsonPath'], message: `"${jsonPath}": ${wrong}` }];
    });
  },
);

/** What every expression of admission may use. */
const ofAdmission: Variables = {
  object: 'dyn',
  oldObject: 'dyn',
  request: 'dyn',
  namespaceObject: 'dyn',
  authorizer: 'dyn',
};

/** One expression of an object, and where it stands. */
interface Placed {
  readonly text: Json | undefined;
  readonly path: Path;
  readonly result: Result;
  readonly variables: Variables;
  /** The names of composed variables that it may use. @default those are not looked at */
  readonly composed?: readonly string[];
}

function wrongPlaced({ text, path, result, variables, composed }: Placed): BreachInStruct[] {
  if (typeof text !== 'string' || text.trim() === '') return [];
  const wrong = wrongExpression(text, variables, result);
  if (wrong !== undefined) return [{ path, message: `the expression ${wrong}` }];
  const read = composed === undefined ? undefined : treeOf(text, variables);
  if (read === undefined || !('tree' in read)) return [];
  const missing = fieldsOf(read.tree, 'variables').find(([name]) => !composed!.includes(name!));
  return missing === undefined ? [] : [{ path, message: `there is no variable "${missing[0]}" before it` }];
}

const conditions = (struct: JsonObject, variables: Variables): Placed[] =>
  elements(struct, 'matchConditions').map(({ value, at }) => ({
    text: value['expression'],
    path: ['matchConditions', at, 'expression'],
    result: 'bool',
    variables,
  }));

const ofPolicy: StructRule = rule(
  'invalid-format',
  'has expressions that can be read, of variables that there are',
  {
    valid: { validations: [{ expression: 'object.spec.replicas <= 5' }] },
    invalid: { validations: [{ expression: 'object.spec.replicas <=' }] },
  },
  (policy) => {
    const given = { ...ofAdmission, ...(isSet(policy['paramKind']) ? { params: 'dyn' } : {}) };
    const all = elements(policy, 'variables').map(({ value }) => String(value['name']));
    const variables = { ...given, variables: 'dyn' };
    const placed = (list: string, fieldName: string, result: Result): Placed[] =>
      elements(policy, list).map(({ value, at }) => ({
        text: value[fieldName],
        path: [list, at, fieldName],
        result,
        variables,
        composed: list === 'variables' ? all.slice(0, at) : all,
      }));
    return [
      ...conditions(policy, given),
      ...placed('variables', 'expression', 'any'),
      ...placed('validations', 'expression', 'bool'),
      ...placed('validations', 'messageExpression', 'string'),
      ...placed('auditAnnotations', 'valueExpression', 'any'),
    ].flatMap(wrongPlaced);
  },
);

const ofWebhook: StructRule = rule(
  'invalid-format',
  'has conditions that can be read, of variables that there are',
  {
    valid: { matchConditions: [{ name: 'a', expression: "request.operation == 'CREATE'" }] },
    invalid: { matchConditions: [{ name: 'a', expression: 'request.operation ==' }] },
  },
  (webhook) => conditions(webhook, ofAdmission).flatMap(wrongPlaced),
);

export const expressionsPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source: 'apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema; apiserver/schema/cel Compile',
    rules: [rulesOfSchemas],
  },
  'apiextensions.CustomResourceDefinitionVersion': {
    source: 'apiextensions/validation ValidateCustomResourceSelectableFields',
    rules: [selectableFields],
  },
  'admissionregistration.ValidatingAdmissionPolicySpec': {
    source: 'admissionregistration/validation validateCELCondition, validateVariable',
    rules: [ofPolicy],
  },
  'admissionregistration.ValidatingWebhook': {
    source: 'admissionregistration/validation validateMatchConditionsExpression',
    rules: [ofWebhook],
  },
  'admissionregistration.MutatingWebhook': {
    source: 'admissionregistration/validation validateMatchConditionsExpression',
    rules: [ofWebhook],
  },
};
