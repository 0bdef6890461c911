import { releaseOf } from '../../program/app';
import { plainObjects } from '../../printing/trees';
import { allSystems } from '../../systems/all-systems.fixture';
import type { Json, JsonObject } from '../../core/values';
import { environmentInput } from './environment';
import type { CheckedObject, CheckInput } from './finding';
import { listOf, nameOf, podOf } from '../../core/references/objects';

/*
 * Real systems, and the same with one thing broken.
 */

const inputs = new Map<string, CheckInput>();

/** One environment of a system as the linter gets it, made once. */
export function inputOf(systemName: string, environmentName: string): CheckInput {
  const key = `${systemName} ${environmentName}`;
  const known = inputs.get(key) ?? makeInput(systemName, environmentName);
  inputs.set(key, known);
  return known;
}

function makeInput(systemName: string, environmentName: string): CheckInput {
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

/** The input with one field of one object set, or taken away. Object and field are as for `placeIn`. */
export function broken(input: CheckInput, object: string, field: string, value: Json | typeof removed): CheckInput {
  const found = find(input, object);
  // Through text, since one map may stand in several places of an object.
  const copy = JSON.parse(JSON.stringify(found.object)) as Record<string, Json>;
  const keys = placeIn(input, object, field)
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop()!;
  let parent = copy;
  for (const [i, key] of keys.entries()) {
    parent[key] ??= /^\d+$/.test(keys[i + 1] ?? last) ? [] : {};
    parent = parent[key] as Record<string, Json>;
  }
  if (value !== removed) parent[last] = value;
  else if (last in parent) delete parent[last];
  else throw new Error(`${object} has no ${field}`);
  return { ...input, objects: input.objects.map((each) => (each === found ? { ...each, object: copy } : each)) };
}

/** What stands for the spec of an object's pod, its first container and its first init container. */
const inPod: { readonly [short: string]: string } = { pod: '', main: '/containers/0', init: '/initContainers/0' };

/**
 * The JSON pointer of a field in an object. The object is `Kind name`, where a part of the name is enough if it is that of
 * one object only. The field is a pointer, or begins with `pod`, `main`, `init` or `annotations`; `/-` at its end is the
 * place behind the last element of a list.
 */
export function placeIn(input: CheckInput, object: string, field: string): string {
  const found = find(input, object);
  const place = field.replace(/^[a-z]+/, (short) => {
    if (short === 'annotations') return '/metadata/annotations';
    const pod = podOf(found)?.pointer;
    if (inPod[short] === undefined || pod === undefined) throw new Error(`${object} has no ${field}`);
    return pod + inPod[short];
  });
  if (!place.endsWith('/-')) return place;
  const [, ...keys] = place.slice(0, -2).split('/');
  const list = keys.reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], found.object);
  return `/${keys.join('/')}/${listOf(list).length}`;
}

function find({ objects }: CheckInput, wanted: string): CheckedObject {
  const [kind, name = ''] = wanted.split(' ');
  const ofKind = objects.filter(({ object }) => object['kind'] === kind);
  const exact = ofKind.filter((each) => nameOf(each) === name);
  const [found, ...others] =
    exact.length > 0 ? exact.slice(0, 1) : ofKind.filter((each) => nameOf(each).includes(name));
  if (found && others.length === 0) return found;
  throw new Error(
    `${found ? others.length + 1 : 0} objects match "${wanted}"; of this kind there are ${ofKind.map(nameOf).join(', ')}`,
  );
}

/** The input with one more object. */
export const withObject = (input: CheckInput, object: JsonObject): CheckInput => ({
  ...input,
  objects: [...input.objects, { object }],
});

/** An object in the namespace of sovd-webapp, from what it is called: `apps/v1 Deployment web`. */
export function made(called: string, rest: JsonObject = {}, namespace = 'sovd-webapp'): JsonObject {
  const [apiVersion, kind, name] = called.split(' ');
  return { apiVersion: apiVersion!, kind: kind!, metadata: { name: name!, namespace }, ...rest };
}

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
