import type { Json } from '../../../core/values';
import { containerRule, deepest, podRule, type BreachInObject } from '../define-rule';
import { at, isMap, listOf, pointerTo, type Place, type Pod } from '../../../core/references/objects';
import { field, forbidden, minorOf, placeOf, settings, type FieldValue } from './pod-fields';

const isWindows = (pod: Pod): boolean => at(pod.spec, 'os', 'name') === 'windows';

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

/** Which rights the processes of a restricted pod may have. */
export const rightsRules = [
  containerRule(
    {
      code: 'pod-security-capabilities',
      question: 'policy',
      why: 'Capabilities that a container does not need help whoever breaks into it.',
      remedy: 'Set securityContext.capabilities.drop to [ALL]; only NET_BIND_SERVICE may be added.',
    },
    (container, pod) => {
      if (isWindows(pod)) return [];
      const capabilities = ['securityContext', 'capabilities'];
      const drops = listOf(at(container.value, ...capabilities, 'drop')).includes('ALL');
      const missing = {
        pointer: deepest(container, ...capabilities, 'drop'),
        message: 'the container does not drop ALL capabilities',
      };
      const added = listOf(at(container.value, ...capabilities, 'add')).flatMap((capability, i) =>
        capability === 'NET_BIND_SERVICE'
          ? []
          : [
              {
                pointer: pointerTo(container.pointer, ...capabilities, 'add', i),
                message: `adds the capability ${String(capability)}`,
              },
            ],
      );
      return drops ? added : [missing, ...added];
    },
  ),
  podRule(
    {
      code: 'pod-security-app-armor',
      question: 'policy',
      why: 'Without the AppArmor profile of the runtime a container may do what the profile is there to forbid.',
      remedy: 'Use RuntimeDefault (runtime/default in an annotation) or a Localhost profile.',
    },
    (pod) => [
      ...Object.entries(pod.annotations).flatMap(([key, value]) => {
        const profile = String(value);
        const isFine =
          !key.startsWith(appArmorPrefix) ||
          profile === '' ||
          profile === 'runtime/default' ||
          profile.startsWith('localhost/');
        if (isFine) return [];
        return [
          {
            pointer: pointerTo(pod.metadataPointer, 'annotations', key),
            message: `"${profile}" is not an AppArmor profile for a restricted pod`,
          },
        ];
      }),
      ...forbidden(
        pod,
        ['securityContext', 'appArmorProfile', 'type'],
        isConfined,
        (type) => `the AppArmor profile is ${String(type)}`,
      ),
    ],
  ),
  podRule(
    {
      code: 'pod-security-se-linux',
      question: 'policy',
      why: 'Another SELinux user, role or type takes a container out of the confinement that others are in.',
      remedy: 'Remove user and role; type may be container_t, container_init_t or container_kvm_t.',
    },
    (pod, input) => {
      const types = [
        '',
        'container_t',
        'container_init_t',
        'container_kvm_t',
        ...(minorOf(input) >= 31 ? ['container_engine_t'] : []),
      ];
      const options = ['securityContext', 'seLinuxOptions'];
      return [
        ...forbidden(
          pod,
          [...options, 'type'],
          (type) => types.includes(String(type)),
          (type) => `the SELinux type is ${String(type)}`,
        ),
        ...['user', 'role'].flatMap((name) =>
          forbidden(
            pod,
            [...options, name],
            (value) => value === '',
            (value) => `the SELinux ${name} is ${String(value)}`,
          ),
        ),
      ];
    },
  ),
  containerRule(
    {
      code: 'pod-security-privilege-escalation',
      question: 'policy',
      why: 'A process may gain more rights than its parent, through setuid programs for example.',
      remedy: 'Set securityContext.allowPrivilegeEscalation to false.',
    },
    (container, pod) => {
      const path = ['securityContext', 'allowPrivilegeEscalation'];
      if (isWindows(pod) || at(container.value, ...path) === false) return [];
      return [{ pointer: deepest(container, ...path), message: 'allowPrivilegeEscalation is not false' }];
    },
  ),
  podRule(
    {
      code: 'pod-security-run-as-non-root',
      question: 'policy',
      why: 'Root in a container is root on the node for whoever breaks out.',
      remedy: 'Set securityContext.runAsNonRoot to true for the pod.',
    },
    (pod) =>
      explicitOrInherited(
        pod,
        'runAsNonRoot',
        (place) => field(place, 'securityContext', 'runAsNonRoot'),
        (value) => value === true,
      ),
  ),
  podRule(
    {
      code: 'pod-security-run-as-user',
      question: 'policy',
      why: 'User 0 is root, whatever runAsNonRoot says.',
      remedy: 'Set runAsUser to another number than 0, or leave it to the image.',
    },
    (pod) =>
      forbidden(
        pod,
        ['securityContext', 'runAsUser'],
        (user) => user !== 0,
        () => 'runs as user 0, root',
      ),
  ),
  podRule(
    {
      code: 'pod-security-seccomp',
      question: 'policy',
      why: 'Without a seccomp profile a container may use every system call, the most dangerous ones included.',
      remedy: 'Set securityContext.seccompProfile.type to RuntimeDefault for the pod.',
    },
    (pod) => (isWindows(pod) ? [] : explicitOrInherited(pod, 'seccompProfile', seccompProfile, isConfined)),
  ),
] as const;

/** What the pod or a container sets must be good; a container that sets nothing needs the pod to set it. */
function explicitOrInherited(
  pod: Pod,
  name: string,
  read: (place: Place) => FieldValue,
  isGood: (value: Json) => boolean,
): BreachInObject[] {
  const explicit = settings(pod)
    .map(read)
    .flatMap(({ value, pointer }) =>
      value === undefined || isGood(value) ? [] : [{ pointer, message: `${name} is ${JSON.stringify(value)}` }],
    );
  // Where the pod itself sets a bad value, that is what has to change: the containers only inherit it.
  if (read(placeOf(pod)).value !== undefined) return explicit;
  const silent = pod.containers.filter((container) => read(container).value === undefined);
  return [
    ...explicit,
    ...silent.map((container) => ({
      pointer: deepest(container, 'securityContext', name),
      message: `neither the pod nor the container "${container.name}" sets ${name}`,
    })),
  ];
}

/** The type of a seccomp profile; a profile without a type is not a good one. */
function seccompProfile(place: Place): FieldValue {
  const profile = field(place, 'securityContext', 'seccompProfile');
  if (!isMap(profile.value)) return profile;
  const type = field(place, 'securityContext', 'seccompProfile', 'type');
  return type.value === undefined ? { value: '', pointer: profile.pointer } : type;
}

const isConfined = (type: Json): boolean => type === 'RuntimeDefault' || type === 'Localhost';
