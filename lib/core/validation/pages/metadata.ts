import { isIP } from 'node:net';
import * as patterns from '../patterns';
import type { Json, JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { mapOf } from '../../values/json-parts';
import { hasListMeta } from '../../kubernetes/metadata-of-kinds';
import { nameLimitOf } from '../../kubernetes/name-limits';
import {
  annotationKey,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  labelValue,
  pathSegment,
  qualifiedName,
  serviceLabel,
} from '../syntax';
import { label } from '../forms';
import type { JsonSchema } from '../json-schema';
import { writtenAddress } from '../networks';
import type { FieldRule, Page, Site, BreachInStruct } from '../page';
import { atMostCharacters, elements, form, isEmpty, isSet, required, rule, shown } from '../vocabulary';

type Syntax = (text: string) => string | undefined;

const anyName = dnsSubdomain();

/** How objects of a kind may be called where that is not any DNS name of 253 characters. */
const nameOfKind: { readonly [kind: string]: Syntax } = {
  Service: serviceLabel,
  Namespace: dnsLabel(),
  'StatefulSet.apps': dnsLabel(nameLimitOf('apps/v1', 'StatefulSet').longest),
  'CronJob.batch': dnsSubdomain(nameLimitOf('batch/v1', 'CronJob').longest),
  'Job.batch': dnsSubdomain(nameLimitOf('batch/v1', 'Job').longest),
  'CSIDriver.storage.k8s.io': (text) =>
    dnsSubdomain(nameLimitOf('storage.k8s.io/v1', 'CSIDriver').longest)(text.toLowerCase()),
  'Role.rbac.authorization.k8s.io': pathSegment,
  'ClusterRole.rbac.authorization.k8s.io': pathSegment,
  'RoleBinding.rbac.authorization.k8s.io': pathSegment,
  'ClusterRoleBinding.rbac.authorization.k8s.io': pathSegment,
  // The server asks no more of these than that a path can hold them.
  'PodDisruptionBudget.policy': pathSegment,
  Event: pathSegment,
  'Event.events.k8s.io': pathSegment,
  // A person's or node's name may be in it.
  'CertificateSigningRequest.certificates.k8s.io': pathSegment,
  'ClusterTrustBundle.certificates.k8s.io': (text) => anyName(text.replaceAll(':', '.')),
  // Version and group, which is empty for the core.
  'APIService.apiregistration.k8s.io': () => undefined,
  // The address itself, with colons where it is of IPv6.
  'IPAddress.networking.k8s.io': (text) => {
    const version = isIP(text);
    if (version === 0) return `${shown(text)} is not an IP address`;
    const written = writtenAddress(text, version === 4 ? 'ipv4' : 'ipv6');
    return written === text ? undefined : `${shown(text)} must be written as ${written}`;
  },
};

/**
 * How an object of a kind must be called, as JSON Schema.
 *
 * @returns undefined where the server asks less of the name, or more, than that it is one of DNS
 */
export function schemaOfName(apiVersion: string, kind: string): JsonSchema | undefined {
  if (unnamed.test(apiVersion)) return undefined;
  const { longest: maxLength, isLabel = false, beginsWithLetter = false } = nameLimitOf(apiVersion, kind);
  const key = apiVersion.includes('/') ? `${kind}.${apiVersion.replace(/\/.*$/, '')}` : kind;
  if (Object.hasOwn(nameOfKind, key) && !withLimits.has(key)) return undefined;
  const [form, errorMessage] = beginsWithLetter
    ? [patterns.letterLabel, 'must be a DNS label that begins with a letter']
    : isLabel
      ? [patterns.dnsLabel, 'must be a DNS label']
      : [patterns.dnsName, 'must be a DNS name'];
  return { ...form, maxLength, errorMessage };
}

const withLimits = new Set(['Service', 'Namespace', 'StatefulSet.apps', 'CronJob.batch', 'Job.batch']);

/** Groups whose objects the server makes or answers with, and those of servers with names of their own. */
const unnamed = /^(authentication|authorization)\.k8s\.io\/|\.openshift\.io\/|\.k8s\.io\/.*alpha/;

const name: FieldRule = {
  code: 'invalid-name',
  says: 'is a name as objects of the kind have',
  valid: 'my.name',
  invalid: 'My_Name',
  check: (value, { kind, object }) => {
    if (typeof value !== 'string' || unnamed.test(String(object['apiVersion']))) return undefined;
    const wrong = (Object.hasOwn(nameOfKind, kind) ? nameOfKind[kind]! : anyName)(value);
    // The server takes a longer name of a StatefulSet, and then none of its pods.
    if (wrong === undefined || kind !== 'StatefulSet.apps' || anyName(value) !== undefined) return wrong;
    return [{ path: [], message: wrong, question: 'cannot-work' }];
  },
};

/** What is generated gets five characters at its end. */
const generateName: FieldRule = {
  ...name,
  says: 'is the beginning of a name',
  valid: 'my-name-',
  check: (value, site) => {
    if (typeof value !== 'string') return undefined;
    // That of a Job is cut before the rest is put behind it.
    const begin = site.kind === 'Job.batch' ? value.slice(0, 58) : value;
    return name.check(begin.replace(/-+$/, '') || begin, site);
  },
};

/** Kinds that have no name because nobody keeps them. */
const isKept = ({ object }: Site): boolean => !unnamed.test(String(object['apiVersion'])) && !hasListMeta(object);

/** Groups whose objects the API server holds to finalizers with a domain; in others any qualified name will do. */
const strictFinalizers = new Set([
  '',
  'apps',
  'batch',
  'autoscaling',
  ...['networking', 'storage', 'rbac.authorization', 'scheduling', 'node', 'discovery'].map((each) => `${each}.k8s.io`),
]);
const standardFinalizers = ['kubernetes', 'foregroundDeletion', 'orphan'];

export const finalizer: FieldRule = {
  code: 'invalid-format',
  says: 'is a standard finalizer or has a domain',
  valid: 'example.com/cleanup',
  invalid: 'a b',
  check: (value, { kind }) => {
    if (typeof value !== 'string') return undefined;
    const wrong = qualifiedName(value);
    if (wrong !== undefined) return wrong;
    const group = kind.includes('.') ? kind.slice(kind.indexOf('.') + 1) : '';
    if (value.includes('/') || standardFinalizers.includes(value) || !strictFinalizers.has(group)) return undefined;
    return `${shown(value)} is neither a standard finalizer nor a name with a domain, as example.com/cleanup`;
  },
};

/** What is wrong with the entries of a map. */
const entries = (map: Json, wrong: (key: string, value: Json) => string | undefined): BreachInStruct[] =>
  Object.entries(mapOf(map)).flatMap(([key, value]) => {
    const message = wrong(key, value);
    return message === undefined ? [] : [{ path: [key], message }];
  });

/** A map of labels, or of what labels must be. */
export const labels: FieldRule = {
  code: 'invalid-label',
  says: 'has keys and values of labels',
  valid: { 'example.com/team': 'a.b' },
  invalid: { team: 'a b' },
  schema: { propertyNames: patterns.qualifiedName, additionalProperties: patterns.labelValue },
  check: (value) =>
    entries(value, (key, text) => labelKey(key) ?? (typeof text === 'string' ? labelValue(text) : undefined)),
};

/** All annotations of an object together may have this many bytes. */
const mostAnnotations = 256 * 1024;

const annotations: FieldRule = {
  code: 'invalid-annotation',
  says: 'has keys of annotations, and at most 256 KiB in all',
  valid: { 'example.com/Note': 'any text' },
  invalid: { 'my/own/key': 'x' },
  // That all together are too many, no schema can tell.
  schema: { propertyNames: patterns.annotationKey },
  check: (value) => {
    const wrong = entries(value, annotationKey);
    const bytes = Object.entries(mapOf(value)).reduce(
      (sum, [key, text]) => sum + key.length + Buffer.byteLength(String(text)),
      0,
    );
    if (bytes <= mostAnnotations) return wrong;
    return [...wrong, { path: [], message: `the annotations have ${bytes} bytes; ${mostAnnotations} are the most` }];
  },
};

const groupAndVersion = form(
  'invalid-format',
  'is a group and a version',
  'apps/v1',
  'a/b/c',
  (text) => (text.split('/').length > 2 ? `${shown(text)} is not a group and a version such as apps/v1` : undefined),
  { not: { type: 'string', pattern: '/.*/' } },
);

/** Kinds whose spec the schema lets be absent and of which the server asks for something within. */
const withSpec = new Set([
  'Pod',
  'ReplicationController',
  'PersistentVolume',
  'PersistentVolumeClaim',
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => `${kind}.apps`),
  'Job.batch',
  'CronJob.batch',
  'HorizontalPodAutoscaler.autoscaling',
  'Ingress.networking.k8s.io',
  'IngressClass.networking.k8s.io',
  'FlowSchema.flowcontrol.apiserver.k8s.io',
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'APIService.apiregistration.k8s.io',
]);

const needsSpec = rule(
  'missing-value',
  'has a spec, where its kind needs something in it',
  { valid: { kind: 'Pod', apiVersion: 'v1', spec: {} }, invalid: { kind: 'Pod', apiVersion: 'v1' } },
  ({ spec }, { kind }) => (isSet(spec) || !withSpec.has(kind) ? [] : [{ path: [], message: 'needs a spec' }]),
);

const isController = ({ controller }: JsonObject): boolean => controller === true;

/** The server counts what it keeps; who writes a number himself asks for a change of something that was another thing then. */
const unkept: FieldRule = {
  code: 'forbidden-field',
  says: 'is absent: the server counts versions',
  valid: '0',
  invalid: '123',
  question: 'cannot-work',
  check: (value, site) =>
    typeof value === 'string' && /^0*[1-9][0-9]*$/.test(value) && isKept(site)
      ? 'is given by the server, which makes no object that has one; leave it out'
      : undefined,
};

/** What holds for every object, whatever its kind. */
export const metadataPage: Page = {
  '*': {
    source: 'apimachinery/api/validation ValidateObjectMeta; core/validation ValidateObjectMeta; storage/etcd3 Create',
    fields: {
      'metadata/name': name,
      'metadata/generateName': generateName,
      'metadata/finalizers/*': finalizer,
      'metadata/resourceVersion': unkept,
    },
    rules: [
      needsSpec,
      rule(
        'invalid-name',
        'has a name, or the beginning of one',
        { valid: { metadata: { generateName: 'a-' } }, invalid: { metadata: { labels: {} } } },
        ({ metadata }, site) => {
          if (!isKept(site) || (metadata !== undefined && !isMap(metadata))) return [];
          const { name: own, generateName: prefix } = mapOf(metadata);
          if (!isEmpty(own) || !isEmpty(prefix)) return [];
          return [{ path: metadata === undefined ? [] : ['metadata'], message: 'the object has no name' }];
        },
      ),
    ],
  },
  'meta.ObjectMeta': {
    source: 'apimachinery/api/validation ValidateObjectMetaAccessor',
    fields: { namespace: label, labels, annotations },
    rules: [
      rule(
        'invalid-combination',
        'has one controller among its owners',
        {
          valid: { ownerReferences: [{ controller: true }, { controller: false }] },
          invalid: { ownerReferences: [{ controller: true }, { controller: true }] },
        },
        (metadata) => {
          const owners = elements(metadata, 'ownerReferences').filter(({ value }) => isController(value));
          if (owners.length < 2) return [];
          return [{ path: ['ownerReferences'], message: 'more than one owner is the controller' }];
        },
      ),
      rule(
        'invalid-combination',
        'has not both finalizers that say what becomes of dependents',
        { valid: { finalizers: ['orphan'] }, invalid: { finalizers: ['orphan', 'foregroundDeletion'] } },
        ({ finalizers }) =>
          Array.isArray(finalizers) && finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')
            ? [{ path: ['finalizers'], message: '"orphan" and "foregroundDeletion" exclude each other' }]
            : [],
        {
          properties: {
            finalizers: {
              not: { allOf: ['orphan', 'foregroundDeletion'].map((each) => ({ contains: { const: each } })) },
            },
          },
        },
      ),
    ],
  },
  'meta.ManagedFieldsEntry': {
    // What it cannot read, such as another operation, the server drops before it looks at the object.
    source: 'apimachinery/apis/meta/v1/validation ValidateManagedFields; managedfields decodeLiveOrNew',
    fields: { manager: atMostCharacters(128), subresource: atMostCharacters(256) },
  },
  'meta.OwnerReference': {
    source: 'apimachinery/api/validation validateOwnerReference',
    fields: { apiVersion: [required, groupAndVersion], kind: required, name: required, uid: required },
    rules: [
      rule(
        'invalid-combination',
        'is not an Event, which goes away by itself',
        { valid: { apiVersion: 'v1', kind: 'Pod' }, invalid: { apiVersion: 'v1', kind: 'Event' } },
        ({ apiVersion, kind }) =>
          kind === 'Event' && (apiVersion === 'v1' || apiVersion === 'events.k8s.io/v1')
            ? [{ path: [], message: 'an Event may not be an owner' }]
            : [],
        {
          not: { properties: { kind: { const: 'Event' }, apiVersion: { enum: ['v1', 'events.k8s.io/v1'] } } },
        },
      ),
    ],
  },
};
