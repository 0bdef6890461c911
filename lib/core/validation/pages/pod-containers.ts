import type { JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import { isDropped } from '../dropped-fields';
import type { StructRule, BreachInStruct } from '../page';
import { elements, isEmpty, isFirst, isSet, rule, shown } from '../vocabulary';

/*
 * What the containers of a pod have to do with each other, and with the pod.
 */

/** The containers of both lists, with the names of the lists. */
export const allContainers = (spec: JsonObject) =>
  ['initContainers', 'containers'].flatMap((list) => elements(spec, list).map((each) => ({ ...each, list })));

export const containerNames: StructRule = rule(
  'duplicate-name',
  'has no two containers of a name, init containers included',
  {
    valid: { containers: [{ name: 'a' }], initContainers: [{ name: 'b' }] },
    invalid: { containers: [{ name: 'a' }], initContainers: [{ name: 'a' }] },
  },
  (spec) => {
    const seen = new Set<unknown>();
    // The server reads the containers first, and so finds fault with the init containers.
    return ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
      elements(spec, list).flatMap(({ value: { name }, at }): BreachInStruct[] => {
        if (isEmpty(name)) return [];
        if (isFirst(seen, name)) return [];
        return [{ path: [list, at, 'name'], message: `there is a container ${shown(name)} already` }];
      }),
    );
  },
);

const ofSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

export const initContainers: StructRule = rule(
  'forbidden-field',
  'has no probe and no lifecycle in an init container that ends',
  {
    valid: { initContainers: [{ restartPolicy: 'Always', livenessProbe: {} }] },
    invalid: { initContainers: [{ livenessProbe: {} }] },
  },
  (spec) =>
    elements(spec, 'initContainers').flatMap(({ value, at }) =>
      value['restartPolicy'] === 'Always'
        ? []
        : ofSidecars
            .filter((field) => isSet(value[field]))
            .map((field) => ({
              path: ['initContainers', at, field],
              message: `an init container has no ${field}, but for one with restartPolicy Always`,
            })),
    ),
);

export const sleeps: StructRule = rule(
  'out-of-range',
  'sleeps before it stops for no longer than it has',
  {
    valid: { containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }] },
    invalid: { containers: [{ lifecycle: { preStop: { sleep: { seconds: 31 } } } }] },
  },
  (spec) => {
    const grace =
      typeof spec['terminationGracePeriodSeconds'] === 'number' ? spec['terminationGracePeriodSeconds'] : 30;
    return allContainers(spec).flatMap(({ value, at, list }) =>
      ['preStop', 'postStart'].flatMap((hook): BreachInStruct[] => {
        const given = valueAt(value, 'lifecycle', hook, 'sleep', 'seconds');
        if (typeof given !== 'number' || (given >= 0 && given <= grace)) return [];
        const message = `${given} does not lie between 0 and the grace period, ${grace}`;
        return [{ path: [list, at, 'lifecycle', hook, 'sleep', 'seconds'], message }];
      }),
    );
  },
);

/** What the kubelet asks before it starts a container; what a container does not say its pod says. */
export const rootUsers: StructRule = rule(
  'invalid-combination',
  'runs no container as root where that is ruled out',
  {
    valid: {
      securityContext: { runAsNonRoot: true, runAsUser: 0 },
      containers: [{ securityContext: { runAsUser: 1 } }],
    },
    invalid: { securityContext: { runAsNonRoot: true, runAsUser: 0 }, containers: [{}] },
  },
  (spec) => {
    const pod = mapOf(spec['securityContext']);
    const found = allContainers(spec).flatMap(({ value, at, list }): BreachInStruct[] => {
      const own = mapOf(value['securityContext']);
      const isForbidden = (own['runAsNonRoot'] ?? pod['runAsNonRoot']) === true;
      // Of a container that says both, its own page tells.
      if (!isForbidden || (own['runAsUser'] ?? pod['runAsUser']) !== 0) return [];
      if (isSet(own['runAsUser']) && isSet(own['runAsNonRoot'])) return [];
      const path = isSet(own['runAsUser'])
        ? [list, at, 'securityContext', 'runAsUser']
        : ['securityContext', 'runAsUser'];
      return [{ path, message: '0 is root, which runAsNonRoot rules out', question: 'cannot-work' }];
    });
    return found.filter(({ path }, i) => path.length > 2 || found.findIndex((each) => each.path.length === 2) === i);
  },
);

export const claims: StructRule = rule(
  'invalid-combination',
  'gives its containers only claims that it has',
  {
    valid: { resourceClaims: [{ name: 'gpu' }], containers: [{ resources: { claims: [{ name: 'gpu' }] } }] },
    invalid: { containers: [{ resources: { claims: [{ name: 'gpu' }] } }] },
  },
  (spec, { minor }) => {
    const names = elements(spec, 'resourceClaims').map(({ value }) => value['name']);
    const isLost = isDropped('core.PodSpec', 'resourceClaims', minor);
    return allContainers(spec).flatMap(({ value, at, list }) =>
      elements(mapOf(value['resources']), 'claims')
        .filter(({ value: { name } }) => !isEmpty(name) && !names.includes(name))
        .map(({ value: { name }, at: i }) => ({
          path: [list, at, 'resources', 'claims', i, 'name'],
          message: `the pod has no resourceClaims entry ${shown(name)}`,
          ...(isLost ? { question: 'cannot-work' } : {}),
        })),
    );
  },
);

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmorAnnotations: StructRule = rule(
  'invalid-combination',
  'names in annotations of AppArmor its containers, and profiles',
  {
    valid: {
      metadata: { annotations: { [`${appArmor}a`]: 'runtime/default' } },
      spec: { containers: [{ name: 'a' }] },
    },
    invalid: {
      metadata: { annotations: { [`${appArmor}b`]: 'runtime/default' } },
      spec: { containers: [{ name: 'a' }] },
    },
  },
  (template) => {
    const names = allContainers(mapOf(template['spec'])).map(({ value }) => value['name']);
    return Object.entries(mapOf(mapOf(template['metadata'])['annotations'])).flatMap(
      ([key, value]): BreachInStruct[] => {
        if (!key.startsWith(appArmor)) return [];
        const path = ['metadata', 'annotations', key];
        const name = key.slice(appArmor.length);
        if (!names.includes(name)) return [{ path, message: `there is no container "${name}"` }];
        return /^(runtime\/default|unconfined|localhost\/.+)?$/.test(String(value))
          ? []
          : [{ path, message: `${shown(value)} is not a profile of AppArmor` }];
      },
    );
  },
);

/** Volumes that can be a device. */
const isBlock = (volume: JsonObject): boolean => isSet(volume['persistentVolumeClaim']) || isSet(volume['ephemeral']);

export const deviceVolumes: StructRule = rule(
  'invalid-combination',
  'has for each device a volume that can be one',
  {
    valid: { volumes: [{ name: 'a', persistentVolumeClaim: {} }], containers: [{ volumeDevices: [{ name: 'a' }] }] },
    invalid: { volumes: [{ name: 'a', emptyDir: {} }], containers: [{ volumeDevices: [{ name: 'a' }] }] },
  },
  (spec, { kind }) => {
    const volumes = elements(spec, 'volumes');
    return allContainers(spec).flatMap(({ value, at, list }) =>
      elements(value, 'volumeDevices').flatMap(({ value: { name }, at: i }): BreachInStruct[] => {
        if (isEmpty(name)) return [];
        const volume = volumes.find((each) => each.value['name'] === name);
        // The claims of a StatefulSet are volumes too.
        if (volume ? isBlock(volume.value) : kind === 'StatefulSet.apps') return [];
        const message = volume ? 'only a persistentVolumeClaim can be a device' : `there is no volume ${shown(name)}`;
        return [{ path: [list, at, 'volumeDevices', i, 'name'], message }];
      }),
    );
  },
);

export const resizing: StructRule = rule(
  'invalid-combination',
  'restarts no container to resize it where it restarts none',
  {
    valid: { restartPolicy: 'Never', containers: [{ resizePolicy: [{ restartPolicy: 'NotRequired' }] }] },
    invalid: { restartPolicy: 'Never', containers: [{ resizePolicy: [{ restartPolicy: 'RestartContainer' }] }] },
  },
  (spec) =>
    spec['restartPolicy'] !== 'Never'
      ? []
      : allContainers(spec).flatMap(({ value, at, list }) =>
          elements(value, 'resizePolicy')
            .filter(({ value: policy }) => policy['restartPolicy'] === 'RestartContainer')
            .map(({ at: i }) => ({
              path: [list, at, 'resizePolicy', i, 'restartPolicy'],
              message: 'must be NotRequired where the pod has the restartPolicy Never',
            })),
        ),
);
