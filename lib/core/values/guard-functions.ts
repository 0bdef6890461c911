import { aScalarWithText, anExpression, listOf, takes, type Kind } from './argument';
import { call } from './chart-helpers';
import { comparableQuantity, comparableQuantityTemplate } from './comparable-quantity';
import type { Expression, Helper, Json, Templated } from './expression';
import { goJson } from './go-json';
import { isMap } from './is-map';
import { text } from './text';

/*
 * What is asked of amounts and of lists.
 */

export const quantityHelper: Helper = {
  name: 'quantity',
  description: 'An amount such as 1500m or 2Gi as a text that stands in the order of amounts.',
  type: 'string',
  template: () => comparableQuantityTemplate,
  evaluate: (_, { quantity }) => comparableQuantity(quantity as string | number),
};

const atMostHelper: Helper = {
  name: 'quantityAtMost',
  description: 'Whether one amount is at most another one.',
  type: 'boolean',
  uses: [quantityHelper],
  template: (chart) =>
    `{{- le (include "${chart}.quantity" (dict "quantity" .amount)) (include "${chart}.quantity" (dict "quantity" .most)) }}`,
  evaluate: (_, { amount, most }) =>
    comparableQuantity(amount as string | number) <= comparableQuantity(most as string | number),
};

const atMostTakes = takes('quantityAtMost(amount, most)', aScalarWithText, aScalarWithText);

/**
 * True where an amount such as `1500m` or `2Gi` is at most another one, in whatever units they are: exactly, and whatever their size.
 */
export function quantityAtMost(
  amount: Templated<string | number>,
  most: Templated<string | number>,
): Expression<boolean> {
  atMostTakes(amount, most);
  return call(atMostHelper, { amount: text`${amount}`, most: text`${most}` });
}

const uniqueHelper: Helper = {
  name: 'isUnique',
  description: 'Whether no two elements of a list are the same, or the same in some fields.',
  type: 'boolean',
  template: () => `{{- $seen := list }}
{{- range $each := .list }}
{{- $element := $each }}
{{- if $.keys }}
{{- $element = list }}
{{- range $key := splitList "," $.keys }}{{ $element = append $element (get $each $key) }}{{ end }}
{{- end }}
{{- $seen = append $seen (toJson $element) }}
{{- end }}
{{- eq (len $seen) (len (uniq $seen)) }}`,
  evaluate: (_, { list, keys }) => {
    const of = String(keys) === '' ? undefined : String(keys).split(',');
    const seen = (list as readonly Json[]).map((element) =>
      goJson(of && isMap(element) ? of.map((key) => element[key] ?? '') : element),
    );
    return new Set(seen).size === seen.length;
  },
};

const aListExpression: Kind = {
  ...anExpression,
  inside: ({ valueType }: Expression, place) =>
    valueType === 'list'
      ? []
      : [{ place, message: `is a ${valueType}, and no list`, remedy: 'Use a list of the values.' }],
};
const aKey: Kind<string> = {
  words: 'the name of a field: letters and digits',
  holds: (value) => typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value),
};
const uniqueTakes = takes('isUnique(list, keys)', aListExpression, listOf(aKey));

/**
 * True where no two elements of a list are the same, as Kubernetes wants it of many lists.
 *
 * @param keys the fields in which elements must differ, in one at least; a field that is missing counts as empty. None for the whole element
 */
export function isUnique(list: Expression<readonly unknown[]>, ...keys: readonly string[]): Expression<boolean> {
  uniqueTakes(list, keys);
  return call(uniqueHelper, { list, keys: keys.join(',') });
}
