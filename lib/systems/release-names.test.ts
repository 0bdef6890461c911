import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { isClusterScoped } from '../core/kubernetes/scopes';
import { defaults, isGroup, mergeFiles, overlay, type Json, type JsonObject, type TSchema } from '../core/values';
import { checkAll } from '../judging/check/check';
import { hostileNames } from '../judging/verify/hostile.fixture';
import { checkInputs } from '../program/cli/check-inputs';
import { systemsOf, type System } from '../program/app';
import { systems } from '.';

/* Whatever a release and its namespace are called, the API server takes its objects, and no other release has them. */

const app = new App();
for (const Declared of systems) new Declared(app);

/** Releases beside those of the name of the chart, and the namespaces that they are in. */
const placesOf = (chart: string) => [
  ...hostileNames(chart).map((release) => ({ release, namespace: 'shop' })),
  { release: chart, namespace: '1'.repeat(63) },
  // What a dash between namespace and name would make the same.
  { release: chart, namespace: 'shop-eu' },
  { release: 'eu', namespace: 'shop' },
];

/** Everything that can be switched on. */
const switchedOn = (schema: TSchema): JsonObject =>
  Object.fromEntries(
    Object.entries(schema.properties as { readonly [key: string]: TSchema }).flatMap(
      ([key, field]): (readonly [string, Json])[] => {
        if (isGroup(field)) return [[key, switchedOn(field)]];
        return field.type === 'boolean' && key === 'enabled' ? [[key, true]] : [];
      },
    ),
  );

/** A system in each place, as it is in production with everything switched on. */
function inputsOf(system: System) {
  const { name, schema, environments } = system.definition;
  const production = environments.find((environment) => environment.name === 'production')!;
  const overrides = mergeFiles(production.overrides, switchedOn(schema));
  const values = overlay(defaults(schema), overrides);
  return placesOf(name).flatMap(({ release, namespace }) => {
    const inputs = checkInputs(system, [{ ...production, release, namespace, overrides, values }]);
    return inputs.map((input) => ({ release, namespace, input }));
  });
}

describe.each(systemsOf(app).map((system) => [system.definition.name, system] as const))('%s', (_name, system) => {
  const inputs = inputsOf(system);

  test('has objects that the API server takes in releases and namespaces of any name', () => {
    const found = inputs.flatMap(({ release, namespace, input }) =>
      checkAll([input], false)
        .findings.filter(({ question }) => ['refused', 'cannot-work'].includes(question))
        .map(({ code, object, message }) => `${release} in ${namespace}: ${object}: ${message} [${code}]`),
    );
    expect(found).toEqual([]);
  });

  test('shares no object with another release, in its namespace or in others', () => {
    const owners = new Map<string, Set<string>>();
    for (const { release, namespace, input } of inputs) {
      for (const { object } of input.objects) {
        const { apiVersion, kind, metadata } = object as unknown as {
          apiVersion: string;
          kind: string;
          metadata: { name: string };
        };
        if (kind === 'Namespace') continue;
        const scope = isClusterScoped(apiVersion, kind) ? '' : `${namespace}/`;
        const key = `${kind} ${scope}${metadata.name}`;
        owners.set(key, (owners.get(key) ?? new Set()).add(`${release} in ${namespace}`));
      }
    }
    const shared = [...owners].filter(([, releases]) => releases.size > 1);
    expect(shared.map(([key, releases]) => `${key}: ${[...releases].join(', ')}`)).toEqual([]);
    expect(owners.size).toBeGreaterThan(inputs.length);
  });
});
