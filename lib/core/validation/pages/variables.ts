import { isMap } from '../../values/is-map';
import { mapOf } from '../../values/json-parts';
import { annotationKey, qualifiedName, variableName } from '../syntax';
import { key, subdomain } from '../forms';
import type { JsonSchema } from '../json-schema';
import type { FieldRule, Page, StructRule } from '../page';
import * as patterns from '../patterns';
import { exactlyOne, form, isSet, oneOf, required, rule, shown } from '../vocabulary';

/** The name of a variable: since Kubernetes 1.32 any visible characters but `=`. */
const envName = (legacy: (text: string) => string | undefined): FieldRule => ({
  code: 'invalid-env-name',
  says: 'is the name of a variable',
  valid: 'LOG_LEVEL',
  invalid: 'A=B',
  schema: patterns.variableName,
  check: (value, { minor }) => {
    if (typeof value !== 'string') return undefined;
    if (minor < 32) return legacy(value);
    return /^[ -<>-~]+$/.test(value) ? undefined : `${shown(value)} is not a name of a variable`;
  },
});

const sources = ['secretKeyRef', 'configMapKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'];

/** The fields of a pod that a variable, and those that a file, can take. */
const podFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
  // An old name of spec.nodeName.
  'spec.host',
];

/** What is wrong with one label or annotation that is asked for; undefined for what is right, null for another field. */
export function wrongSubscript(path: string): string | undefined | null {
  const match = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (!match) return null;
  return (match[1] === 'labels' ? qualifiedName : annotationKey)(match[2]!);
}

/** A reference to one of these fields of a pod, or to one label or annotation. */
export const fieldOfPod = (fields: readonly string[]): JsonSchema => ({
  properties: {
    fieldRef: {
      properties: {
        fieldPath: {
          anyOf: [
            { enum: fields },
            { pattern: patterns.keyOf('metadata.labels', patterns.qualifiedName) },
            { pattern: patterns.keyOf('metadata.annotations', patterns.annotationKey) },
          ],
        },
      },
    },
  },
});

const resourceNames = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** The resource of a container that a variable or a file can take. */
export const resourceField = form(
  'invalid-enum',
  'is a resource of a container',
  'limits.cpu',
  'cpu',
  (text) =>
    resourceNames.test(text)
      ? undefined
      : `${shown(text)} is none of limits.cpu, limits.memory, requests.cpu, requests.memory and their like`,
  { pattern: resourceNames.source },
);

const divisor: StructRule = rule(
  'invalid-enum',
  'is told in a unit that goes with the resource',
  { valid: { resource: 'limits.memory', divisor: '1Mi' }, invalid: { resource: 'limits.cpu', divisor: '10m' } },
  ({ resource, divisor: given }) => {
    if (typeof resource !== 'string' || !isSet(given) || given === 0 || given === '0') return [];
    const text = String(given);
    const fits = resource.endsWith('.cpu') ? /^(1|1m|1000m|0\.001)$/ : /^1(k|[MGTPE]|[KMGTPE]i)?$|^1000+$|^1024$/;
    if (fits.test(text)) return [];
    const units = resource.endsWith('.cpu') ? '1 and 1m' : '1, 1k, 1M, 1Ki, 1Mi and so on';
    return [{ path: ['divisor'], message: `${shown(given)} is none of ${units}` }];
  },
  {
    if: { properties: { resource: { pattern: '\\.cpu$' } } },
    then: { properties: { divisor: { enum: [0, '0', 1, '1', '1m', '1000m', 0.001, '0.001'] } } },
    else: {
      properties: {
        divisor: {
          type: ['integer', 'string'],
          minimum: 0,
          maximum: 1,
          pattern: '^(0|1(k|[MGTPE]|[KMGTPE]i)?|1(000)+|1024)$',
        },
      },
    },
  },
);

const valueAndSource: StructRule = rule(
  'not-exactly-one',
  'has a value or takes it from somewhere, not both',
  { valid: { value: 'a' }, invalid: { value: 'a', valueFrom: { fieldRef: {} } } },
  (variable) =>
    isMap(variable['valueFrom']) && typeof variable['value'] === 'string' && variable['value'] !== ''
      ? [{ path: ['valueFrom'], message: 'has both value and valueFrom' }]
      : [],
  { not: { required: ['value', 'valueFrom'], properties: { value: { minLength: 1 } } } },
);

const environmentField: StructRule = rule(
  'invalid-enum',
  `takes a field that a variable can take: ${podFields.join(', ')}, or one label or annotation`,
  {
    valid: { fieldRef: { fieldPath: "metadata.labels['app']" } },
    invalid: { fieldRef: { fieldPath: 'metadata.labels' } },
  },
  ({ fieldRef }) => {
    const path = mapOf(fieldRef)['fieldPath'];
    if (typeof path !== 'string' || path === '' || podFields.includes(path)) return [];
    const wrong = wrongSubscript(path);
    if (wrong === undefined) return [];
    if (wrong !== null) return [{ path: ['fieldRef', 'fieldPath'], message: wrong }];
    const message = `${shown(path)} is none of ${podFields.join(', ')}, metadata.labels['key'], metadata.annotations['key']`;
    return [{ path: ['fieldRef', 'fieldPath'], message }];
  },
  fieldOfPod(podFields),
);

/** Variables, and where they come from. */
export const variablesPage: Page = {
  'core.EnvVar': {
    source: 'core/validation ValidateEnv',
    fields: { name: [required, envName(variableName)] },
    rules: [valueAndSource],
  },
  'core.EnvVarSource': {
    source: 'core/validation validateEnvVarValueFrom',
    rules: [exactlyOne(sources, 'source'), environmentField],
  },
  'core.ObjectFieldSelector': {
    source: 'core/validation validateObjectFieldSelector',
    fields: { fieldPath: required, apiVersion: oneOf('v1') },
  },
  'core.ResourceFieldSelector': {
    source: 'core/validation validateContainerResourceFieldSelector',
    fields: { resource: [required, resourceField] },
    rules: [divisor],
  },
  'core.ConfigMapKeySelector': {
    source: 'core/validation validateConfigMapKeySelector',
    fields: { name: [required, subdomain], key: [required, key] },
  },
  'core.SecretKeySelector': {
    source: 'core/validation validateSecretKeySelector',
    fields: { name: [required, subdomain], key: [required, key] },
  },
  'core.EnvFromSource': {
    source: 'core/validation ValidateEnvFrom',
    fields: { prefix: envName(variableName) },
    rules: [exactlyOne(['configMapRef', 'secretRef'], 'source')],
  },
  'core.ConfigMapEnvSource': { source: 'core/validation validateConfigMapEnvSource', fields: { name: required } },
  'core.SecretEnvSource': { source: 'core/validation validateSecretEnvSource', fields: { name: required } },
};
