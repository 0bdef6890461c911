import { isMap, type Json, type JsonObject } from '../values';
import { listOf, mapOf } from '../values/json-parts';

/** Whether a label selector (`matchLabels`, `matchExpressions`) selects these labels. An empty selector selects everything. */
export function selects(selector: Json | undefined, labels: JsonObject): boolean {
  if (!isMap(selector)) return false;
  return (
    matchesLabels(mapOf(selector['matchLabels']), labels) &&
    listOf(selector['matchExpressions']).every((expression) => matchesExpression(mapOf(expression), labels))
  );
}

/** Whether the labels have all entries of a map, as the selector of a Service does. */
export const matchesLabels = (entries: JsonObject, labels: JsonObject): boolean =>
  Object.entries(entries).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);

function matchesExpression({ key, operator, values }: JsonObject, labels: JsonObject): boolean {
  const label = typeof key === 'string' && Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return label !== undefined && listOf(values).includes(label);
    case 'NotIn':
      return label === undefined || !listOf(values).includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
}
