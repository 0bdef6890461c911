import { evaluateManifest, type Manifest, type OwnNamespace } from '../../core/manifest';
import { type Json, type JsonObject, type Release } from '../../core/values';
import { commentLines } from '../../core/yaml/comment-lines';
import { isNamespace } from '../../core/manifest/is-namespace';
import { hashedJobName } from '../../core/manifest/job-name';
import { argoHook, argoRetained } from './hook-annotations';
import { printYaml } from './yaml-printer';

/** One object of an environment, as plain data. */
export interface PlainObject {
  readonly manifest?: Manifest;
  /** Name of its file, in the order of application. */
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
  const last = manifests.reduce((most, { place }) => Math.max(most, place), 59) + 1;
  const number = (place: number) => String(place).padStart(String(last).length, '0');
  const objects = manifests.flatMap((manifest): PlainObject[] => {
    const annotations = manifest.hook ? argoHook(manifest.hook) : {};
    const evaluated = annotations && evaluateManifest(manifest, release);
    if (!evaluated) return [];
    const retained = manifest.retain ? withAnnotations(evaluated, argoRetained) : evaluated;
    const object = manifest.hook ? asHook(retained, annotations) : retained;
    return [{ manifest, file: `${number(manifest.place)}-${manifest.file}.k8s.yaml`, object }];
  });
  const all = [...objects, ...extraObjects(release, number(last))];
  const own = ownsNamespace ? namespaceOf(release, ownsNamespace, all, number(0)) : [];
  // A dash comes before the dot of an ending: "role-x.k8s.yaml" before "role.k8s.yaml".
  return [...own, ...all].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Namespaces that every cluster has, and that are not a chart's to make or to label. */
const isOfCluster = (namespace: string) => namespace === 'default' || namespace.startsWith('kube-');

/** The Namespace object of a release; none where the cluster or the chart itself has one. */
function namespaceOf(
  release: Release,
  own: OwnNamespace,
  others: readonly PlainObject[],
  place: string,
): PlainObject[] {
  const { namespace } = release.release;
  const isThere = others.some((each) => isNamespace(each.object) && nameOf(each) === namespace);
  if (isOfCluster(namespace) || isThere) return [];
  const file = `${place}-namespace.k8s.yaml`;
  const isTaken = others.some((each) => each.file === file);
  return [{ file: isTaken ? `${place}-own-namespace.k8s.yaml` : file, object: namespaceObject(release, own) }];
}

const nameOf = ({ object }: PlainObject) => (object['metadata'] as JsonObject)['name'];

/**
 * Objects that the values hold as they are.
 *
 * @param place the number of the last place
 */
function extraObjects({ values }: Release, place: string): PlainObject[] {
  const objects = (values['extraObjects'] ?? []) as readonly JsonObject[];
  return objects.map((object, i) => {
    const { name } = object['metadata'] as { readonly name: string };
    // The number keeps their order, and apart what differs in group or namespace only.
    const number = String(i + 1).padStart(2, '0');
    return { file: `${place}-extra-${number}-${String(object['kind']).toLowerCase()}-${name}.k8s.yaml`, object };
  });
}

/** The files of one environment: one for each object, and a `kustomization.yaml` that keeps their order. */
export function printEnvironment(objects: readonly PlainObject[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, object, manifest } of objects) {
    const comment = commentLines(manifest?.comment ?? '').filter((line) => line !== '');
    files.set(file, `${comment.map((line) => `# ${line}\n`).join('')}${printYaml(object)}`);
  }
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [...files.keys()],
    // kustomize would else sort by kind, and a hook's objects would come after what waits for them.
    sortOptions: { order: 'fifo' },
  };
  files.set('kustomization.yaml', printYaml(kustomization));
  return files;
}

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

/** A hook for `kubectl` and Argo CD. */
function asHook(object: JsonObject, annotations: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const isJob = object['kind'] === 'Job' && String(object['apiVersion']).startsWith('batch/');
  const name = isJob ? hashedJobName(String(metadata['name']), object['spec'] ?? {}) : (metadata['name'] as Json);
  return withAnnotations({ ...object, metadata: { ...metadata, name } }, annotations);
}

function withAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const merged = { ...(metadata['annotations'] as JsonObject | undefined), ...annotations };
  return { ...object, metadata: { ...metadata, annotations: merged } };
}
