import type { Json, JsonObject } from '../../values';
import { mapOf } from '../../values/json-parts';
import { label, relativePath, subdomain } from '../forms';
import type { FieldRule, Page, Section, StructRule } from '../page';
import {
  atMostCharacters,
  between,
  evenEmpty,
  exactlyOne,
  filled,
  forbidden,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
} from '../vocabulary';

/*
 * Volumes of networks and clouds, most of which CSI has replaced. The API server takes them still.
 */

const section = (source: string, fields: Section['fields'] & object, rules: readonly StructRule[] = []): Section => ({
  source: `core/validation ${source}`,
  fields,
  rules,
});

/** The fields have values. */
const needs = (...fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, required]));

const byte = between(0, 255);

/** A name by which iSCSI knows a target or an initiator. */
const iscsiName = form(
  'invalid-format',
  'is a name of iSCSI: iqn, eui or naa',
  'iqn.2001-04.com.example:storage',
  'storage',
  (text) =>
    /^(iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+|eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32})$/.test(text)
      ? undefined
      : `${shown(text)} is not a name of iSCSI such as iqn.2001-04.com.example:storage`,
  {
    pattern:
      "^(iqn\\.[0-9]{4}-[0-9]{2}\\.[A-Za-z0-9.-]+:[!-#%'-)+.-:<-{}~-]+|eui\\.[A-Za-z0-9]{16}|naa\\.[A-Za-z0-9]{32})$",
  },
);

const chap = rule(
  'missing-value',
  'has a Secret where it proves who it is',
  {
    valid: { chapAuthSession: true, secretRef: { name: 'a' } },
    invalid: { chapAuthSession: true },
  },
  (volume) => {
    const field = ['chapAuthDiscovery', 'chapAuthSession'].find((each) => volume[each] === true);
    return field !== undefined && !isSet(volume['secretRef'])
      ? [{ path: [], message: `${field} needs secretRef` }]
      : [];
  },
  {
    if: {
      anyOf: ['chapAuthDiscovery', 'chapAuthSession'].map((each) => ({
        required: [each],
        properties: { [each]: { const: true } },
      })),
    },
    then: { required: ['secretRef'] },
  },
);

const channels = rule(
  'not-exactly-one',
  'has exactly one way to its disk: targetWWNs with a lun, or wwids',
  { valid: { targetWWNs: ['50060e801049cfd1'], lun: 0 }, invalid: {} },
  ({ targetWWNs, wwids, lun }) => {
    if (isEmpty(targetWWNs) && isEmpty(wwids)) return [{ path: [], message: 'has neither targetWWNs nor wwids' }];
    if (!isEmpty(targetWWNs) && !isEmpty(wwids)) return [{ path: ['targetWWNs'], message: 'does not go with wwids' }];
    return !isEmpty(targetWWNs) && !isSet(lun) ? [{ path: [], message: 'targetWWNs need a lun' }] : [];
  },
  {
    oneOf: [
      { required: ['targetWWNs', 'lun'], properties: { targetWWNs: { minItems: 1 }, wwids: { maxItems: 0 } } },
      { required: ['wwids'], properties: { wwids: { minItems: 1 }, targetWWNs: { maxItems: 0 } } },
    ],
  },
);

const noSlash = form(
  'invalid-format',
  'has no slash',
  'data',
  'a/b',
  (text) => (text.includes('/') ? `${shown(text)} has a slash` : undefined),
  { not: { type: 'string', pattern: '/' } },
);

const registry = form(
  'invalid-format',
  'is a list of hosts with ports',
  'a.example.com:7861',
  'host',
  (text) =>
    text.split(',').every((each) => /^.*:[0-9]+$/.test(each))
      ? undefined
      : `${shown(text)} is not a list of hosts with ports, as a.example.com:7861,b.example.com:7861`,
  { pattern: '^[-A-Za-z0-9.]+:[0-9]+(,[-A-Za-z0-9.]+:[0-9]+)*$' },
);

const azureUri = rule(
  'invalid-format',
  'has a URI of its kind: that of a managed disk, or of a blob, which is the default',
  {
    valid: { kind: 'Managed', diskURI: '/subscriptions/a/disks/b' },
    invalid: { kind: 'Managed', diskURI: 'https://a.blob.core.windows.net/b.vhd' },
  },
  ({ kind, diskURI }) => {
    if (typeof diskURI !== 'string' || diskURI === '') return [];
    const prefix = kind === 'Managed' ? '/subscriptions/' : 'https://';
    const message = `${shown(diskURI)} does not begin with ${prefix}, as a disk of the kind ${isEmpty(kind) ? 'Shared, the default,' : String(kind)} does`;
    return diskURI.startsWith(prefix) ? [] : [{ path: ['diskURI'], message }];
  },
  {
    if: { required: ['kind'], properties: { kind: { const: 'Managed' } } },
    then: { properties: { diskURI: { pattern: '^(/subscriptions/|$)' } } },
    else: { properties: { diskURI: { pattern: '^(https://|$)' } } },
  },
);

const noReserved: FieldRule = {
  ...forbidden('options of kubernetes.io are reserved'),
  code: 'forbidden-field',
  says: 'has no options of kubernetes.io',
  schema: {
    propertyNames: { not: { pattern: '(^|\\.)([kK][uU][bB][eE][rR][nN][eE][tT][eE][sS]|[kK]8[sS])\\.[iI][oO]/' } },
  },
  valid: { 'example.com/a': 'b' },
  invalid: { 'kubernetes.io/fsType': 'ext4' },
  check: (value: Json) =>
    Object.keys(mapOf(value))
      .filter((key) => /(^|\.)(kubernetes|k8s)\.io\//.test(key.toLowerCase()))
      .map((key) => ({ path: [key], message: 'options of kubernetes.io and k8s.io are reserved' })),
};

/** A Secret of a volume that is of no namespace is told with one. */
const secretRefs = (...fields: readonly string[]): StructRule =>
  rule(
    'missing-value',
    `names its Secrets with their namespaces: ${fields.join(', ')}`,
    {
      valid: { [fields[0]!]: { name: 'a', namespace: 'b' } },
      invalid: { [fields[0]!]: { name: 'a' } },
    },
    (volume) =>
      fields.flatMap((field) =>
        isSet(volume[field])
          ? ['name', 'namespace']
              .filter((each) => isEmpty(mapOf(volume[field])[each]))
              .map((each) => ({
                path: [field, ...(each in mapOf(volume[field]) ? [each] : [])],
                message: `needs ${each}`,
              }))
          : [],
      ),
  );

const notEmpty = (field: string): StructRule =>
  rule(
    'missing-value',
    `has a ${field} where it has the field`,
    { valid: { [field]: 'a' }, invalid: { [field]: '' } },
    (volume: JsonObject) => (volume[field] === '' ? [{ path: [field], message: 'may not be empty' }] : []),
  );

const flocker = section('validateFlockerVolumeSource', { datasetName: noSlash }, [
  exactlyOne(['datasetName', 'datasetUUID'], 'dataset', 'a'),
]);

const iscsi = section(
  'validateISCSIVolumeSource',
  { targetPortal: required, iqn: [required, iscsiName], lun: byte, initiatorName: evenEmpty(iscsiName) },
  [chap],
);

const rbd = { monitors: filled('needs a monitor'), image: required };
const scaleIo = needs('gateway', 'system', 'volumeName');
const storageOs = { volumeName: [required, label], volumeNamespace: label };

export const oldVolumesPage: Page = {
  'core.ISCSIVolumeSource': iscsi,
  'core.ISCSIPersistentVolumeSource': { ...iscsi, source: 'core/validation validateISCSIPersistentVolumeSource' },
  'core.FCVolumeSource': section('validateFCVolumeSource', { lun: byte }, [channels]),
  'core.GCEPersistentDiskVolumeSource': section('validateGCEPersistentDiskVolumeSource', {
    pdName: required,
    partition: byte,
  }),
  'core.AWSElasticBlockStoreVolumeSource': section('validateAWSElasticBlockStoreVolumeSource', {
    volumeID: required,
    partition: byte,
  }),
  'core.CinderVolumeSource': section('validateCinderVolumeSource', needs('volumeID', 'secretRef/name')),
  'core.CinderPersistentVolumeSource': section('validateCinderPersistentVolumeSource', needs('volumeID'), [
    secretRefs('secretRef'),
  ]),
  'core.GlusterfsVolumeSource': section('validateGlusterfsVolumeSource', needs('endpoints', 'path')),
  'core.GlusterfsPersistentVolumeSource': section(
    'validateGlusterfsPersistentVolumeSource',
    needs('endpoints', 'path'),
    [notEmpty('endpointsNamespace')],
  ),
  'core.CephFSVolumeSource': section('validateCephFSVolumeSource', { monitors: filled('needs a monitor') }),
  'core.CephFSPersistentVolumeSource': section('validateCephFSPersistentVolumeSource', {
    monitors: filled('needs a monitor'),
  }),
  'core.RBDVolumeSource': section('validateRBDVolumeSource', rbd),
  'core.RBDPersistentVolumeSource': section('validateRBDPersistentVolumeSource', rbd),
  'core.FlockerVolumeSource': flocker,
  'core.QuobyteVolumeSource': section('validateQuobyteVolumeSource', {
    registry: [required, registry],
    volume: required,
    tenant: atMostCharacters(64),
  }),
  'core.AzureFileVolumeSource': section('validateAzureFile', needs('secretName', 'shareName')),
  'core.AzureFilePersistentVolumeSource': section('validateAzureFilePV', needs('secretName', 'shareName'), [
    notEmpty('secretNamespace'),
  ]),
  'core.AzureDiskVolumeSource': section(
    'validateAzureDisk',
    {
      ...needs('diskName', 'diskURI'),
      cachingMode: evenEmpty(oneOf('None', 'ReadOnly', 'ReadWrite')),
      kind: evenEmpty(oneOf('Shared', 'Dedicated', 'Managed')),
    },
    [azureUri],
  ),
  'core.FlexVolumeSource': section('validateFlexVolumeSource', { driver: required, options: noReserved }),
  'core.FlexPersistentVolumeSource': section('validateFlexPersistentVolumeSource', {
    driver: required,
    options: noReserved,
  }),
  'core.GitRepoVolumeSource': section('validateGitRepoVolumeSource', {
    repository: required,
    directory: relativePath,
  }),
  'core.VsphereVirtualDiskVolumeSource': section('validateVsphereVolumeSource', needs('volumePath')),
  'core.PhotonPersistentDiskVolumeSource': section('validatePhotonPersistentDiskVolumeSource', needs('pdID')),
  'core.PortworxVolumeSource': section('validatePortworxVolumeSource', needs('volumeID')),
  'core.ScaleIOVolumeSource': section('validateScaleIOVolumeSource', scaleIo),
  'core.ScaleIOPersistentVolumeSource': section('validateScaleIOPersistentVolumeSource', scaleIo),
  'core.StorageOSVolumeSource': section('validateStorageOSVolumeSource', {
    ...storageOs,
    'secretRef/name': required,
  }),
  'core.StorageOSPersistentVolumeSource': section('validateStorageOSPersistentVolumeSource', storageOs),
  'core.CSIPersistentVolumeSource': section(
    'validateCSIPersistentVolumeSource',
    { 'controllerExpandSecretRef/name': subdomain },
    [
      secretRefs(
        'controllerPublishSecretRef',
        'nodePublishSecretRef',
        'nodeStageSecretRef',
        'controllerExpandSecretRef',
        'nodeExpandSecretRef',
      ),
    ],
  ),
};
