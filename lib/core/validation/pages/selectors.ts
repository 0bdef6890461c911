import type { Json } from '../../values';
import { isMap } from '../../values/is-map';
import { listOf } from '../../values/json-parts';
import { subdomain } from '../forms';
import { labelKey, labelValue } from '../syntax';
import type { JsonSchema } from '../json-schema';
import * as patterns from '../patterns';
import type { Page, StructRule, BreachInStruct } from '../page';
import { elements, evenEmpty, isEmpty, oneOf, required, rule, shown } from '../vocabulary';
import { labels } from './metadata';

const noSite = { kind: '', object: {}, minor: 0 };

/** How many values each operator takes. */
const counts: { readonly [operator: string]: { readonly fits: (count: number) => boolean; readonly says: string } } = {
  In: { fits: (count) => count > 0, says: 'needs a value' },
  NotIn: { fits: (count) => count > 0, says: 'needs a value' },
  Exists: { fits: (count) => count === 0, says: 'takes no values' },
  DoesNotExist: { fits: (count) => count === 0, says: 'takes no values' },
  Gt: { fits: (count) => count === 1, says: 'takes one value' },
  Lt: { fits: (count) => count === 1, says: 'takes one value' },
};

/** The scheduler compares whole numbers. */
const compared: JsonSchema = {
  required: ['values'],
  properties: { values: { minItems: 1, maxItems: 1, items: { pattern: '^[0-9]{1,18}$' } } },
};

const few: { readonly [operator: string]: JsonSchema } = {
  In: { required: ['values'], properties: { values: { minItems: 1 } } },
  NotIn: { required: ['values'], properties: { values: { minItems: 1 } } },
  Exists: { properties: { values: { maxItems: 0 } } },
  DoesNotExist: { properties: { values: { maxItems: 0 } } },
  Gt: compared,
  Lt: compared,
};

/** The same for operators, those with the same numbers of values together. */
function expressionSchema(operators: readonly string[]): JsonSchema {
  const pairs = [
    ['In', 'NotIn'],
    ['Exists', 'DoesNotExist'],
    ['Gt', 'Lt'],
  ] as const;
  return {
    properties: { operator: { enum: operators } },
    allOf: pairs
      .filter(([first]) => operators.includes(first))
      .map(([first, second]) => ({
        if: { required: ['operator'], properties: { operator: { enum: [first, second] } } },
        then: few[first]!,
      })),
  };
}

function uncomparable(value: Json | undefined): BreachInStruct[] {
  if (typeof value !== 'string' || (/^[-+]?[0-9]+$/.test(value) && Math.abs(Number(value)) < 2 ** 63)) return [];
  const message = `${shown(value)} is not a whole number, which no node is compared with`;
  return [{ path: ['values', 0], message, question: 'cannot-work' }];
}

/** The operator is known, and has the values that it needs. */
const expression = (operators: readonly string[]): StructRule =>
  rule(
    'invalid-selector',
    `has the values that its operator takes: ${operators.join(', ')}`,
    { valid: { key: 'a', operator: 'In', values: ['b'] }, invalid: { key: 'a', operator: 'Exists', values: ['b'] } },
    ({ operator, values }) => {
      if (typeof operator !== 'string' || !operators.includes(operator)) {
        if (operator === undefined || (operator !== null && typeof operator !== 'string')) return [];
        return [{ path: ['operator'], message: `${shown(operator)} is none of ${operators.join(', ')}` }];
      }
      const count = listOf(values).length;
      const { fits, says } = counts[operator]!;
      if (fits(count)) return operator === 'Gt' || operator === 'Lt' ? uncomparable(listOf(values)[0]) : [];
      return [{ path: count === 0 ? [] : ['values'], message: `${operator} ${says}, and has ${count || 'none'}` }];
    },
    expressionSchema(operators),
  );

const key: StructRule = rule(
  'invalid-selector',
  'has the key of a label',
  { valid: { key: 'example.com/a' }, invalid: { key: 'a b' } },
  (struct) => {
    const message = typeof struct['key'] === 'string' ? labelKey(struct['key']) : undefined;
    return message === undefined ? [] : [{ path: ['key'], message }];
  },
  { properties: { key: patterns.qualifiedName } },
);

const values: StructRule = rule(
  'invalid-selector',
  'has values of labels',
  { valid: { operator: 'In', values: ['a'] }, invalid: { operator: 'In', values: ['a b'] } },
  (struct) =>
    listOf(struct['values']).flatMap((value, i): BreachInStruct[] => {
      const message = typeof value === 'string' ? labelValue(value) : undefined;
      return message === undefined ? [] : [{ path: ['values', i], message }];
    }),
  { properties: { values: { items: patterns.labelValue } } },
);

const nodeExpression = expression(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']);

/** Since Kubernetes 1.33 what a node must have is a value that a label can have. */
const nodeValues: StructRule = rule(
  'invalid-selector',
  'asks nodes for values that labels can have',
  {
    valid: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] },
    invalid: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] }] },
  },
  (selector, { minor }) =>
    minor < 33
      ? []
      : elements(selector, 'nodeSelectorTerms').flatMap(({ value: term, at: i }) =>
          elements(term, 'matchExpressions').flatMap(({ value: each, at: j }) =>
            values.check(each, noSite).map((found) => ({
              ...found,
              path: ['nodeSelectorTerms', i, 'matchExpressions', j, ...found.path],
            })),
          ),
        ),
  {
    properties: {
      nodeSelectorTerms: {
        items: {
          properties: { matchExpressions: { items: { properties: { values: { items: patterns.labelValue } } } } },
        },
      },
    },
  },
);

/** Selectors of labels and of nodes. */
export const selectorsPage: Page = {
  'meta.LabelSelector': {
    source: 'apimachinery/apis/meta/v1/validation ValidateLabelSelector',
    fields: { matchLabels: labels },
  },
  'meta.LabelSelectorRequirement': {
    source: 'apimachinery/apis/meta/v1/validation ValidateLabelSelectorRequirement',
    fields: { key: required, operator: required },
    rules: [key, values, expression(['In', 'NotIn', 'Exists', 'DoesNotExist'])],
  },
  'core.NodeSelector': {
    source: 'core/validation ValidateNodeSelector',
    rules: [
      nodeValues,
      rule(
        'missing-value',
        'has at least one term',
        { valid: { nodeSelectorTerms: [{}] }, invalid: { nodeSelectorTerms: [] } },
        ({ nodeSelectorTerms: terms }) =>
          terms !== undefined && isEmpty(terms)
            ? [{ path: ['nodeSelectorTerms'], message: 'needs at least one term' }]
            : [],
        { properties: { nodeSelectorTerms: { minItems: 1 } } },
      ),
    ],
  },
  'core.NodeSelectorTerm': {
    source: 'core/validation ValidateNodeSelectorTerm, ValidateNodeFieldSelectorRequirement',
    fields: {
      'matchFields/*/key': oneOf('metadata.name'),
      'matchFields/*/operator': oneOf('In', 'NotIn'),
      'matchFields/*/values/*': evenEmpty(subdomain),
    },
    rules: [
      rule(
        'invalid-selector',
        'selects nodes by an expression that says something',
        {
          valid: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] },
          invalid: { matchExpressions: [{ key: 'a', operator: 'Gt', values: [] }] },
        },
        (term) =>
          listOf(term['matchExpressions']).flatMap((each, i) =>
            isMap(each)
              ? [key, nodeExpression].flatMap((part) =>
                  part.check(each, noSite).map((found) => ({ ...found, path: ['matchExpressions', i, ...found.path] })),
                )
              : [],
          ),
        {
          properties: {
            matchExpressions: { items: { allOf: [key.schema, nodeExpression.schema] } },
          },
        },
      ),
      rule(
        'invalid-selector',
        'names one node in each field',
        {
          valid: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] },
          invalid: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] },
        },
        (term) =>
          listOf(term['matchFields']).flatMap((each, i) =>
            isMap(each) && listOf(each['values']).length !== 1
              ? [{ path: ['matchFields', i, ...('values' in each ? ['values'] : [])], message: 'needs one value' }]
              : [],
          ),
        {
          properties: {
            matchFields: { items: { required: ['values'], properties: { values: { minItems: 1, maxItems: 1 } } } },
          },
        },
      ),
    ],
  },
};
