import { isMap, type Json, type JsonObject } from '../../core/values';
import type { Application, ApplicationSet, ApplicationSpec, ObjectMeta } from './argocd-types';
import { asData } from './deployed';

/** What an Application has of its own in a set; all else is the same in all of them. */
interface Element {
  readonly environment: string;
  readonly cluster: string;
  readonly application: Application;
}

/**
 * One ApplicationSet for Applications of one system: a list with a line for each environment and cluster, and a template. Fields in
 * which they differ come from the list. Where whole parts differ, such as what is left to autoscalers, the list holds them and
 * `templatePatch` lays them over.
 *
 * A key that a line lacks is an error (`missingkey=error`). Who takes a line away, or deletes the set, deletes nothing:
 * `create-update` leaves the Application, and `preserveResourcesOnDeletion` its objects, for somebody to delete on purpose.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset (GoTemplate, Template, Controlling-Resource-Modification)
 */
export function applicationSet(
  system: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  elements: readonly Element[],
): ApplicationSet {
  const specs = elements.map(({ application }) => asData(application.spec));
  const shared = sharedParts(specs) as JsonObject;
  const everywhere = flatFields.filter((field) => specs.every((each) => field.of(each) !== undefined));
  const differs = ({ of }: FlatField) => new Set(specs.map(of)).size > 1;
  // One repository for all stays in the template; in a registry each environment has its own.
  const flat = everywhere.filter((field) => field !== repository || differs(field));
  const lines = elements.map(({ environment, cluster, application }, i) => {
    const spec = specs[i]!;
    const patch = withoutFlat((differing(spec, shared) ?? {}) as JsonObject, flat);
    return {
      name: application.metadata.name,
      environment,
      cluster,
      ...Object.fromEntries(flat.map((field) => [field.key, field.of(spec)!])),
      ...patchOf(patch, application.metadata.annotations),
    };
  });
  const isPatched = lines.some((line) => 'patch' in line);
  const spec = flat.reduce((made, field) => field.set(made, `{{ .${field.key} }}`), shared);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/part-of': system } },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        { list: { elements: isPatched ? lines.map((line) => ({ ...line, patch: line.patch ?? {} })) : lines } },
      ],
      syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
      template: {
        metadata: {
          name: '{{ .name }}',
          labels: { 'app.kubernetes.io/part-of': system, environment: '{{ .environment }}' },
        },
        spec: asSpec(spec),
      },
      ...(isPatched ? { templatePatch: '{{ toJson .patch }}' } : {}),
    },
  };
}

/** What is laid over the template for one Application. */
function patchOf(spec: JsonObject, annotations: ObjectMeta['annotations']): { readonly patch?: JsonObject } {
  const patch = {
    ...(annotations ? { metadata: { annotations } } : {}),
    ...(Object.keys(spec).length > 0 ? { spec } : {}),
  };
  return Object.keys(patch).length > 0 ? { patch } : {};
}

/** A field that every Application has and that is a text: the list has it under a name that people know. */
interface FlatField {
  readonly key: string;
  readonly path: readonly string[];
  readonly of: (spec: JsonObject) => Json | undefined;
  readonly set: (spec: JsonObject, value: Json) => JsonObject;
}

const flatField = (key: string, ...path: readonly string[]): FlatField => ({
  key,
  path,
  of: (spec) => path.reduce<Json | undefined>((inner, name) => (isMap(inner) ? inner[name] : undefined), spec),
  set: (spec, value) => setAt(spec, path, value),
});

const repository = flatField('repository', 'source', 'repoURL');

const flatFields = [
  repository,
  flatField('server', 'destination', 'server'),
  flatField('cluster', 'destination', 'name'),
  flatField('namespace', 'destination', 'namespace'),
  flatField('revision', 'source', 'targetRevision'),
  flatField('path', 'source', 'path'),
];

function setAt(object: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject {
  const inner = object[key!];
  return { ...object, [key!]: rest.length === 0 ? value : setAt(isMap(inner) ? inner : {}, rest, value) };
}

/** What is the same in all, map by map; undefined where nothing is. */
function sharedParts(all: readonly Json[]): Json | undefined {
  const [first, ...others] = all;
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  if (!all.every(isMap)) return undefined;
  const entries = Object.keys(first as JsonObject).flatMap((key) => {
    const values = all.map((each) => (each as JsonObject)[key]);
    const shared = values.every((value) => value !== undefined) ? sharedParts(values) : undefined;
    const isNothing = isMap(shared) && Object.keys(shared).length === 0;
    return shared === undefined || isNothing ? [] : [[key, shared] as const];
  });
  return Object.fromEntries(entries);
}

/** What one has beside the shared parts; undefined where it has nothing. */
function differing(own: Json, shared: Json | undefined): Json | undefined {
  if (shared === undefined) return own;
  if (!isMap(own) || !isMap(shared)) return undefined;
  const entries = Object.entries(own).flatMap(([key, value]) => {
    const rest = differing(value, shared[key]);
    return rest === undefined || (isMap(rest) && Object.keys(rest).length === 0) ? [] : [[key, rest] as const];
  });
  return Object.fromEntries(entries);
}

/** What is not said by a flat field. */
function withoutFlat(patch: JsonObject, flat: readonly FlatField[]): JsonObject {
  const without = (object: JsonObject, [key, ...rest]: readonly string[]): JsonObject => {
    const { [key!]: inner, ...others } = object;
    const left = rest.length > 0 && isMap(inner) ? without(inner, rest) : {};
    return Object.keys(left).length > 0 ? { ...others, [key!]: left } : others;
  };
  return flat.reduce((left, { path }) => without(left, path), patch);
}

/** The parts of Applications with texts for what differs are an Application again: every field that it must have is among them. */
const asSpec = (spec: JsonObject): ApplicationSpec => JSON.parse(JSON.stringify(spec)) as ApplicationSpec;
