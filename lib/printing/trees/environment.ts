import type { Manifest, OwnNamespace } from '../../core/manifest';
import { isNamespace, isNamespaceOfCluster } from '../../core/manifest/is-namespace';
import { hashedJobName } from '../../core/manifest/job-name';
import { argoPhasesOf } from '../../core/order/engines';
import { nameOf } from '../../core/references/objects';
import { keysOfPointer, type Json, type JsonObject, type Release } from '../../core/values';
import { commentLines } from '../../core/yaml/comment-lines';
import { imageMarks } from './image-marks';
import { argoHook, argoOptions, argoRetained, argoWave, fluxOptions, withAnnotations } from './engine-annotations';
import { orderedRelease, type OrderedRelease, type ReleaseObject } from './release-order';
import { printYaml } from './yaml-printer';

/** One object of an environment, as plain data. */
export interface PlainObject {
  readonly manifest?: Manifest;
  /** Where it stands in the order of application. */
  readonly place: number;
  /** The stage in which it is applied; see `plainStages`. */
  readonly stage: string;
  /** Its file below the folder of the environment, in the order of application: `40-workload/40-api-deployment.k8s.yaml`. */
  readonly file: string;
  readonly object: JsonObject;
}

/**
 * The objects of one environment, in the order of application.
 *
 * @param ownsNamespace what to say of the release's namespace; false where it is somebody else's
 */
export function plainObjects(
  manifests: readonly Manifest[],
  release: Release,
  ownsNamespace: OwnNamespace | false,
): PlainObject[] {
  const ordered = orderedRelease(manifests, release);
  const stageOf = new Map(ordered.stages.flatMap(({ name, objects }) => objects.map((node) => [node, name] as const)));
  const isForEngines = manifests.some((manifest) => manifest.isForEngines);
  const all = ordered.objects.flatMap((each): PlainObject[] => {
    const stage = stageOf.get(each.node);
    if (stage === undefined) return [];
    const { manifest, node } = each;
    const place = ordered.places.get(node)!;
    const file = `${stage}/${fileOf(each, place, ordered.width)}`;
    return [
      { ...(manifest && { manifest }), place, stage, file, object: asPrinted(each, place, isForEngines, ordered) },
    ];
  });
  const own = ownsNamespace ? namespaceOf(release, ownsNamespace, all, ordered.width, isForEngines) : [];
  // A dash comes before the dot of an ending: "role-x.k8s.yaml" before "role.k8s.yaml".
  return [...own, ...all].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function fileOf({ manifest, node, extra = 0 }: ReleaseObject, place: number, width: number): string {
  const number = String(place).padStart(width, '0');
  if (manifest) return `${number}-${manifest.file}.k8s.yaml`;
  // The number keeps their order, and apart what differs in group or namespace only.
  const order = String(extra).padStart(2, '0');
  return `${number}-extra-${order}-${String(node.object['kind']).toLowerCase()}-${nameOf(node)}.k8s.yaml`;
}

/** An object with what the engines are told of it. */
function asPrinted({ manifest, node }: ReleaseObject, place: number, isForEngines: boolean, { graph }: OrderedRelease) {
  const hook = manifest?.hook;
  const isRetained = manifest?.retain ?? false;
  const named = hook ? withHashedName(node.object) : node.object;
  const marks = {
    ...(isForEngines || hook ? argoWave(place) : {}),
    ...(isForEngines && manifest ? argoOptions(named, isRetained) : isRetained ? argoRetained : {}),
    ...(isForEngines && manifest ? fluxOptions(named, isRetained) : {}),
  };
  return withAnnotations(named, marks, hook ? argoHook(hook, argoPhasesOf(graph, node)!) : {});
}

/** What is applied together; the next stage follows when all of it is ready. */
export interface PlainStage {
  /** Its folder, `40-workload`. */
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** The stages of an environment, in the order in which they are applied. */
export function plainStages(plain: readonly PlainObject[]): PlainStage[] {
  const stages = new Map<string, PlainObject[]>();
  for (const object of plain) {
    const known = stages.get(object.stage);
    if (known) known.push(object);
    else stages.set(object.stage, [object]);
  }
  return Array.from(stages, ([name, objects]) => ({ name, objects }));
}

/** The Namespace object of a release; none where the cluster or the chart itself has one. */
function namespaceOf(
  release: Release,
  own: OwnNamespace,
  others: readonly PlainObject[],
  width: number,
  isForEngines: boolean,
): PlainObject[] {
  const { namespace } = release.release;
  const isThere = others.some((each) => isNamespace(each.object) && nameOf(each) === namespace);
  if (isNamespaceOfCluster(namespace) || isThere) return [];
  const number = '0'.repeat(width);
  const stage = `${number}-namespace`;
  const file = `${stage}/${number}-namespace.k8s.yaml`;
  const isTaken = others.some((each) => each.file === file);
  const object = namespaceObject(release, own);
  return [
    {
      place: 0,
      stage,
      file: isTaken ? `${stage}/${number}-own-namespace.k8s.yaml` : file,
      // Whoever prunes a namespace prunes all data in it.
      object: isForEngines
        ? withAnnotations(object, { ...argoWave(0), ...argoOptions(object, true), ...fluxOptions(object, true) })
        : object,
    },
  ];
}

/** The file that says what belongs together and in which order. Without an ending, `kubectl apply -R -f` passes it over. */
const KUSTOMIZATION = 'Kustomization';

export const isKustomization = (file: string): boolean => file === KUSTOMIZATION || file.endsWith(`/${KUSTOMIZATION}`);

/** The objects of one environment one behind the other, as text. */
export function printObjects(objects: readonly PlainObject[], environment?: string): string {
  const files = [...printEnvironment(objects, environment)].filter(([file]) => !isKustomization(file));
  return files.map(([, text]) => text).join('---\n');
}

/**
 * The files of one environment: one for each object, in a folder for each stage. A `Kustomization` in each folder keeps the order, so that
 * `kubectl apply -k` takes all of it or one stage, and `kubectl apply -R -f` the same in the same order.
 *
 * @param environment its name, for images that programs move in some environments only @default none of these is marked
 */
export function printEnvironment(objects: readonly PlainObject[], environment?: string): Map<string, string> {
  const files = new Map<string, string>();
  const stages = plainStages(objects);
  const marks = imageMarks(objects, environment);
  for (const plain of objects) {
    const { file, object, manifest } = plain;
    const comment = commentLines(manifest?.comment ?? '').filter((line) => line !== '');
    const fieldComments = [...(manifest?.fieldComments ?? []), ...(marks.get(object) ?? [])];
    files.set(file, `${comment.map((line) => `# ${line}\n`).join('')}${printCommented(object, { fieldComments })}`);
  }
  for (const { name, objects: own } of stages) {
    const names = own.map(({ file }) => file.slice(name.length + 1));
    files.set(`${name}/${KUSTOMIZATION}`, printKustomization(names));
  }
  files.set(KUSTOMIZATION, printKustomization(stages.map(({ name }) => name)));
  return files;
}

const isPlace = (object: Json, keys: readonly string[]): boolean => {
  const [key, ...rest] = keys;
  if (key === undefined) return true;
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key)) return false;
  return isPlace((object as JsonObject)[key]!, rest);
};

/** An object as text, with comments behind the fields that its author comments on, where they are there. */
export function printCommented(
  object: JsonObject,
  { fieldComments = [] }: Pick<Manifest, 'fieldComments'> = {},
): string {
  const text = printYaml(object);
  if (fieldComments.length === 0) return text;
  const lines = text.split('\n');
  for (const { pointer, text: comment } of fieldComments) {
    const keys = keysOfPointer(pointer);
    if (!isPlace(object, keys)) continue;
    const { lineIn } = require('../../core/yaml/line-of') as typeof import('../../core/yaml/line-of');
    const line = lineIn(text, keys) - 1;
    lines[line] = `${lines[line]} # ${comment}`;
  }
  return lines.join('\n');
}

const printKustomization = (resources: readonly string[]): string =>
  printYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...resources],
    // kustomize would else sort by kind, and a hook's objects would come after what waits for them.
    sortOptions: { order: 'fifo' },
  });

/**
 * The namespace enforces the Pod Security Standard that its pods meet, so that a change which does not is refused at once.
 */
function namespaceObject({ release, chart }: Release, { podSecurity = 'restricted' }: OwnNamespace): JsonObject {
  const enforced = podSecurity && {
    'pod-security.kubernetes.io/enforce': podSecurity,
    'pod-security.kubernetes.io/warn': podSecurity,
  };
  const labels = { 'app.kubernetes.io/part-of': chart.name, ...(enforced || {}) };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: release.namespace, labels } };
}

/** A Job cannot be changed: one that does something else gets another name. */
function withHashedName(object: JsonObject): JsonObject {
  const isJob = object['kind'] === 'Job' && String(object['apiVersion']).startsWith('batch/');
  if (!isJob) return object;
  const metadata = object['metadata'] as JsonObject;
  return { ...object, metadata: { ...metadata, name: hashedJobName(String(metadata['name']), object['spec'] ?? {}) } };
}
