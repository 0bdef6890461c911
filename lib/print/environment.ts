import { evaluateManifest, type Manifest } from '../manifest';
import { goJson, sha256, type Json, type JsonObject, type Release } from '../values';
import { argoHook, argoRetained } from './hook-annotations';
import { printYaml } from './yaml-printer';

/** One object of an environment, as plain data. */
export interface PlainObject {
  readonly manifest?: Manifest;
  /** Name of its file, in the order of application. */
  readonly file: string;
  readonly object: JsonObject;
}

/** The objects of one environment, in the order of application. */
export function plainObjects(manifests: readonly Manifest[], release: Release, ownsNamespace: boolean): PlainObject[] {
  const objects = manifests.flatMap((manifest): PlainObject[] => {
    const annotations = manifest.hook ? argoHook(manifest.hook) : {};
    const evaluated = annotations && evaluateManifest(manifest, release);
    if (!evaluated) return [];
    const retained = manifest.retain ? withAnnotations(evaluated, argoRetained) : evaluated;
    const object = manifest.hook ? asHook(retained, annotations) : retained;
    return [{ manifest, file: `${String(manifest.place).padStart(2, '0')}-${manifest.file}.k8s.yaml`, object }];
  });
  const own = ownsNamespace ? [{ file: '00-namespace.k8s.yaml', object: namespace(release) }] : [];
  return [...own, ...objects, ...extraObjects(release)];
}

/** Objects that the values hold as they are. */
function extraObjects({ values }: Release): PlainObject[] {
  const objects = (values['extraObjects'] ?? []) as readonly JsonObject[];
  return objects.map((object, i) => {
    const { name } = object['metadata'] as { readonly name: string };
    // The number keeps their order, and apart what differs in group or namespace only.
    const number = String(i + 1).padStart(2, '0');
    return { file: `60-extra-${number}-${String(object['kind']).toLowerCase()}-${name}.k8s.yaml`, object };
  });
}

/** The files of one environment: one for each object, and a `kustomization.yaml` that keeps their order. */
export function printEnvironment(objects: readonly PlainObject[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { file, object, manifest } of objects) {
    const comment = (manifest?.comment ?? '').split('\n').filter((line) => line !== '');
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
 * The namespace enforces the Pod Security Standard that all our pods meet, so that a change which does not is refused at
 * once.
 */
const namespace = ({ release, chart }: Release): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: release.namespace,
    labels: {
      'app.kubernetes.io/part-of': chart.name,
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
  },
});

/**
 * A hook for `kubectl` and Argo CD. A Job's template cannot change once it exists, so that the name of a Job ends in a
 * hash of what it does: `kubectl apply` then makes a new Job where Helm would delete the old one first.
 */
function asHook(object: JsonObject, annotations: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const hash = sha256(goJson(object['spec'] ?? {})).slice(0, 8);
  const name = object['kind'] === 'Job' ? `${String(metadata['name'])}-${hash}` : (metadata['name'] as Json);
  return withAnnotations({ ...object, metadata: { ...metadata, name } }, annotations);
}

function withAnnotations(object: JsonObject, annotations: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const merged = { ...(metadata['annotations'] as JsonObject | undefined), ...annotations };
  return { ...object, metadata: { ...metadata, annotations: merged } };
}
