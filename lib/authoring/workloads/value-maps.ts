import { annotationKey, hostName, labelKey, labelValue } from '../../core/kubernetes/value-forms';
import { equals, list, not, string, stringMap, when, type Expression } from '../../core/values';

type Texts = { readonly [key: string]: string };

/**
 * Annotations that users give to an object.
 *
 * @param own pattern of those that the chart sets itself @default none
 */
export const annotationMap = (value: Texts, description: string, own?: string) =>
  stringMap(value, description, {
    propertyNames: { ...annotationKey, ...(own === undefined ? {} : { not: { pattern: own } }) },
  });

/** A number where it is not 0; elsewhere the field is left out. */
export const anyButZero = (value: Expression<number>): Expression<number> => when(not(equals(value, 0)), value);

/** Labels that a node must have. */
export const nodeLabels = (description: string) =>
  stringMap({}, description, {
    propertyNames: labelKey,
    additionalProperties: { type: 'string', ...labelValue },
  });

/** Host names, the first part of each of which may be `*`. */
export const hostList = (value: readonly string[], description: string, constraints: { maxItems?: number } = {}) =>
  list<string>(string('', 'A host name', hostName), value, description, constraints);
