import { commonValues } from '../../core/manifest';
import type { Json, JsonObject } from '../../core/values';
import type { Printed } from './printed';
import { camelCase } from '../../core/values/camel-case';
import { pascalCase } from './words';

export const isMap = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export const listOf = (json: Json | undefined): readonly Json[] =>
  Array.isArray(json) ? (json as readonly Json[]) : [];

/** What stands at the end of these keys. */
export const at = (json: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined =>
  keys.reduce<Json | undefined>((node, key) => {
    if (Array.isArray(node)) return (node as readonly Json[])[Number(key)];
    return isMap(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, json);

export const textAt = (json: Json | undefined, ...keys: readonly (string | number)[]): string | undefined => {
  const found = at(json, ...keys);
  return typeof found === 'string' ? found : undefined;
};

const podSpecs: { readonly [kind: string]: readonly string[] } = {
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout'].map((kind) => [
      kind,
      ['spec', 'template'],
    ]),
  ),
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** The keys that lead to the pod of an object; undefined where it runs none. */
export const podOf = ({ kind }: Printed): readonly string[] | undefined =>
  Object.hasOwn(podSpecs, kind) ? podSpecs[kind] : undefined;

/** What the values of an object are called beside those of its workload. */
const parts: { readonly [kind: string]: string } = {
  Service: 'service',
  Ingress: 'ingress',
  HTTPRoute: 'httpRoute',
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'podDisruptionBudget',
  NetworkPolicy: 'networkPolicy',
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  PrometheusRule: 'prometheusRule',
  PersistentVolumeClaim: 'persistence',
  ConfigMap: 'config',
  ServiceAccount: 'serviceAccount',
};

const nameOf = ({ object }: Printed) => textAt(object, 'metadata', 'name');

/** Whether a selector says something, and labels have all of it. */
function selects(selector: Json | undefined, labels: Json | undefined): boolean {
  if (!isMap(selector) || Object.keys(selector).length === 0) return false;
  return Object.entries(selector).every(([key, value]) => at(labels, key) === value);
}

/** Values of fields that name another object, anywhere in a tree. */
function namesAt(
  json: Json | undefined,
  wanted: (keys: readonly string[]) => boolean,
  keys: readonly string[] = [],
): string[] {
  if (typeof json === 'string') return wanted(keys) ? [json] : [];
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap((each) => namesAt(each, wanted, keys));
  return isMap(json) ? Object.entries(json).flatMap(([key, child]) => namesAt(child, wanted, [...keys, key])) : [];
}

const endsIn =
  (...ends: readonly string[]) =>
  (keys: readonly string[]) =>
    ends.some((end) => keys.join('.').endsWith(end));

/** Which workload an object belongs to; undefined where it is none or several. */
export function ownerOf(object: Printed, all: readonly Printed[]): Printed | undefined {
  const workloads = all.filter((each) => podOf(each) !== undefined);
  const only = (found: readonly (Printed | undefined)[]) => (new Set(found).size === 1 ? found[0] : undefined);
  const bySelector = (selector: Json | undefined) =>
    only(workloads.filter((each) => selects(selector, at(each.object, ...podOf(each)!, 'metadata', 'labels'))));
  const byServices = (names: readonly string[]) =>
    only(
      names
        .map((name) => all.find((each) => each.kind === 'Service' && nameOf(each) === name))
        .map((service) => service && ownerOf(service, all)),
    );
  const byUse = (...ends: readonly string[]) =>
    only(workloads.filter((each) => namesAt(each.object, endsIn(...ends)).includes(nameOf(object) ?? '')));
  const { spec } = object.object;
  switch (object.kind) {
    case 'Service':
      return bySelector(at(spec, 'selector'));
    case 'PodDisruptionBudget':
    case 'PodMonitor':
      return bySelector(at(spec, 'selector', 'matchLabels'));
    case 'NetworkPolicy':
      return bySelector(at(spec, 'podSelector', 'matchLabels'));
    case 'ServiceMonitor':
      return only(
        all
          .filter(
            (each) =>
              each.kind === 'Service' &&
              selects(at(spec, 'selector', 'matchLabels'), at(each.object, 'metadata', 'labels')),
          )
          .map((service) => ownerOf(service, all)),
      );
    case 'HorizontalPodAutoscaler':
      return only(
        workloads.filter(
          (each) =>
            each.kind === at(spec, 'scaleTargetRef', 'kind') &&
            nameOf(each) !== undefined &&
            nameOf(each) === at(spec, 'scaleTargetRef', 'name'),
        ),
      );
    case 'Ingress':
      return byServices(namesAt(spec, endsIn('service.name')));
    case 'HTTPRoute':
      return byServices(namesAt(spec, endsIn('backendRefs.name')));
    case 'PersistentVolumeClaim':
      return byUse('persistentVolumeClaim.claimName');
    case 'ConfigMap':
      return byUse('configMap.name', 'configMapKeyRef.name', 'configMapRef.name');
    case 'ServiceAccount':
      return byUse('serviceAccountName');
    default:
      return undefined;
  }
}

/** What an author calls an object. */
const wordOf = (object: Printed): string =>
  object.maker === 'included' ? (nameOf(object) ?? object.ids.at(-1)!) : object.ids.at(-1)!;

/** The group of values of each object: that of its workload, and below that one of its own. */
export function groupsOf(objects: readonly Printed[]): Map<Printed, readonly string[]> {
  const groups = new Map<Printed, readonly string[]>();
  const taken = new Set(Object.keys(commonValues));
  const fresh = (names: readonly string[]): string => {
    const name = names.find((each) => !taken.has(each)) ?? `${names.at(-1)!}${taken.size}`;
    taken.add(name);
    return name;
  };
  const whole = (object: Printed) => camelCase(object.ids.join('-'));
  for (const object of objects.filter((each) => podOf(each) !== undefined))
    groups.set(object, [fresh([camelCase(wordOf(object)), whole(object), `${whole(object)}${object.kind}`])]);
  for (const object of objects.filter((each) => podOf(each) === undefined)) {
    const part = Object.hasOwn(parts, object.kind) ? parts[object.kind] : undefined;
    const owner = part === undefined ? undefined : ownerOf(object, objects);
    if (owner === undefined) {
      const word = camelCase(wordOf(object));
      groups.set(object, [fresh([word, `${word}${pascalCase(part ?? object.kind)}`, whole(object)])]);
      continue;
    }
    const siblings = objects.filter((each) => each.kind === object.kind && ownerOf(each, objects) === owner);
    const own = siblings.length === 1 ? part! : `${part!}${pascalCase(wordOf(object))}`;
    groups.set(object, [...groups.get(owner)!, own]);
  }
  return groups;
}
