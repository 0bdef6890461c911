import type { JsonObject } from '../../values';
import { at, listOf, mapOf } from '../../values/json-parts';

import { subdomain } from '../forms';
import type { FieldRule, Page, StructRule } from '../page';
import { evenEmpty, exactlyOne, filled, isEmpty, isSet, oneOf, rule, shown } from '../vocabulary';
import { storage } from './resources';

const accessMode = oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');
const volumeMode = evenEmpty(oneOf('Filesystem', 'Block'));

const alone: FieldRule = {
  code: 'forbidden-field',
  says: 'has ReadWriteOncePod alone',
  valid: ['ReadWriteOncePod'],
  invalid: ['ReadWriteOncePod', 'ReadWriteOnce'],
  schema: { if: { contains: { const: 'ReadWriteOncePod' } }, then: { maxItems: 1 } },
  check: (value) =>
    listOf(value).includes('ReadWriteOncePod') && listOf(value).length > 1
      ? 'ReadWriteOncePod does not go with other modes'
      : undefined,
};

const accessModes = [filled('needs an access mode'), alone];

const request: StructRule = rule(
  'missing-value',
  'says how much it asks for',
  {
    valid: { resources: { requests: { storage: '1Gi' } } },
    invalid: { resources: { requests: {} } },
  },
  (spec) => {
    if (isSet(at(spec, 'resources', 'requests', 'storage'))) return [];
    const path = ['resources', 'requests'].slice(
      0,
      isSet(at(spec, 'resources', 'requests')) ? 2 : isSet(spec['resources']) ? 1 : 0,
    );
    return [{ path, message: 'needs resources.requests.storage' }];
  },
  {
    required: ['resources'],
    properties: { resources: { required: ['requests'], properties: { requests: { required: ['storage'] } } } },
  },
);

/** What a claim is filled from. */
const source = (field: string): StructRule =>
  rule(
    'missing-value',
    `names in ${field} what it is filled from`,
    {
      valid: { [field]: { kind: 'PersistentVolumeClaim', name: 'a' } },
      invalid: { [field]: { kind: 'PersistentVolumeClaim', name: '' } },
    },
    (spec) => {
      const given = spec[field];
      if (!isSet(given)) return [];
      return ['kind', 'name']
        .filter((each) => mapOf(given)[each] === '')
        .map((each) => ({ path: [field, each], message: 'needs a value' }));
    },
    { properties: { [field]: { properties: { kind: { minLength: 1 }, name: { minLength: 1 } } } } },
  );

const ofCore = (field: string): StructRule =>
  rule(
    'invalid-combination',
    `names in ${field} a claim, or the group of another kind`,
    {
      valid: { [field]: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' } },
      invalid: { [field]: { kind: 'VolumeSnapshot', name: 'a' } },
    },
    (spec) => {
      const { apiGroup, kind } = mapOf(spec[field]);
      if (!isEmpty(apiGroup) || isEmpty(kind) || kind === 'PersistentVolumeClaim') return [];
      const message = `${shown(kind)} needs its apiGroup; without one the kind is PersistentVolumeClaim`;
      return [{ path: [field, 'kind'], message }];
    },
    {
      properties: {
        [field]: {
          if: { not: { required: ['apiGroup'], properties: { apiGroup: { minLength: 1 } } } },
          then: { properties: { kind: { enum: ['', 'PersistentVolumeClaim'] } } },
        },
      },
    },
  );

const sameSource: StructRule = rule(
  'invalid-combination',
  'has one source where it names it twice',
  {
    valid: {
      dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
    },
    invalid: {
      dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
      dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
    },
  },
  ({ dataSource, dataSourceRef }) =>
    isSet(dataSource) && isSet(dataSourceRef) && !isSame(mapOf(dataSource), mapOf(dataSourceRef))
      ? [{ path: [], message: 'dataSource and dataSourceRef name different sources' }]
      : [],
);

const isSame = (one: JsonObject, other: JsonObject): boolean =>
  ['apiGroup', 'kind', 'name'].every((field) => (one[field] ?? '') === (other[field] ?? ''));

const onlyStorage: FieldRule = {
  code: 'invalid-enum',
  says: 'has storage and nothing else',
  valid: { storage: '1Gi' },
  invalid: { storage: '1Gi', cpu: '1' },
  schema: { required: ['storage'], propertyNames: { const: 'storage' } },
  check: (value) => {
    const names = Object.keys(mapOf(value));
    return names.length === 1 && names[0] === 'storage'
      ? undefined
      : `has ${names.join(', ')}; storage is all it can have`;
  },
};

const types = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
];

/** Claims and volumes. */
export const storagePage: Page = {
  'core.PersistentVolumeClaimSpec': {
    source: 'core/validation ValidatePersistentVolumeClaimSpec',
    fields: {
      accessModes,
      'accessModes/*': accessMode,
      volumeMode,
      storageClassName: subdomain,
      volumeAttributesClassName: subdomain,
      'resources/requests': storage,
      'resources/limits': storage,
    },
    rules: [
      request,
      source('dataSource'),
      source('dataSourceRef'),
      ofCore('dataSource'),
      ofCore('dataSourceRef'),
      sameSource,
    ],
  },
  'core.PersistentVolumeSpec': {
    source: 'core/validation ValidatePersistentVolumeSpec',
    fields: {
      accessModes,
      'accessModes/*': accessMode,
      volumeMode,
      storageClassName: subdomain,
      volumeAttributesClassName: subdomain,
      persistentVolumeReclaimPolicy: oneOf('Retain', 'Delete', 'Recycle'),
      capacity: [filled('needs storage'), storage, onlyStorage],
    },
    rules: [
      exactlyOne(types, 'type of volume'),
      rule(
        'missing-value',
        'says of a local volume on which nodes it is',
        {
          valid: { local: { path: '/a' }, nodeAffinity: { required: { nodeSelectorTerms: [{}] } } },
          invalid: { local: { path: '/a' } },
        },
        ({ local, nodeAffinity }) =>
          isSet(local) && !isSet(nodeAffinity) ? [{ path: [], message: 'a local volume needs nodeAffinity' }] : [],
      ),
      rule(
        'forbidden-field',
        'is not recycled where it is the whole node',
        {
          valid: { hostPath: { path: '/a' }, persistentVolumeReclaimPolicy: 'Recycle' },
          invalid: { hostPath: { path: '/' }, persistentVolumeReclaimPolicy: 'Recycle' },
        },
        ({ hostPath, persistentVolumeReclaimPolicy: policy }) =>
          policy === 'Recycle' && /^\/+$/.test(String(mapOf(hostPath)['path']))
            ? [{ path: ['persistentVolumeReclaimPolicy'], message: 'may not be Recycle for the path /' }]
            : [],
      ),
    ],
  },
  'core.VolumeNodeAffinity': {
    source: 'core/validation validateVolumeNodeAffinity',
    rules: [
      rule(
        'missing-value',
        'says which nodes are meant',
        { valid: { required: { nodeSelectorTerms: [{}] } }, invalid: {} },
        ({ required: terms }) => (isSet(terms) ? [] : [{ path: [], message: 'needs required' }]),
      ),
    ],
  },
};
