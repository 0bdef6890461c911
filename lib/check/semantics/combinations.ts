import type { Json, JsonObject } from '../../values';
import { inputRule, podRule } from '../define-rule';
import { at, indexOf, isMap, kindOf, placesAt, pointerTo, type Place } from '../objects';
import { between, fieldRule, visit } from './field-rule';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** Restart policies by what makes the pod; null where a pod may choose any. */
const restartPolicies: { readonly [kind: string]: readonly string[] } = {
  'Deployment.apps': ['Always'],
  'ReplicaSet.apps': ['Always'],
  'StatefulSet.apps': ['Always'],
  'DaemonSet.apps': ['Always'],
  ReplicationController: ['Always'],
  'Job.batch': ['OnFailure', 'Never'],
  'CronJob.batch': ['OnFailure', 'Never'],
};
const anyPolicy = ['Always', 'OnFailure', 'Never'];

const times = {
  initialDelaySeconds: between(0, Infinity),
  periodSeconds: between(1, Infinity),
  timeoutSeconds: between(1, Infinity),
  failureThreshold: between(1, Infinity),
};
const probeTimes = Object.fromEntries(
  probes.flatMap((probe) => [
    ...Object.entries(times).map(([name, check]) => [`${probe}/${name}`, check]),
    [`${probe}/successThreshold`, probe === 'readinessProbe' ? between(1, Infinity) : between(1, 1)],
  ]),
) as { [path: string]: ReturnType<typeof between> };
const job = {
  backoffLimit: between(0, Infinity),
  activeDeadlineSeconds: between(1, Infinity),
  ttlSecondsAfterFinished: between(0, Infinity),
  completions: between(0, Infinity),
  parallelism: between(0, Infinity),
};
const under = <T>(prefix: string, fields: { readonly [path: string]: T }) =>
  Object.fromEntries(Object.entries(fields).map(([path, check]) => [`${prefix}/${path}`, check]));

export const combinationRules = [
  podRule(
    {
      code: 'restart-policy',
      why: 'Pods of a Deployment always restart and those of a Job never may; the API server refuses anything else.',
      remedy: 'Use Never or OnFailure for a Job or CronJob, and leave it out elsewhere.',
    },
    (pod) => {
      const kind = kindOf(pod.owner);
      const allowed = (Object.hasOwn(restartPolicies, kind) ? restartPolicies[kind] : undefined) ?? anyPolicy;
      const policy = pod.spec['restartPolicy'] ?? 'Always';
      if (allowed.includes(policy as string)) return [];
      const isSet = pod.spec['restartPolicy'] !== undefined;
      return [
        {
          pointer: isSet ? pointerTo(pod.pointer, 'restartPolicy') : pod.pointer,
          message: `the restart policy ${JSON.stringify(policy)}${isSet ? '' : ', which is the default,'} is none of ${allowed.join(', ')}`,
        },
      ];
    },
  ),
  fieldRule(
    {
      code: 'out-of-range',
      why: 'A number outside the range that has a meaning is refused by the API server.',
      remedy: 'Correct the number.',
    },
    {
      'Deployment.apps': {
        'spec/replicas': between(0, Infinity),
        'spec/revisionHistoryLimit': between(0, Infinity),
        'spec/minReadySeconds': between(0, Infinity),
        'spec/progressDeadlineSeconds': between(1, Infinity),
      },
      'StatefulSet.apps': { 'spec/replicas': between(0, Infinity), 'spec/revisionHistoryLimit': between(0, Infinity) },
      'Job.batch': under('spec', job),
      'CronJob.batch': {
        ...under('spec/jobTemplate/spec', job),
        'spec/successfulJobsHistoryLimit': between(0, Infinity),
        'spec/failedJobsHistoryLimit': between(0, Infinity),
        'spec/startingDeadlineSeconds': between(0, Infinity),
      },
      'HorizontalPodAutoscaler.autoscaling': {
        'spec/metrics/*/*/target/averageUtilization': between(1, Infinity),
        'spec/behavior/*/stabilizationWindowSeconds': between(0, 3600),
        'spec/behavior/*/policies/*/periodSeconds': between(1, 1800),
        'spec/behavior/*/policies/*/value': between(1, Infinity),
      },
      $pod: {
        terminationGracePeriodSeconds: between(0, Infinity),
        'topologySpreadConstraints/*/maxSkew': between(1, Infinity),
        'affinity/*/preferredDuringSchedulingIgnoredDuringExecution/*/weight': between(1, 100),
        'volumes/*/*/defaultMode': between(0, 0o777),
        'volumes/*/*/items/*/mode': between(0, 0o777),
      },
      $container: probeTimes,
    },
  ),
  inputRule(
    {
      code: 'not-exactly-one',
      why: 'Of some fields exactly one may be set; the API server refuses two, and none.',
      remedy: 'Keep the one that is meant.',
    },
    (input) => [
      ...indexOf(input).pods.flatMap((pod) => {
        const ofContainers = pod.containers.flatMap((container) => [
          ...probes.flatMap((probe) =>
            ofMap(container, [probe]).flatMap((place) => exactlyOne(place, handlers, 'handler')),
          ),
          ...['postStart', 'preStop'].flatMap((event) =>
            ofMap(container, ['lifecycle', event]).flatMap((place) =>
              exactlyOne(place, ['exec', 'httpGet', 'tcpSocket', 'sleep'], 'handler'),
            ),
          ),
          ...placesAt(container.value, container.pointer, 'env').flatMap(variable),
          ...placesAt(container.value, container.pointer, 'envFrom').flatMap((place) =>
            exactlyOne(place, ['configMapRef', 'secretRef'], 'source'),
          ),
        ]);
        const volumes = placesAt(pod.spec, pod.pointer, 'volumes').flatMap((place) => {
          const types = Object.keys(place.value).filter((key) => key !== 'name');
          return types.length > 1 ? exactlyOne(place, types, 'type') : [];
        });
        return [...ofContainers, ...volumes].map((found) => ({ ...found, at: pod.owner }));
      }),
      ...input.objects.flatMap((checked) => {
        const kind = kindOf(checked);
        const choice = Object.hasOwn(choices, kind) ? choices[kind]! : [];
        return choice.flatMap(({ path, fields, what, isOptional = false }) => {
          const found: { pointer: string; message: string }[] = [];
          visit(checked.object, path, '', (value, pointer) => {
            if (!isMap(value)) return;
            if (isOptional && fields.every((field) => value[field] === undefined)) return;
            found.push(...exactlyOne({ value, pointer: pointer() }, fields, what));
          });
          return found.map((each) => ({ ...each, at: checked }));
        });
      }),
      ...indexOf(input)
        .all('Deployment.apps')
        .flatMap((checked) => {
          const isRecreate = at(checked.object, 'spec', 'strategy', 'type') === 'Recreate';
          if (!isRecreate || at(checked.object, 'spec', 'strategy', 'rollingUpdate') === undefined) return [];
          return [
            {
              at: checked,
              pointer: '/spec/strategy/rollingUpdate',
              message: 'rollingUpdate has no meaning with Recreate, and is refused',
            },
          ];
        }),
    ],
  ),
] as const;

interface Choice {
  readonly path: readonly string[];
  readonly fields: readonly string[];
  readonly what: string;
  /** None of the fields is as good. */
  readonly isOptional?: boolean;
}

const choices: { readonly [kind: string]: readonly Choice[] } = {
  'PodDisruptionBudget.policy': [{ path: ['spec'], fields: ['minAvailable', 'maxUnavailable'], what: 'bound' }],
  'Ingress.networking.k8s.io': [
    { path: ['spec', 'rules', '*', 'http', 'paths', '*', 'backend'], fields: ['service', 'resource'], what: 'backend' },
    {
      path: ['spec', 'rules', '*', 'http', 'paths', '*', 'backend', 'service', 'port'],
      fields: ['name', 'number'],
      what: 'port',
    },
  ],
  'HorizontalPodAutoscaler.autoscaling': [
    {
      path: ['spec', 'metrics', '*', '*', 'target'],
      fields: ['averageUtilization', 'averageValue', 'value'],
      what: 'target',
    },
  ],
  'NetworkPolicy.networking.k8s.io': ['ingress/*/from', 'egress/*/to'].flatMap((peers) =>
    ['podSelector', 'namespaceSelector'].map((selector) => ({
      path: ['spec', ...peers.split('/'), '*'],
      fields: ['ipBlock', selector],
      what: 'peer',
      isOptional: true,
    })),
  ),
};

/** A map at a path of a container. */
function ofMap({ value, pointer }: Place, path: readonly string[]): Place[] {
  const found = at(value, ...path);
  return isMap(found) ? [{ value: found, pointer: pointerTo(pointer, ...path) }] : [];
}

function exactlyOne(
  { value, pointer }: Place,
  fields: readonly string[],
  what: string,
): { pointer: string; message: string }[] {
  const present = fields.filter((field) => isPresent(value, field));
  if (present.length === 1) return [];
  const message =
    present.length === 0
      ? `has no ${what}: one of ${fields.join(', ')}`
      : `has more than one ${what}: ${present.join(' and ')}`;
  return [{ pointer, message }];
}

const isPresent = (value: JsonObject, field: string): boolean => (value[field] ?? null) !== null;

/** A variable has a value or takes one from somewhere, and from one place only. */
function variable({ value, pointer }: Place): { pointer: string; message: string }[] {
  const source: Json | undefined = value['valueFrom'];
  if (!isMap(source)) return [];
  if (typeof value['value'] === 'string' && value['value'] !== '')
    return [{ pointer, message: 'has both value and valueFrom' }];
  return exactlyOne(
    { value: source, pointer: pointerTo(pointer, 'valueFrom') },
    ['secretKeyRef', 'configMapKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'],
    'source',
  );
}
