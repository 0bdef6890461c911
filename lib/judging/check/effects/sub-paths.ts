import { didYouMean } from '../../../core/values';
import { podRule } from '../define-rule';
import { documents, example, object, pod } from '../examples/example';
import type { CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  stringOf,
  type Place,
  type Pod,
} from '../../../core/references/objects';
import { targetsOf } from '../../../core/references/targets';
import type { JsonObject } from '../../../core/values';

/** The paths of files in a volume, and what has them; undefined where they cannot all be told. */
interface Content {
  readonly paths: readonly string[];
  readonly from: string;
}

/** What a ConfigMap or Secret puts into a volume. */
function contentOf(
  input: CheckInput,
  pod: Pod,
  kind: string,
  nameField: string,
  source: JsonObject,
): Content | undefined {
  const name = stringOf(source[nameField]);
  if (name === undefined || source['optional'] === true) return undefined;
  const namespace = namespaceOf(pod.owner);
  // Of two with one name nobody can tell which is there.
  if (indexOf(input).named(kind, namespace, name).length > 1) return undefined;
  const keys = targetsOf(input).find({ from: pod.owner, pointer: '', kind, namespace, name })?.keys;
  // One that is empty is filled later, by whoever it is for.
  if (!keys || keys.size === 0) return undefined;
  const from = `the ${kind} "${name}"`;
  if (source['items'] === undefined || source['items'] === null) return { paths: [...keys], from };
  return { paths: pathsOf(source), from: `${from} with its \`items\`` };
}

const pathsOf = (source: JsonObject): string[] =>
  placesAt(source, '', 'items').flatMap(({ value }) => stringOf(value['path']) ?? []);

/** What the sources of a projected volume put into it. */
function projectedContent(input: CheckInput, pod: Pod, projected: JsonObject): Content | undefined {
  const found: Content[] = [];
  for (const source of listOf(projected['sources']).map(mapOf)) {
    const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle } = source;
    let content: Content | undefined;
    if (isMap(configMap)) content = contentOf(input, pod, 'ConfigMap', 'name', configMap);
    else if (isMap(secret)) content = contentOf(input, pod, 'Secret', 'name', secret);
    else if (isMap(downwardAPI)) content = { paths: pathsOf(downwardAPI), from: 'the fields of the pod' };
    else if (isMap(serviceAccountToken)) content = single(serviceAccountToken, 'the token');
    else if (isMap(clusterTrustBundle)) content = single(clusterTrustBundle, 'the trust bundle');
    if (!content) return undefined;
    found.push(content);
  }
  if (found.length === 0) return undefined;
  return { paths: found.flatMap(({ paths }) => paths), from: found.map(({ from }) => from).join(' and ') };
}

const single = (source: JsonObject, from: string): Content | undefined => {
  const path = stringOf(source['path']);
  return path === undefined ? undefined : { paths: [path], from };
};

function volumeContent(input: CheckInput, pod: Pod, { value }: Place): Content | undefined {
  const { configMap, secret, projected } = value;
  if (isMap(configMap)) return contentOf(input, pod, 'ConfigMap', 'name', configMap);
  if (isMap(secret)) return contentOf(input, pod, 'Secret', 'secretName', secret);
  return isMap(projected) ? projectedContent(input, pod, projected) : undefined;
}

const mounting = (subPath: string) =>
  documents(
    pod(
      `volumeMounts: [{ name: settings, mountPath: /etc/web.conf, subPath: ${subPath} }]`,
      'volumes: [{ name: settings, configMap: { name: settings } }]',
    ),
    object('v1 ConfigMap', 'data: { web.conf: "" }', 'settings'),
  );

const missingSubPath = podRule(
  {
    code: 'missing-sub-path',
    question: 'cannot-work',
    why: 'A `subPath` of a key that is not there mounts an empty directory where the program expects a file.',
    remedy: 'Correct the `subPath`, or add the key to the ConfigMap or Secret.',
    examples: example(mounting('web.cfg'), mounting('web.conf')),
    source: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  },
  (ofPod, input) => {
    const volumes = new Map(
      placesAt(ofPod.spec, '', 'volumes').map((volume) => [stringOf(volume.value['name']), volume]),
    );
    return ofPod.containers.flatMap((container) =>
      placesAt(container.value, container.pointer, 'volumeMounts').flatMap(({ value, pointer }) => {
        const path = stringOf(at(value, 'subPath'))?.replace(/\/+$/, '');
        const volume = volumes.get(stringOf(value['name']));
        if (path === undefined || path === '' || !volume) return [];
        const content = volumeContent(input, ofPod, volume);
        if (!content || content.paths.some((each) => each === path || each.startsWith(`${path}/`))) return [];
        const known = content.paths.join(', ') || 'nothing';
        const message = `there is no "${path}" in ${content.from}, which has ${known}${didYouMean(path, content.paths)}`;
        return [{ pointer: `${pointer}/subPath`, message }];
      }),
    );
  },
);

export const subPathRules = [missingSubPath] as const;
