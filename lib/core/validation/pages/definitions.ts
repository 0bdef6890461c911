import type { JsonObject } from '../../values';
import { at as valueAt, listOf, mapOf } from '../../values/json-parts';
import { dnsSubdomain, serviceLabel } from '../syntax';
import { base64, letterLabel, subdomain } from '../forms';
import { converterRules } from './converters';
import type { FieldRule, Page, StructRule } from '../page';
import {
  atMostCharacters,
  atMostItems,
  between,
  elements,
  filled,
  form,
  forbidden,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  unique,
  uniqueBy,
} from '../vocabulary';

const ownName: StructRule = rule(
  'invalid-name',
  'is called after its plural and group',
  {
    valid: { metadata: { name: 'foos.acme.dev' }, spec: { group: 'acme.dev', names: { plural: 'foos' } } },
    invalid: { metadata: { name: 'foo.acme.dev' }, spec: { group: 'acme.dev', names: { plural: 'foos' } } },
  },
  (definition) => {
    const [name, group, plural] = [
      valueAt(definition, 'metadata', 'name'),
      valueAt(definition, 'spec', 'group'),
      valueAt(definition, 'spec', 'names', 'plural'),
    ];
    if (typeof name !== 'string' || typeof group !== 'string' || typeof plural !== 'string') return [];
    const expected = `${plural}.${group}`;
    return name === expected
      ? []
      : [{ path: ['metadata', 'name'], message: `${shown(name)} must be "${expected}", the plural and the group` }];
  },
);

const approval = 'api-approved.kubernetes.io';

const approved: StructRule = rule(
  'missing-value',
  'says who approved it where its group is of Kubernetes',
  {
    valid: { metadata: { annotations: { [approval]: 'https://github.com/a/b/pull/1' } }, spec: { group: 'a.k8s.io' } },
    invalid: { metadata: { name: 'foos.a.k8s.io' }, spec: { group: 'a.k8s.io' } },
  },
  (definition) => {
    const group = valueAt(definition, 'spec', 'group');
    if (typeof group !== 'string' || !/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return [];
    const given = valueAt(definition, 'metadata', 'annotations', approval);
    if (typeof given === 'string' && given !== '')
      return given.startsWith('unapproved') || /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(given)
        ? []
        : [
            {
              path: ['metadata', 'annotations', approval],
              message: `${shown(given)} is neither a URL nor begins with "unapproved"`,
            },
          ];
    const path = isSet(valueAt(definition, 'metadata', 'annotations')) ? ['metadata', 'annotations'] : ['metadata'];
    return [{ path, message: `needs the annotation ${approval}, as all groups that end in .k8s.io` }];
  },
);

const group = form('invalid-name', 'is a domain', 'acme.dev', 'acme', (text) => {
  const wrong = dnsSubdomain()(text);
  if (wrong !== undefined) return wrong;
  return text.includes('.') ? undefined : `${shown(text)} needs a dot, as acme.dev`;
});

/** A kind is a DNS label but for its capitals. */
const kind = form('invalid-name', 'is a name of a kind', 'Foo', 'Foo_', (text) => serviceLabel(text.toLowerCase()));

const storage: StructRule = rule(
  'not-exactly-one',
  'keeps objects in exactly one version',
  { valid: { versions: [{ name: 'v1', storage: true }] }, invalid: { versions: [{ name: 'v1', storage: false }] } },
  (spec) => {
    const all = elements(spec, 'versions');
    if (all.length === 0) return [];
    const count = all.filter(({ value }) => value['storage'] === true).length;
    if (count === 1) return [];
    return [
      {
        path: ['versions'],
        message: count === 0 ? 'no version has storage: true' : 'more than one version has storage: true',
      },
    ];
  },
);

const schemas: StructRule = rule(
  'missing-value',
  'has a schema',
  { valid: { schema: { openAPIV3Schema: { type: 'object' } } }, invalid: { name: 'v1' } },
  (version) =>
    isSet(valueAt(version, 'schema', 'openAPIV3Schema'))
      ? []
      : [{ path: isSet(version['schema']) ? ['schema'] : [], message: 'needs schema.openAPIV3Schema' }],
);

const schemaType: StructRule = rule(
  'invalid-enum',
  'describes an object',
  {
    valid: { openAPIV3Schema: { type: 'object' } },
    invalid: { openAPIV3Schema: { properties: {} } },
  },
  ({ openAPIV3Schema: schema }) => {
    const { type } = mapOf(schema);
    if (!isSet(schema) || type === 'object') return [];
    const path = ['openAPIV3Schema', ...(isSet(type) ? ['type'] : [])];
    return [{ path, message: isSet(type) ? `the type ${shown(type)} must be object` : 'needs the type object' }];
  },
);

const warning: StructRule = rule(
  'invalid-combination',
  'warns only of a version that is deprecated',
  { valid: { deprecated: true, deprecationWarning: 'use v2' }, invalid: { deprecationWarning: 'use v2' } },
  ({ deprecated, deprecationWarning }) => {
    if (!isSet(deprecationWarning)) return [];
    if (deprecated !== true) return [{ path: ['deprecationWarning'], message: 'needs deprecated: true' }];
    return deprecationWarning === '' ? [{ path: ['deprecationWarning'], message: 'is empty' }] : [];
  },
);

const reviewVersions: FieldRule = {
  code: 'missing-value',
  says: 'has v1 or v1beta1',
  valid: ['v1'],
  invalid: ['v2'],
  check: (value) =>
    ['v1', 'v1beta1'].some((each) => listOf(value).includes(each)) ? undefined : 'has neither v1 nor v1beta1',
};

const simplePath = form('invalid-format', 'begins with a dot', '.spec.replicas', 'spec.replicas', (text) =>
  text.startsWith('.') ? undefined : `${shown(text)} does not begin with a dot`,
);

const selectorPath = form(
  'invalid-format',
  'begins with .spec. or .status.',
  '.status.selector',
  '.metadata.selector',
  (text) => (/^\.(spec|status)\./.test(text) ? undefined : `${shown(text)} begins neither with .spec. nor .status.`),
);

const serviceName: StructRule = rule(
  'invalid-name',
  'is called after its version and group',
  {
    valid: { metadata: { name: 'v1.acme.dev' }, spec: { version: 'v1', group: 'acme.dev' } },
    invalid: { metadata: { name: 'acme.dev' }, spec: { version: 'v1', group: 'acme.dev' } },
  },
  (service) => {
    const name = valueAt(service, 'metadata', 'name');
    const { version, group: of } = mapOf(service['spec']);
    if (typeof name !== 'string' || typeof version !== 'string' || typeof of !== 'string') return [];
    const expected = `${version}.${of}`;
    return name === expected
      ? []
      : [{ path: ['metadata', 'name'], message: `${shown(name)} must be "${expected}", the version and the group` }];
  },
);

const noService = (spec: JsonObject): boolean => !isSet(spec['service']);

const trust: StructRule = rule(
  'invalid-combination',
  'trusts by a certificate or anybody, where it asks somebody at all',
  {
    valid: { service: {}, insecureSkipTLSVerify: true },
    invalid: { service: {}, insecureSkipTLSVerify: true, caBundle: 'AAAA' },
  },
  (spec) => {
    const { insecureSkipTLSVerify: isInsecure, caBundle } = spec;
    if (noService(spec)) {
      if (isInsecure === true) return [{ path: ['insecureSkipTLSVerify'], message: 'needs a service' }];
      return isEmpty(caBundle) ? [] : [{ path: ['caBundle'], message: 'needs a service' }];
    }
    return isInsecure === true && !isEmpty(caBundle)
      ? [{ path: ['insecureSkipTLSVerify'], message: 'does not go with caBundle' }]
      : [];
  },
);

/** Definitions of custom resources, and servers of further APIs. */
export const definitionsPage: Page = {
  'apiextensions.CustomResourceDefinition': {
    source: 'apiextensions/validation ValidateCustomResourceDefinition',
    rules: [ownName, approved],
  },
  'apiextensions.CustomResourceDefinitionSpec': {
    source: 'apiextensions/validation validateCustomResourceDefinitionSpec',
    fields: {
      group: [required, group],
      scope: [required, oneOf('Cluster', 'Namespaced')],
      versions: filled('needs a version'),
      preserveUnknownFields: {
        ...forbidden('use x-kubernetes-preserve-unknown-fields in the schema', true),
        check: preserve,
      },
    },
    rules: [storage, uniqueBy('versions', ['name'], { code: 'duplicate-name', what: 'a version' })],
  },
  'apiextensions.CustomResourceDefinitionVersion': {
    source: 'apiextensions/validation validateCustomResourceDefinitionVersion',
    fields: {
      name: [required, letterLabel],
      deprecationWarning: atMostCharacters(256),
      selectableFields: atMostItems(8),
    },
    rules: [schemas, warning, uniqueBy('selectableFields', ['jsonPath'], { what: 'a field' })],
  },
  'apiextensions.CustomResourceValidation': {
    source: 'apiextensions/validation validateCustomResourceDefinitionValidation',
    rules: [schemaType],
  },
  'apiextensions.CustomResourceDefinitionNames': {
    source: 'apiextensions/validation ValidateCustomResourceDefinitionNames',
    fields: {
      plural: [required, letterLabel],
      singular: letterLabel,
      kind: [required, kind],
      listKind: kind,
      'shortNames/*': letterLabel,
      'categories/*': letterLabel,
    },
    rules: [
      rule(
        'invalid-combination',
        'calls one and many differently',
        { valid: { kind: 'Foo', listKind: 'FooList' }, invalid: { kind: 'Foo', listKind: 'Foo' } },
        ({ kind: one, listKind: many }) =>
          isSet(many) && one === many ? [{ path: ['listKind'], message: 'must differ from kind' }] : [],
      ),
    ],
  },
  'apiextensions.CustomResourceConversion': {
    source: 'apiextensions/validation validateCustomResourceConversion',
    fields: {
      strategy: [required, oneOf('None', 'Webhook')],
      'webhook/conversionReviewVersions': [reviewVersions, unique],
    },
    rules: converterRules,
  },
  'apiextensions.CustomResourceColumnDefinition': {
    source: 'apiextensions/validation ValidateCustomResourceColumnDefinition',
    fields: {
      name: required,
      type: [required, oneOf('integer', 'number', 'string', 'boolean', 'date')],
      format: oneOf('int32', 'int64', 'float', 'double', 'byte', 'date', 'date-time', 'password'),
      jsonPath: [required, simplePath],
    },
  },
  'apiextensions.CustomResourceSubresourceScale': {
    source: 'apiextensions/validation ValidateCustomResourceDefinitionSubresources',
    fields: {
      specReplicasPath: [required, jsonPath('.spec.')],
      statusReplicasPath: [required, jsonPath('.status.')],
      labelSelectorPath: selectorPath,
    },
  },
  'apiregistration.APIService': { source: 'kube-aggregator/validation ValidateAPIService', rules: [serviceName] },
  'apiregistration.APIServiceSpec': {
    source: 'kube-aggregator/validation ValidateAPIService',
    fields: {
      groupPriorityMinimum: between(1, 20000),
      versionPriority: between(1, 1000),
      version: [required, letterLabel],
      group: subdomain,
      caBundle: base64,
    },
    rules: [trust],
  },
};

function preserve(value: unknown): string | undefined {
  return value === true ? 'must not be true; use x-kubernetes-preserve-unknown-fields in the schema' : undefined;
}

/** A path in an object below one of its parts. */
function jsonPath(prefix: string) {
  return form('invalid-format', `begins with ${prefix}`, `${prefix}replicas`, 'replicas', (text) =>
    text.startsWith(prefix) ? undefined : `${shown(text)} does not begin with ${prefix}`,
  );
}
