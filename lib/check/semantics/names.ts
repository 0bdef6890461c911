import { inputRule, type Found } from '../define-rule';
import type { CheckedObject } from '../finding';
import { at, indexOf, kindOf, mapOf, placesAt, pointerTo, stringOf } from '../objects';
import { fieldRule, type FieldCheck } from './field-rule';
import { configKey, dnsLabel, dnsSubdomain, pathSegment, serviceLabel, variableName } from './syntax';

type Syntax = (text: string) => string | undefined;

/** How objects of a kind may be called where that is less than any DNS name of 253 characters. */
const nameOfKind: { readonly [kind: string]: Syntax } = {
  Service: serviceLabel,
  Namespace: dnsLabel(),
  // A name is the value of a label on pods, for a StatefulSet and CronJob with 11 characters after it.
  'StatefulSet.apps': dnsLabel(52),
  'CronJob.batch': dnsSubdomain(52),
  'Job.batch': dnsSubdomain(63),
  'Role.rbac.authorization.k8s.io': pathSegment,
  'ClusterRole.rbac.authorization.k8s.io': pathSegment,
  'RoleBinding.rbac.authorization.k8s.io': pathSegment,
  'ClusterRoleBinding.rbac.authorization.k8s.io': pathSegment,
};
const anyName = dnsSubdomain();
const anyLabel = dnsLabel();

const text =
  (syntax: Syntax): FieldCheck =>
  (value) =>
    typeof value === 'string' ? syntax(value) : undefined;

/** A ConfigMap or Secret holds at most this many bytes. */
const mostBytes = 1024 * 1024;

export const nameRules = [
  inputRule(
    {
      code: 'invalid-name',
      why: 'Names become host names, labels and file names, so that the API server refuses others; some are accepted, and no pod starts.',
      remedy: 'Use lower-case letters, digits and dashes, and keep to the length that the message tells.',
    },
    (input) => [
      ...input.objects.flatMap((checked) => objectName(checked).map((found) => ({ ...found, at: checked }))),
      ...indexOf(input).pods.flatMap((pod) =>
        [...pod.containers, ...placesAt(pod.spec, pod.pointer, 'volumes')].flatMap(({ value, pointer }) => {
          const message = anyLabel(stringOf(value['name']) ?? '');
          return message === undefined ? [] : [{ at: pod.owner, pointer: pointerTo(pointer, 'name'), message }];
        }),
      ),
    ],
  ),
  fieldRule(
    {
      code: 'invalid-env-name',
      why: 'Before Kubernetes 1.32 the name of an environment variable has letters, digits, dashes, dots and underscores only.',
      remedy: 'Rename the variable, in the usual form LOG_LEVEL.',
    },
    {
      $container: {
        'env/*/name': (value, { kubernetes = '1.28' }) => {
          if (typeof value !== 'string') return undefined;
          if (Number(kubernetes.split('.')[1]) < 32) return variableName(value);
          return /^[ -<>-~]+$/.test(value) ? undefined : `"${value}" is no name of a variable`;
        },
        'envFrom/*/prefix': text((prefix) => (prefix === '' ? undefined : variableName(prefix))),
      },
    },
  ),
  inputRule(
    {
      code: 'invalid-config-key',
      why: 'The keys of a ConfigMap or Secret become files, all of which together may have 1 MiB.',
      remedy: 'Use letters, digits, dashes, dots and underscores; split what is too large.',
    },
    (input) =>
      [...indexOf(input).all('ConfigMap'), ...indexOf(input).all('Secret')].flatMap((checked) =>
        configKeys(checked).map((found) => ({ ...found, at: checked })),
      ),
  ),
] as const;

function objectName(checked: CheckedObject): Found[] {
  const name = at(checked.object, 'metadata', 'name');
  if (name === undefined) {
    const isGenerated =
      at(checked.object, 'metadata', 'generateName') !== undefined || checked.object['metadata'] === undefined;
    return isGenerated ? [] : [{ pointer: '/metadata', message: 'the object has no name' }];
  }
  const kind = kindOf(checked);
  const syntax = Object.hasOwn(nameOfKind, kind) ? nameOfKind[kind]! : anyName;
  const serviceName = stringOf(at(checked.object, 'spec', 'serviceName'));
  const claims = placesAt(checked.object, '', 'spec', 'volumeClaimTemplates');
  const candidates: readonly (readonly [string | undefined, Syntax, string])[] = [
    [stringOf(name), syntax, '/metadata/name'],
    [kind === 'StatefulSet.apps' ? serviceName || undefined : undefined, serviceLabel, '/spec/serviceName'],
    [stringOf(at(checked.object, 'metadata', 'namespace')), anyLabel, '/metadata/namespace'],
    ...claims.map(
      ({ value, pointer }) => [stringOf(at(value, 'metadata', 'name')), anyLabel, `${pointer}/metadata/name`] as const,
    ),
  ];
  return candidates.flatMap(([text, check, pointer]) => {
    const message = text === undefined ? undefined : check(text);
    return message === undefined ? [] : [{ pointer, message }];
  });
}

function configKeys({ object }: CheckedObject): Found[] {
  const data = mapOf(object['data']);
  const found: Found[] = [];
  let bytes = 0;
  for (const field of ['data', 'binaryData', 'stringData']) {
    for (const [key, value] of Object.entries(mapOf(object[field]))) {
      const pointer = pointerTo('', field, key);
      const message = configKey(key);
      if (message !== undefined) found.push({ pointer, message });
      else if (field === 'binaryData' && Object.hasOwn(data, key))
        found.push({ pointer, message: `data has the key "${key}" too` });
      if (typeof value === 'string')
        bytes += key.length + (value.length > 10_000 ? Buffer.byteLength(value) : value.length);
    }
  }
  if (bytes > mostBytes)
    found.push({ pointer: '/data', message: `the values have ${bytes} bytes; ${mostBytes} are the most` });
  return found;
}
