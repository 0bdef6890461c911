import type { Json, JsonObject } from '../../values';
import { imageNameLimit, isImageReference, referencePattern } from '../../values/image-reference';
import { listOf, mapOf } from '../../values/json-parts';
import { absolutePath, label, labelName, nameOfPort, noSteps, port, portNumber, relativePath, urlPath } from '../forms';
import type { Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  atMostOne,
  between,
  elements,
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
  uniqueBy,
  zeroOr,
} from '../vocabulary';

export const protocol = oneOf('TCP', 'UDP', 'SCTP');

const image = form(
  'invalid-image',
  'is the name of an image',
  'registry.example.com/shop/web:1.2',
  'shop/Web',
  (text) =>
    isImageReference(text)
      ? undefined
      : `${shown(text)} is not a name of an image such as registry.example.com/shop/web:1.2`,
  { pattern: referencePattern, maxLength: imageNameLimit, not: { pattern: '^[0-9a-f]{64}$' } },
);

/** A text that is not empty. */
const something = { minLength: 1 };

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const probe = (...extra: readonly StructRule[]): StructRule[] => [exactlyOne(handlers, 'handler'), ...extra];

/** What holds for the probes of a container besides what holds for every probe. */
const probesOf = {
  'livenessProbe/successThreshold': zeroOr(between(1, 1)),
  'startupProbe/successThreshold': zeroOr(between(1, 1)),
  'readinessProbe/terminationGracePeriodSeconds': forbidden(
    'is of no use in a readiness probe, which stops nothing',
    10,
  ),
};

const mounts: StructRule = rule(
  'forbidden-field',
  'mounts in both directions only where it is privileged',
  {
    valid: { securityContext: { privileged: true }, volumeMounts: [{ mountPropagation: 'Bidirectional' }] },
    invalid: { volumeMounts: [{ mountPropagation: 'Bidirectional' }] },
  },
  (container) =>
    mapOf(container['securityContext'])['privileged'] === true
      ? []
      : elements(container, 'volumeMounts')
          .filter(({ value }) => value['mountPropagation'] === 'Bidirectional')
          .map(({ at }) => ({
            path: ['volumeMounts', at, 'mountPropagation'],
            message: 'Bidirectional is for privileged containers only',
          })),
);

/** Paths of mounts and of devices, which must not meet. */
const devices: StructRule = rule(
  'duplicate-entry',
  'has no device at the path of a mount',
  {
    valid: { volumeDevices: [{ devicePath: '/dev/a' }], volumeMounts: [{ mountPath: '/a' }] },
    invalid: { volumeDevices: [{ devicePath: '/a' }], volumeMounts: [{ mountPath: '/a' }] },
  },
  (container) => {
    const paths = new Set<Json | undefined>(elements(container, 'volumeMounts').map(({ value }) => value['mountPath']));
    return elements(container, 'volumeDevices').flatMap(({ value, at }): BreachInStruct[] =>
      paths.has(value['devicePath'])
        ? [
            {
              path: ['volumeDevices', at, 'devicePath'],
              message: `there is a mount at ${shown(value['devicePath'])} already`,
            },
          ]
        : [],
    );
  },
);

/** A volume is mounted or is a device. */
const mountOrDevice: StructRule = rule(
  'duplicate-entry',
  'has no volume as a mount and as a device',
  {
    valid: { volumeDevices: [{ name: 'a' }], volumeMounts: [{ name: 'b' }] },
    invalid: { volumeDevices: [{ name: 'a' }], volumeMounts: [{ name: 'a' }] },
  },
  (container) => {
    const names = new Set<Json | undefined>(elements(container, 'volumeMounts').map(({ value }) => value['name']));
    return elements(container, 'volumeDevices')
      .filter(({ value }) => !isEmpty(value['name']) && names.has(value['name']))
      .map(({ value, at }) => ({
        path: ['volumeDevices', at, 'name'],
        message: `the volume ${shown(value['name'])} is mounted already`,
      }));
  },
);

const container = {
  source: 'core/validation validateContainerCommon',
  fields: {
    name: [required, label],
    image: [required, image],
    imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
    terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
    workingDir: absolutePath,
    ...probesOf,
  },
  rules: [
    uniqueBy('ports', ['name'], { code: 'duplicate-name', what: 'a port' }),
    uniqueBy('env', ['name'], { code: 'duplicate-variable', what: 'a variable' }),
    uniqueBy('volumeMounts', ['mountPath'], { code: 'duplicate-name', what: 'a mount' }),
    uniqueBy('volumeDevices', ['devicePath'], { code: 'duplicate-name', what: 'a device' }),
    uniqueBy('volumeDevices', ['name'], { code: 'duplicate-name', what: 'a device' }),
    uniqueBy('resizePolicy', ['resourceName'], { what: 'a policy for' }),
    mounts,
    devices,
    mountOrDevice,
  ],
};

/** Containers: image, variables, ports, probes, mounts. */
export const containersPage: Page = {
  'core.Container': container,
  'core.EphemeralContainer': {
    source: 'core/validation validateEphemeralContainers',
    fields: {
      ...container.fields,
      ports: forbidden('an ephemeral container has none', [{}]),
      livenessProbe: forbidden('an ephemeral container has none', {}),
      readinessProbe: forbidden('an ephemeral container has none', {}),
      startupProbe: forbidden('an ephemeral container has none', {}),
      lifecycle: forbidden('an ephemeral container has none', {}),
    },
  },
  'core.ContainerPort': {
    source: 'core/validation validateContainerPorts',
    fields: {
      name: nameOfPort,
      containerPort: portNumber,
      hostPort: { ...zeroOr(portNumber), invalid: 70000 },
      protocol,
    },
  },
  'core.Probe': {
    source: 'core/validation validateProbe',
    fields: {
      initialDelaySeconds: atLeast(0),
      periodSeconds: zeroOr(atLeast(1)),
      timeoutSeconds: zeroOr(atLeast(1)),
      failureThreshold: zeroOr(atLeast(1)),
      successThreshold: zeroOr(atLeast(1)),
      terminationGracePeriodSeconds: atLeast(1),
    },
    rules: probe(),
  },
  'core.LifecycleHandler': {
    source: 'core/validation validateHandler',
    rules: [exactlyOne(['exec', 'httpGet', 'tcpSocket', 'sleep'], 'handler')],
  },
  'core.ExecAction': { source: 'core/validation validateExecAction', fields: { command: filled('needs a command') } },
  'core.HTTPGetAction': {
    source: 'core/validation validateHTTPGetAction',
    fields: { port: evenEmpty(port), scheme: oneOf('HTTP', 'HTTPS'), path: urlPath },
  },
  'core.HTTPHeader': {
    source: 'core/validation validateHTTPGetAction',
    fields: {
      name: [
        required,
        form(
          'invalid-format',
          'is the name of a header',
          'X-Probe',
          'X Probe',
          (text) => (/^[-A-Za-z0-9]+$/.test(text) ? undefined : `${shown(text)} is not the name of a header`),
          { pattern: '^[-A-Za-z0-9]+$' },
        ),
      ],
    },
  },
  'core.TCPSocketAction': { source: 'core/validation validateTCPSocketAction', fields: { port: evenEmpty(port) } },
  'core.GRPCAction': { source: 'core/validation validateGRPCAction', fields: { port: portNumber } },
  'core.VolumeMount': {
    source: 'core/validation ValidateVolumeMounts',
    fields: {
      name: required,
      mountPath: [required, absolutePath],
      subPath: relativePath,
      subPathExpr: relativePath,
      mountPropagation: evenEmpty(oneOf('None', 'HostToContainer', 'Bidirectional')),
      recursiveReadOnly: evenEmpty(oneOf('Disabled', 'IfPossible', 'Enabled')),
    },
    rules: [
      {
        ...atMostOne(['subPath', 'subPathExpr'], 'path within the volume', 'a'),
        schema: {
          not: { required: ['subPath', 'subPathExpr'], properties: { subPath: something, subPathExpr: something } },
        },
        check: bothPaths,
      },
      rule(
        'invalid-combination',
        'is read-only in all of it only where it is read-only',
        {
          valid: { recursiveReadOnly: 'Enabled', readOnly: true },
          invalid: { recursiveReadOnly: 'Enabled' },
        },
        ({ recursiveReadOnly: how, readOnly, mountPropagation }) => {
          if (!isSet(how) || how === 'Disabled') return [];
          const at = ['recursiveReadOnly'];
          if (readOnly !== true) return [{ path: at, message: 'needs readOnly to be true' }];
          return isSet(mountPropagation) && mountPropagation !== 'None'
            ? [{ path: at, message: 'goes with mountPropagation None only' }]
            : [];
        },
        {
          if: { required: ['recursiveReadOnly'], properties: { recursiveReadOnly: { not: { const: 'Disabled' } } } },
          then: {
            required: ['readOnly'],
            properties: { readOnly: { const: true }, mountPropagation: { const: 'None' } },
          },
        },
      ),
    ],
  },
  'core.VolumeDevice': {
    source: 'core/validation ValidateVolumeDevices',
    fields: { name: required, devicePath: [required, noSteps] },
  },
  'core.ContainerResizePolicy': {
    source: 'core/validation validateResizePolicy',
    fields: { resourceName: oneOf('cpu', 'memory'), restartPolicy: oneOf('NotRequired', 'RestartContainer') },
  },
  'core.TopologySelectorLabelRequirement': {
    source: 'core/validation ValidateTopologySelectorTerm',
    fields: { key: labelName, values: filled('needs a value') },
  },
};

function bothPaths(mount: JsonObject): BreachInStruct[] {
  const given = ['subPath', 'subPathExpr'].filter((field) => isSet(mount[field]) && mount[field] !== '');
  return given.length < 2 ? [] : [{ path: ['subPathExpr'], message: 'has both subPath and subPathExpr' }];
}

/** The items of a list of texts. */
export const texts = (value: Json | undefined): string[] =>
  listOf(value).filter((each): each is string => typeof each === 'string');
