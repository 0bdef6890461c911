import { prometheusDuration } from '../../../core/kubernetes/value-forms';
import { blockText } from '../../../core/values';

/*
 * What users write of Prometheus' own configuration, as JSON Schemas. Source: https://prometheus.io/docs/prometheus/2.55/configuration/
 */

const text = blockText({ minLength: 1 });
const duration = { type: 'string', ...prometheusDuration };
const labelNames = { pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' };
const texts = { type: 'object', additionalProperties: blockText(), propertyNames: labelNames };

const rule = {
  type: 'object',
  additionalProperties: false,
  properties: {
    alert: text,
    record: text,
    expr: { anyOf: [text, { type: 'number' }] },
    for: duration,
    keep_firing_for: duration,
    labels: texts,
    annotations: texts,
  },
  required: ['expr'],
  oneOf: [
    { required: ['alert'] },
    {
      required: ['record'],
      not: { anyOf: ['for', 'keep_firing_for', 'annotations'].map((field) => ({ required: [field] })) },
    },
  ],
  errorMessage: 'is an alert, or a record without for, keep_firing_for and annotations',
};

/** A group of alerts and recording rules. */
export const ruleGroup = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: text,
    interval: duration,
    query_offset: duration,
    limit: { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
    rules: { type: 'array', items: rule },
  },
  required: ['name', 'rules'],
};

const fieldNames = { pattern: '^[-A-Za-z0-9_./]+$' };
const scalars = [blockText(), { type: 'number' }, { type: 'boolean' }];

/** Any value, so many levels of lists and maps deep. */
const anyValue = (levels: number): object =>
  levels === 0
    ? { anyOf: scalars }
    : {
        anyOf: [
          ...scalars,
          { type: 'array', items: anyValue(levels - 1) },
          { type: 'object', propertyNames: fieldNames, additionalProperties: anyValue(levels - 1) },
        ],
      };

/** What is read; but for its name its fields are Prometheus' own matter. The deepest, the namespaces of a discovery, are five levels down. */
export const scrapeConfig = {
  type: 'object',
  properties: { job_name: text },
  propertyNames: fieldNames,
  additionalProperties: anyValue(5),
  required: ['job_name'],
};
