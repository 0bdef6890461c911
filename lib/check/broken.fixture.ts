import { App } from 'cdk8s';
import { releaseOf, systemsOf, type System } from '../cli/systems';
import { plainObjects } from '../print';
import { systems as definitions } from '../systems';
import type { Json, JsonObject } from '../values';
import { environmentInput } from './environment';
import type { CheckedObject, CheckInput, Rule } from './finding';

/*
 * Real systems with one thing broken, for the tables of the rules' tests.
 */

let systems: System[] | undefined;

/** All systems of the project. */
export function allSystems(): System[] {
  if (!systems) {
    const app = new App();
    for (const Definition of definitions) new Definition(app);
    systems = systemsOf(app);
  }
  return systems;
}

/** One environment of a system as the linker gets it. */
export function inputOf(systemName: string, environmentName: string): CheckInput {
  const system = allSystems().find(({ definition }) => definition.name === systemName)!;
  const environment = system.definition.environments.find(({ name }) => name === environmentName)!;
  const release = releaseOf(system, environment);
  const plain = plainObjects(system.manifests, release, system.definition.ownsNamespace);
  return environmentInput({ ...system, environment, release, plain }, `dist/${systemName}/${environmentName}`);
}

/** Every environment of every system, by name. */
export const allInputs = (): (readonly [string, CheckInput])[] =>
  allSystems().flatMap(({ definition }) =>
    definition.environments.map(({ name }) => [`${definition.name} ${name}`, inputOf(definition.name, name)] as const),
  );

/** What stands where a field is taken away. */
export const removed = Symbol('removed');

/** The input with one field of one object set. The object is `Kind name`; a pointer ending in `/-` adds to a list. */
export function broken(input: CheckInput, object: string, pointer: string, value: Json | typeof removed): CheckInput {
  const found = find(input, object);
  // Through text, since one map may stand in several places of an object.
  const copy = JSON.parse(JSON.stringify(found.object)) as Record<string, Json>;
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop()!;
  let parent = copy;
  for (const [i, key] of keys.entries()) {
    parent[key] ??= /^(\d+|-)$/.test(keys[i + 1] ?? last) ? [] : {};
    parent = parent[key] as Record<string, Json>;
  }
  if (Array.isArray(parent) && last === '-') (parent as Json[]).push(value as Json);
  else if (value !== removed) parent[last] = value;
  else if (last in parent) delete parent[last];
  else throw new Error(`${object} has no ${pointer}`);
  return { ...input, objects: input.objects.map((each) => (each === found ? { ...each, object: copy } : each)) };
}

function find({ objects }: CheckInput, wanted: string): CheckedObject {
  const [kind, name] = wanted.split(' ');
  const matches = objects.filter(({ object }) => object['kind'] === kind && nameOf(object).startsWith(name!));
  const found = matches.find(({ object }) => nameOf(object) === name) ?? matches[0];
  if (!found) throw new Error(`there is no ${wanted}`);
  return found;
}

const nameOf = (object: JsonObject) => (object['metadata'] as { readonly name: string }).name;

/** The input with one more object. */
export const withObject = (input: CheckInput, object: JsonObject): CheckInput => ({
  ...input,
  objects: [...input.objects, { object }],
});

/** What rules find, as `code pointer`, sorted; errors and warnings alike. */
export const breachesOf = (rules: readonly Rule[], input: CheckInput): string[] =>
  rules.flatMap((rule) => rule.check(input).map(({ pointer }) => `${rule.code} ${pointer}`)).sort();

/** The errors that the definition allows no exception from, as `code construct pointer`. */
export const errorsOf = (rules: readonly Rule[], input: CheckInput): string[] =>
  rules
    .filter(({ severity }) => severity === 'error')
    .flatMap((rule) =>
      rule.check(input).map(({ at, pointer }) => ({ code: rule.code, construct: at.construct ?? '', pointer })),
    )
    .filter(({ code, construct }) => {
      const allows = (exception: { readonly code: string; readonly construct: string }) =>
        exception.code === code && `${construct}/`.startsWith(`${exception.construct}/`);
      return !input.exceptions?.some(allows);
    })
    .map(({ code, construct, pointer }) => `${code} ${construct} ${pointer}`);

/** A CronJob that breaks no rule; the systems need not have one. */
export const cronJob: JsonObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly', namespace: 'sovd-webapp', labels: { 'app.kubernetes.io/name': 'nightly' } },
  spec: {
    schedule: '30 3 * * 1-5',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      spec: {
        backoffLimit: 2,
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'nightly' } },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'sovd-webapp-backend',
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'report',
                image: 'registry.invalid/report:1.4.2',
                command: ['report'],
                env: [{ name: 'LOG_LEVEL', value: 'INFO' }],
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
              },
            ],
          },
        },
      },
    },
  },
};

/** One line of a table: a field of an object is set or taken away, and a rule must find just that, here or elsewhere. */
export type BadInput<C extends string> = readonly [
  code: C,
  object: string,
  field: string,
  value: Json | typeof removed,
  pointer?: string,
];

/** What the rules find in the bad input of a line. */
export function outcome(
  rules: readonly Rule[],
  input: CheckInput,
  [, object, field, value]: BadInput<string>,
): string[] {
  return breachesOf(rules, broken(input, object, field, value));
}

/** The codes of rules that fewer bad inputs than three prove. */
export const unproven = (rules: readonly Rule[], table: readonly BadInput<string>[]): string[] =>
  rules.map(({ code }) => code).filter((code) => table.filter(([of]) => of === code).length < 3);
