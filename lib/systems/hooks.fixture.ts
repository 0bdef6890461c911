import { annotationsOf, type KubernetesObject, type Value } from '../judging/verify/kubernetes-object';
import { at, elements, type Objects } from './output.fixture';

/** What an object cannot do without, as `Kind name`; a key of a Secret or ConfigMap as `Kind name/key`. */
export function needsOf(object: KubernetesObject): string[] {
  const pod =
    at(object, 'spec', 'template', 'spec') ??
    at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ??
    (object.kind === 'Pod' ? object['spec'] : undefined);
  const containers = [...elements(at(pod, 'initContainers')), ...elements(at(pod, 'containers'))];
  const found: [string, ...(Value | undefined)[]][] = [
    ['ServiceAccount', at(pod, 'serviceAccountName')],
    ['ServiceAccount', at(object, 'spec', 'provider', 'aws', 'auth', 'jwt', 'serviceAccountRef', 'name')],
    ['SecretStore', at(object, 'spec', 'secretStoreRef', 'name')],
    ...elements(at(pod, 'volumes')).flatMap((volume): [string, Value | undefined][] => [
      ['Secret', at(volume, 'secret', 'secretName')],
      ['ConfigMap', at(volume, 'configMap', 'name')],
      ['PersistentVolumeClaim', at(volume, 'persistentVolumeClaim', 'claimName')],
    ]),
    ...containers.flatMap((container): [string, ...(Value | undefined)[]][] => [
      ...elements(at(container, 'env')).flatMap((variable): [string, ...(Value | undefined)[]][] => {
        const key = (kind: string) => [at(variable, 'valueFrom', kind, 'name'), at(variable, 'valueFrom', kind, 'key')];
        return [
          ['Secret', ...key('secretKeyRef')],
          ['ConfigMap', ...key('configMapKeyRef')],
        ];
      }),
      ...elements(at(container, 'envFrom')).flatMap((source): [string, Value | undefined][] => [
        ['Secret', at(source, 'secretRef', 'name')],
        ['ConfigMap', at(source, 'configMapRef', 'name')],
      ]),
    ]),
  ];
  const present = found.filter(([, name]) => name !== undefined && name !== 'default');
  return [
    ...new Set(present.map(([kind, ...path]) => `${kind} ${path.filter((part) => part !== undefined).join('/')}`)),
  ];
}

/** What is there once an object is. */
export function gainsOf(object: KubernetesObject): string[] {
  const own = `${object.kind} ${object.metadata.name}`;
  const data = Object.keys((object['data'] ?? {}) as object).map((key) => `${own}/${key}`);
  if (object.kind !== 'ExternalSecret') return [own, ...data];
  const secret = `Secret ${String(at(object, 'spec', 'target', 'name'))}`;
  return [
    own,
    secret,
    ...elements(at(object, 'spec', 'data')).map((item) => `${secret}/${String(at(item, 'secretKey'))}`),
  ];
}

export const eventsOf = (object: KubernetesObject) => String(annotationsOf(object)['helm.sh/hook'] ?? '').split(',');
const weightOf = (object: KubernetesObject) => Number(annotationsOf(object)['helm.sh/hook-weight']);

/** Each thing that a hook of an event needs and that neither a hook of lower weight nor anybody beforehand has made. */
export function missing(objects: Objects, event: string, external: readonly string[]): string[] {
  const hooks = objects.all.filter((object) => eventsOf(object).includes(event));
  return hooks.flatMap((hook) => {
    const before = hooks.filter((other) => weightOf(other) < weightOf(hook));
    const there = new Set([...before.flatMap(gainsOf), ...external]);
    const lacking = needsOf(hook).filter((need) => !there.has(need));
    return lacking.map((need) => `${event}: ${hook.kind} ${hook.metadata.name} needs ${need}`);
  });
}

/** What hooks of an installation or an upgrade need and do not find. */
export const missingAtAll = (objects: Objects, external: readonly string[] = []) =>
  ['pre-install', 'pre-upgrade'].flatMap((event) => missing(objects, event, external));
