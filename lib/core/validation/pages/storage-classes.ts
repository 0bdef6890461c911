import { at, listOf, mapOf } from '../../values/json-parts';
import { qualifiedName } from '../syntax';
import { qualified, subdomain } from '../forms';
import type { FieldRule, Page, StructRule } from '../page';
import {
  atLeast,
  atMostCharacters,
  between,
  elements,
  evenEmpty,
  exactlyOne,
  filled,
  form,
  isFirst,
  oneOf,
  required,
  rule,
  unique,
  uniqueBy,
} from '../vocabulary';
import { amount, anyQuantity } from './resources';
import { driverName } from './volumes';

/** The parameters of a class: how many, and how many bytes in all. */
const mostParameters = { count: 512, bytes: 256 * 1024 } as const;

const fewParameters: FieldRule = {
  code: 'out-of-range',
  says: `has at most ${mostParameters.count} parameters, of ${mostParameters.bytes / 1024} KiB in all`,
  valid: { type: 'gp3' },
  invalid: { type: 'x'.repeat(mostParameters.bytes + 1) },
  check: (value) => {
    const given = Object.entries(mapOf(value));
    const bytes = given.flat().reduce((sum: number, each) => sum + Buffer.byteLength(String(each)), 0);
    if (given.length > mostParameters.count)
      return `has ${given.length} parameters; ${mostParameters.count} are the most`;
    return bytes > mostParameters.bytes ? `has ${bytes} bytes; ${mostParameters.bytes} are the most` : undefined;
  },
};

const topologies: StructRule = rule(
  'duplicate-entry',
  'names no topology twice',
  {
    valid: { allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }] },
    invalid: {
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'a', values: ['b', 'c'] }] },
        { matchLabelExpressions: [{ key: 'a', values: ['c', 'b'] }] },
      ],
    },
  },
  (storageClass) => {
    const seen = new Set<string>();
    return elements(storageClass, 'allowedTopologies').flatMap(({ value, at: i }) => {
      const named = elements(value, 'matchLabelExpressions').map(({ value: { key, values } }) => [
        key ?? null,
        [...listOf(values)].sort(),
      ]);
      return isFirst(seen, JSON.stringify(named.sort()))
        ? []
        : [{ path: ['allowedTopologies', i, 'matchLabelExpressions'], message: 'the same topology is there already' }];
    });
  },
);

const namedParameters: FieldRule = {
  code: 'missing-value',
  says: 'has parameters with names',
  valid: { type: 'gp3' },
  invalid: { '': 'gp3' },
  check: (value) => (Object.hasOwn(mapOf(value), '') ? 'has a parameter without a name' : undefined),
};

const provisioner = form('invalid-format', 'is a qualified name', 'ebs.csi.aws.com', 'a b', (text) =>
  qualifiedName(text.toLowerCase()),
);

/** Classes of storage, and what their drivers say of themselves. */
export const storageClassesPage: Page = {
  'storage.StorageClass': {
    source: 'storage/validation ValidateStorageClass',
    fields: {
      provisioner: [required, provisioner],
      parameters: [namedParameters, fewParameters],
      'allowedTopologies/*/matchLabelExpressions/*/values': unique,
      reclaimPolicy: oneOf('Delete', 'Retain'),
      volumeBindingMode: evenEmpty(oneOf('Immediate', 'WaitForFirstConsumer')),
    },
    rules: [topologies],
  },
  'storage.VolumeAttributesClass': {
    source: 'storage/validation ValidateVolumeAttributesClass',
    fields: { driverName: required, parameters: [filled('needs a parameter'), fewParameters] },
  },
  'storage.CSIDriverSpec': {
    source: 'storage/validation validateCSIDriverSpec',
    fields: {
      fsGroupPolicy: evenEmpty(oneOf('ReadWriteOnceWithFSType', 'File', 'None')),
      'volumeLifecycleModes/*': oneOf('Persistent', 'Ephemeral'),
      'tokenRequests/*/expirationSeconds': between(600, 2 ** 32),
    },
    rules: [
      rule(
        'duplicate-entry',
        'asks for one token for each audience',
        {
          valid: { tokenRequests: [{ audience: 'a' }, { audience: 'b' }] },
          invalid: { tokenRequests: [{ audience: 'a' }, { audience: 'a' }] },
        },
        (spec, site) => {
          const audiences = listOf(spec['tokenRequests']).map((each) => at(each, 'audience') ?? '');
          const found = unique.check(audiences, site);
          return typeof found === 'object'
            ? found.map((each) => ({ ...each, path: ['tokenRequests', ...each.path, 'audience'] }))
            : [];
        },
      ),
    ],
  },
  'storage.CSINodeSpec': {
    source: 'storage/validation validateCSINodeDrivers',
    rules: [uniqueBy('drivers', ['name'], { code: 'duplicate-name', what: 'a driver' })],
  },
  'storage.CSIStorageCapacity': {
    source: 'storage/validation ValidateCSIStorageCapacity',
    fields: {
      storageClassName: [required, subdomain],
      capacity: amount(anyQuantity),
      maximumVolumeSize: amount(anyQuantity),
    },
  },
  'storage.VolumeAttachmentSpec': {
    source: 'storage/validation validateVolumeAttachmentSpec',
    fields: {
      attacher: [required, driverName()],
      nodeName: required,
      'source/persistentVolumeName': evenEmpty(subdomain),
    },
  },
  'storage.VolumeAttachmentSource': {
    source: 'storage/validation validateAttachmentSource',
    rules: [exactlyOne(['persistentVolumeName', 'inlineVolumeSpec'], 'volume')],
  },
  'storage.CSINodeDriver': {
    source: 'storage/validation validateCSINodeDriver',
    fields: {
      name: required,
      nodeID: [required, atMostCharacters(192)],
      topologyKeys: unique,
      'topologyKeys/*': qualified,
      'allocatable/count': atLeast(0),
    },
  },
};
