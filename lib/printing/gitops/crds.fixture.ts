import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionsAmong } from '../../judging/check/custom-resources';
import { reportOn } from '../../judging/check/custom-resources/check-resource';
import type { JsonObject } from '../../core/values';

/*
 * crds.fixture.json holds the CustomResourceDefinitions of Argo CD and Flux, as their projects published them in autumn 2026 (Apache-2.0), without
 * descriptions, status, and the generators of ApplicationSets that are not used here.
 */
const definitions = definitionsAmong(
  JSON.parse(readFileSync(join(__dirname, 'crds.fixture.json'), 'utf8')) as JsonObject[],
);

/** What the definition of its kind says of an object, unknown fields and rules in CEL included. Namespaces have none. */
export function errorsIn(object: JsonObject): string[] {
  if (object['kind'] === 'Namespace') return [];
  const checked = { object };
  const report = reportOn(checked, { objects: [checked], definitions });
  if (!report?.version) return [`no definition knows ${String(object['apiVersion'])} ${String(object['kind'])}`];
  return [
    ...report.errors.map(({ pointer, message }) => `${pointer} ${message}`),
    ...report.ruleErrors.map((error) => JSON.stringify(error)),
    ...[...report.unreadPatterns].map((pattern) => `nobody has looked at the pattern ${pattern}`),
  ];
}
