import { isDeepStrictEqual } from 'node:util';
import {
  compareHooks,
  engineAnnotations,
  isArgoHook,
  isChartOnly,
  phasesOf,
  waveOf,
  weightOf,
  type HookNumber,
} from './hooks';
import { isNamespace } from '../../core/manifest/is-namespace';
import { withoutHash } from '../../core/manifest/job-name';
import { pointerTo } from '../../core/values';
import { lengthBeforeHash, transforms } from '../../core/values/go-text';
import { annotationsOf, describe, isMap } from './kubernetes-object';
import type { KubernetesObject, Value, ValueMap } from './kubernetes-object';

/** One place where the plain YAML and the chart do not give the same. */
export interface Difference {
  /** For instance `apps/v1 Deployment sovd/backend`. */
  readonly object: string;
  /** A JSON pointer into the object; empty when the whole object is meant. */
  readonly pointer: string;
  readonly plain: Value | undefined;
  readonly helm: Value | undefined;
  /** What a pair of values cannot say. */
  readonly note?: string;
}

/** Labels that say which tool made an object. */
const toolLabels = ['helm.sh/chart', 'app.kubernetes.io/managed-by'];

/**
 * Where plain objects and rendered ones are not the same. What may differ is listed in the README of this folder;
 * nothing else may, not the type of a scalar nor the order of a list.
 */
export function compareOutputs(
  plain: readonly KubernetesObject[],
  rendered: readonly KubernetesObject[],
): Difference[] {
  const helmObjects = byIdentity(rendered, describe);
  const cut = cutNames(rendered);
  const plainObjects = byIdentity(plain, (object) => {
    const identity = describe(object);
    if (helmObjects.has(identity)) return identity;
    const named = describe(withChartName(object));
    return helmObjects.has(named) ? named : (cut.get(named) ?? named);
  });
  const identities = [...new Set([...plainObjects.keys(), ...helmObjects.keys()])].sort();
  const pairs = identities.map((identity) => ({
    identity,
    ours: plainObjects.get(identity) ?? [],
    theirs: helmObjects.get(identity) ?? [],
  }));
  return [
    ...pairs.flatMap(({ identity, ours, theirs }) => compareGroups(identity, ours, theirs)),
    ...compareHookOrder(pairs.flatMap(({ identity, ours: [plain], theirs: [helm] }) => hookIn(identity, plain, helm))),
  ];
}

/** A hook in the order of either world. */
interface OrderedHook {
  readonly object: string;
  /** The phases of Argo CD, in each of which hooks have an order. */
  readonly phases: string;
  readonly wave: HookNumber;
  readonly weight: HookNumber;
}

const hookIn = (object: string, plain?: KubernetesObject, helm?: KubernetesObject): OrderedHook[] =>
  plain && helm && isArgoHook(plain)
    ? [{ object, phases: phasesOf(plain), wave: waveOf(plain), weight: weightOf(helm) }]
    : [];

/** Numbers may be others, but what runs before another hook in one world must run before it in the other. */
function compareHookOrder(hooks: readonly OrderedHook[]): Difference[] {
  const pointer = pointerTo('/metadata/annotations', 'argocd.argoproj.io/sync-wave');
  const differs = ({ object, wave, weight }: OrderedHook, note: string): Difference[] => [
    { object, pointer, plain: wave.number ?? wave.written, helm: weight.number ?? weight.written, note },
  ];
  const sorted = [...hooks].sort((a, b) => (a.weight.number ?? 0) - (b.weight.number ?? 0));
  return sorted.flatMap((hook, i) => {
    const { wave, weight, phases } = hook;
    if (wave.number === undefined)
      return differs(hook, `${JSON.stringify(wave.written)} in plain YAML is not an integer`);
    if (weight.number === undefined)
      return differs(hook, `${JSON.stringify(weight.written)} in the chart is not an integer`);
    const before = sorted.slice(0, i).findLast((other) => other.phases === phases);
    const isAlike = !before || before.weight.number === weight.number || before.wave.number! < wave.number;
    return isAlike ? [] : differs(hook, `not after ${before.object}, whose weight is lower`);
  });
}

/** One paragraph for each difference, with both values. */
export function formatDifferences(differences: readonly Difference[]): string {
  return differences.map(formatDifference).join('\n');
}

function byIdentity(objects: readonly KubernetesObject[], identify: (object: KubernetesObject) => string) {
  const groups = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const identity = identify(object);
    const group = groups.get(identity);
    if (group) group.push(object);
    else groups.set(identity, [object]);
  }
  return groups;
}

/** Jobs whose name has no room for a hash and is cut in plain YAML: how they are called there, without the hash, and in the chart. */
function cutNames(rendered: readonly KubernetesObject[]): ReadonlyMap<string, string> {
  const jobs = rendered.filter(({ kind, metadata }) => kind === 'Job' && metadata.name.length > lengthBeforeHash);
  return new Map(
    jobs.map((job) => {
      const name = transforms.nameBeforeHash(job.metadata.name);
      return [describe({ ...job, metadata: { ...job.metadata, name } }), describe(job)];
    }),
  );
}

/** The name of a hook Job in plain YAML may end in a hash of its content, because a Job cannot be changed. */
function withChartName(object: KubernetesObject): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  if (apiVersion !== 'batch/v1' || kind !== 'Job' || !isArgoHook(object)) return object;
  return { ...object, metadata: { ...metadata, name: withoutHash(metadata.name) } };
}

function compareGroups(
  object: string,
  plain: readonly KubernetesObject[],
  helm: readonly KubernetesObject[],
): Difference[] {
  const [ours] = plain;
  const [theirs] = helm;
  const duplicates: Difference[] = [
    ...(plain.length > 1 ? [whole(object, ours, theirs, `${plain.length} times in the plain YAML`)] : []),
    ...(helm.length > 1 ? [whole(object, ours, theirs, `${helm.length} times in the chart's output`)] : []),
  ];
  if (ours && theirs) return [...duplicates, ...comparePair(object, ours, theirs)];
  if (ours && isNamespace(ours)) return duplicates;
  if (theirs && isChartOnly(theirs)) return duplicates;
  const note = ours ? 'only in the plain YAML' : "only in the chart's output";
  return [...duplicates, whole(object, ours, theirs, note)];
}

function whole(object: string, plain: Value | undefined, helm: Value | undefined, note: string): Difference {
  return { object, pointer: '', plain, helm, note };
}

function comparePair(object: string, plain: KubernetesObject, helm: KubernetesObject): Difference[] {
  const hooks = compareHooks(plain, helm).map(({ annotation, plain, helm }): Difference => ({
    object,
    pointer: pointerTo('/metadata/annotations', annotation),
    plain,
    helm,
  }));
  const mayDiffer = engineAnnotations(plain, helm);
  const ours = withoutToolLabels(withoutAnnotations(named(plain, helm), mayDiffer.plain));
  const rest = withoutAnnotations(helm, mayDiffer.helm);
  // An engine's annotation stands in the map that is empty in the chart.
  const isMarked = mayDiffer.plain.some((annotation) => annotationsOf(plain)[annotation] !== undefined);
  const theirs = withoutToolLabels(isMarked ? withoutEmptyAnnotations(rest) : rest);
  // Where all is the same, as it mostly is, no place needs a name.
  return isDeepStrictEqual(ours, theirs) ? hooks : [...hooks, ...compareValues(object, '', ours, theirs)];
}

/** The plain object under the name of the rendered one: both have the same identity, but for the hash. */
function named(plain: KubernetesObject, { metadata: { name } }: KubernetesObject): KubernetesObject {
  return { ...plain, metadata: { ...plain.metadata, name } };
}

function withoutEmptyAnnotations(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  const isEmpty = isMap(annotations) && Object.keys(annotations).length === 0;
  return isEmpty ? { ...object, metadata } : object;
}

function withoutAnnotations(object: KubernetesObject, annotations: readonly string[]): KubernetesObject {
  return { ...object, metadata: without(object.metadata, 'annotations', annotations) as KubernetesObject['metadata'] };
}

/** The same value without the tools' labels in any `metadata`: the object's own, a pod template's, a volume claim's. */
function withoutToolLabels(value: Value): Value {
  if (!isMap(value)) return Array.isArray(value) ? value.map(withoutToolLabels) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const inner = withoutToolLabels(item);
      return [key, key === 'metadata' && isMap(inner) ? without(inner, 'labels', toolLabels) : inner];
    }),
  );
}

/** Metadata without some keys of one of its maps, and without the map when that leaves it empty. */
function without(metadata: ValueMap, field: string, keys: readonly string[]): ValueMap {
  const { [field]: map, ...others } = metadata;
  if (!isMap(map) || !keys.some((key) => key in map)) return metadata;
  const rest = Object.entries(map).filter(([key]) => !keys.includes(key));
  return rest.length === 0 ? others : { ...others, [field]: Object.fromEntries(rest) };
}

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

function compareValues(
  object: string,
  pointer: string,
  plain: Value | undefined,
  helm: Value | undefined,
): Difference[] {
  if (isList(plain) && isList(helm)) {
    const longer: readonly Value[] = plain.length > helm.length ? plain : helm;
    return longer.flatMap((_, index) => compareValues(object, pointerTo(pointer, index), plain[index], helm[index]));
  }
  if (isMap(plain) && isMap(helm)) {
    const keys = [...new Set([...Object.keys(plain), ...Object.keys(helm)])].sort();
    return keys.flatMap((key) =>
      compareValues(object, pointerTo(pointer, key), fieldOf(plain, key), fieldOf(helm, key)),
    );
  }
  return plain === helm ? [] : [{ object, pointer, plain, helm }];
}

function fieldOf(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function formatDifference({ object, pointer, plain, helm, note }: Difference): string {
  if (note !== undefined) return `${object}${pointer && ` ${pointer}`}: ${note}`;
  const [ours, theirs] = formatPair(plain, helm);
  return `${object} ${pointer}\n  plain: ${ours}\n  helm:  ${theirs}`;
}

/** Two values as text; of two long texts the first line that differs. */
function formatPair(plain: Value | undefined, helm: Value | undefined): [string, string] {
  if (typeof plain === 'string' && typeof helm === 'string' && plain.includes('\n') && helm.includes('\n')) {
    const ours = plain.split('\n');
    const theirs = helm.split('\n');
    const index = ours.findIndex((line, index) => line !== theirs[index]);
    const at = index === -1 ? ours.length : index;
    return [`line ${at + 1}: ${formatValue(ours[at])}`, `line ${at + 1}: ${formatValue(theirs[at])}`];
  }
  return [formatValue(plain), formatValue(helm)];
}

function formatValue(value: Value | undefined): string {
  if (value === undefined) return '(absent)';
  if (typeof value === 'bigint') return String(value);
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}
