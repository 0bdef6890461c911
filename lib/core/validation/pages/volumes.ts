import type { JsonObject } from '../../values';
import { mapOf } from '../../values/json-parts';
import { label, noSteps, relativePath, subdomain } from '../forms';
import type { FieldRule, Page, Section, StructRule, BreachInStruct } from '../page';
import * as patterns from '../patterns';
import { fieldOfPod, wrongSubscript } from './variables';
import {
  atMostOne,
  between,
  elements,
  exactlyOne,
  form,
  isEmpty,
  isFirst,
  isSet,
  oneOf,
  required,
  rule,
  shown,
} from '../vocabulary';

const mode = between(0, 0o777);

/** The kinds of volumes, in the order in which the API server looks at them. */
const sources = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'scaleIO',
  'projected',
  'csi',
  'ephemeral',
  'image',
];

/** A path of a file within a volume; names with two dots at the beginning are the volume's own. */
const fileName: FieldRule = form(
  'invalid-path',
  'is a path within the volume',
  'a/b',
  '../a',
  (text) => {
    const wrong = relativePath.check(text, { kind: '', object: {}, minor: 0 });
    if (typeof wrong === 'string') return wrong;
    return text.startsWith('..') ? `${shown(text)} begins with two dots` : undefined;
  },
  patterns.fileName,
);

const filesOfPod = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];

const items: StructRule = rule(
  'invalid-enum',
  'takes a field of the pod that a file can take',
  { valid: { fieldRef: { fieldPath: 'metadata.labels' } }, invalid: { fieldRef: { fieldPath: 'status.podIP' } } },
  ({ fieldRef }) => {
    const path = mapOf(fieldRef)['fieldPath'];
    const known = filesOfPod;
    if (typeof path !== 'string' || path === '' || known.includes(path)) return [];
    const wrong = wrongSubscript(path);
    if (wrong === undefined) return [];
    if (wrong !== null) return [{ path: ['fieldRef', 'fieldPath'], message: wrong }];
    return [{ path: ['fieldRef', 'fieldPath'], message: `${shown(path)} is none of ${known.join(', ')}` }];
  },
  fieldOfPod(filesOfPod),
);

const needs = (source: string, ...fields: readonly string[]): Section => ({
  source: `core/validation ${source}`,
  fields: Object.fromEntries(fields.map((field) => [field, required])),
});

const sourcesOfOneFile = ['serviceAccountToken', 'clusterTrustBundle'];

/** The paths of what a projected volume holds, as far as they are written. */
function pathsOf(source: JsonObject): { readonly path: unknown; readonly at: readonly (string | number)[] }[] {
  const listed = ['secret', 'configMap', 'downwardAPI'].flatMap((kind) =>
    elements(mapOf(source[kind]), 'items').map(({ value, at }) => ({
      path: value['path'],
      at: [kind, 'items', at, 'path'],
    })),
  );
  const named = sourcesOfOneFile.flatMap((kind) =>
    isSet(source[kind]) ? [{ path: mapOf(source[kind])['path'], at: [kind, 'path'] }] : [],
  );
  return [...listed, ...named];
}

const projectedPaths: StructRule = rule(
  'duplicate-entry',
  'puts no two files at one path',
  {
    valid: { sources: [{ secret: { items: [{ path: 'a' }] } }, { configMap: { items: [{ path: 'b' }] } }] },
    invalid: { sources: [{ secret: { items: [{ path: 'a' }] } }, { configMap: { items: [{ path: 'a' }] } }] },
  },
  (volume) => {
    const [seen, compared] = [new Set<unknown>(), new Set<unknown>()];
    return elements(volume, 'sources').flatMap(({ value, at }) =>
      pathsOf(value).flatMap(({ path, at: inner }): BreachInStruct[] => {
        if (typeof path !== 'string' || path === '') return [];
        // The server does not compare the paths of tokens, and drops certificates; one of two files is lost all the same.
        const isRefused = !sourcesOfOneFile.includes(String(inner[0])) && !isFirst(compared, path);
        if (isFirst(seen, path)) return [];
        const message = `there is a file ${shown(path)} already`;
        return [{ path: ['sources', at, ...inner], message, ...(isRefused ? {} : { question: 'cannot-work' }) }];
      }),
    );
  },
);

/** Volumes of each type. */
export const volumesPage: Page = {
  'core.Volume': {
    source: 'core/validation validateVolumes, validateVolumeSource',
    fields: { name: [required, label] },
    rules: [{ ...atMostOne(sources, 'type'), code: 'not-exactly-one' }],
  },
  'core.HostPathVolumeSource': {
    source: 'core/validation validateHostPathVolumeSource',
    fields: {
      path: [required, noSteps],
      type: oneOf('', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'),
    },
  },
  'core.SecretVolumeSource': {
    source: 'core/validation validateSecretVolumeSource',
    fields: { secretName: required, defaultMode: mode },
  },
  'core.ConfigMapVolumeSource': {
    source: 'core/validation validateConfigMapVolumeSource',
    fields: { name: required, defaultMode: mode },
  },
  'core.DownwardAPIVolumeSource': {
    source: 'core/validation validateDownwardAPIVolumeSource',
    fields: { defaultMode: mode },
  },
  'core.ProjectedVolumeSource': {
    source: 'core/validation validateProjectedVolumeSource',
    fields: { defaultMode: mode },
    rules: [projectedPaths],
  },
  'core.VolumeProjection': {
    source: 'core/validation validateProjectionSources',
    rules: [
      // One without any holds nothing, and is taken.
      atMostOne(
        ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'],
        'source',
      ),
    ],
  },
  'core.SecretProjection': needs('validateProjectionSources', 'name'),
  'core.ConfigMapProjection': needs('validateProjectionSources', 'name'),
  'core.KeyToPath': {
    source: 'core/validation validateKeyToPath',
    fields: { key: required, path: [required, fileName], mode },
  },
  'core.DownwardAPIVolumeFile': {
    source: 'core/validation validateDownwardAPIVolumeFile',
    fields: { path: [required, fileName], mode },
    rules: [exactlyOne(['fieldRef', 'resourceFieldRef'], 'source'), items, containerOf()],
  },
  'core.ServiceAccountTokenProjection': {
    source: 'core/validation validateProjectionSources',
    fields: { path: [required, fileName], expirationSeconds: between(600, 2 ** 32) },
  },
  'core.ClusterTrustBundleProjection': {
    source: 'core/validation validateProjectionSources',
    fields: { path: [required, fileName] },
    rules: [
      exactlyOne(['name', 'signerName'], 'bundle', 'a'),
      rule(
        'forbidden-field',
        'selects among the bundles of a signer only',
        { valid: { signerName: 'a.b/c', labelSelector: {} }, invalid: { name: 'a', labelSelector: {} } },
        ({ name, labelSelector }) =>
          isSet(name) && isSet(labelSelector) ? [{ path: ['labelSelector'], message: 'does not go with name' }] : [],
        { not: { required: ['name', 'labelSelector'] } },
      ),
    ],
  },
  'core.PersistentVolumeClaimVolumeSource': needs('validatePersistentClaimVolumeSource', 'claimName'),
  'core.EphemeralVolumeSource': {
    ...needs('validateEphemeralVolumeSource', 'volumeClaimTemplate'),
    rules: [onlyLabels()],
  },
  'core.NFSVolumeSource': {
    source: 'core/validation validateNFSVolumeSource',
    fields: {
      server: required,
      path: [
        required,
        form(
          'invalid-path',
          'begins with a slash',
          '/a',
          'a',
          (text) => (text.startsWith('/') ? undefined : `${shown(text)} does not begin with a slash`),
          patterns.fromSlash,
        ),
      ],
    },
  },
  'core.CSIVolumeSource': {
    source: 'core/validation validateCSIVolumeSource',
    fields: { driver: [required, driverName()], 'nodePublishSecretRef/name': required },
  },
  'core.CSIPersistentVolumeSource': {
    source: 'core/validation validateCSIPersistentVolumeSource',
    fields: { driver: [required, driverName()], volumeHandle: required },
  },
  'core.LocalVolumeSource': {
    source: 'core/validation validateLocalVolumeSource',
    fields: { path: [required, noSteps] },
  },
  'core.ImageVolumeSource': {
    source: 'core/validation validateImageVolumeSource',
    fields: { reference: required, pullPolicy: oneOf('Always', 'IfNotPresent', 'Never') },
  },
};

/** The name of a driver, which is that of a domain. */
export function driverName(): FieldRule {
  return {
    ...subdomain,
    code: 'invalid-format',
    says: 'is the name of a driver',
    schema: patterns.driverName,
    check: (value, site) => {
      if (typeof value !== 'string') return undefined;
      return value.length > 63
        ? `${shown(value)} has ${value.length} characters; 63 are the most`
        : subdomain.check(value.toLowerCase(), site);
    },
  };
}

/** A file that tells a resource must say of which container. */
function containerOf(): StructRule {
  return rule(
    'missing-value',
    'names the container whose resource a file tells',
    {
      valid: { resourceFieldRef: { containerName: 'a', resource: 'limits.cpu' } },
      invalid: { resourceFieldRef: { resource: 'limits.cpu' } },
    },
    ({ resourceFieldRef: ref }) =>
      isSet(ref) && isEmpty(mapOf(ref)['containerName'])
        ? [{ path: ['resourceFieldRef'], message: 'needs containerName' }]
        : [],
    {
      properties: {
        resourceFieldRef: { required: ['containerName'], properties: { containerName: { minLength: 1 } } },
      },
    },
  );
}

/** The claim of a pod is called after pod and volume. */
function onlyLabels(): StructRule {
  return rule(
    'forbidden-field',
    'has only labels and annotations for its claim',
    {
      valid: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } } } },
      invalid: { volumeClaimTemplate: { metadata: { name: 'a' } } },
    },
    ({ volumeClaimTemplate: template }) =>
      Object.entries(mapOf(mapOf(template)['metadata']))
        .filter(([field, value]) => !['labels', 'annotations'].includes(field) && !isEmpty(value))
        .map(([field]) => ({
          path: ['volumeClaimTemplate', 'metadata', field],
          message: 'only labels and annotations may be set here',
        })),
    {
      properties: {
        volumeClaimTemplate: {
          properties: { metadata: { propertyNames: { enum: ['labels', 'annotations'] } } },
        },
      },
    },
  );
}
