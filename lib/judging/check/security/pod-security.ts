import type { Json } from '../../../core/values';
import { containerRule, deepest, podRule, type Found } from '../define-rule';
import type { CheckInput } from '../finding';
import { at, isMap, listOf, placesAt, pointerTo, stringOf, type Place, type Pod } from '../objects';

/*
 * The Pod Security Standard `restricted`, one rule for each check of Kubernetes' admission plugin. A check of `baseline`
 * that one of `restricted` replaces there (capabilities, seccomp) has no rule of its own. Pods with `hostUsers: false` are
 * judged like any other: what the plugin lets them do beside depends on a feature gate of the cluster.
 */

/** The minor version of the Kubernetes that objects must fit. */
const minorOf = ({ kubernetes = '1.28' }: CheckInput): number => Number(kubernetes.split('.')[1]);

const isWindows = (pod: Pod): boolean => at(pod.spec, 'os', 'name') === 'windows';

/** The pod as a place, so that pod and container can be read alike. */
const placeOf = (pod: Pod): Place => ({ value: pod.spec, pointer: pod.pointer });

/** The pod's own settings and those of each of its containers, where the same fields may stand. */
const settings = (pod: Pod): Place[] => [placeOf(pod), ...pod.containers];

/** The value of a field, undefined for one that is not set, and where it stands. */
interface FieldValue {
  readonly value: Json | undefined;
  readonly pointer: string;
}

const field = ({ value, pointer }: Place, ...path: readonly string[]): FieldValue => ({
  value: at(value, ...path) ?? undefined,
  pointer: pointerTo(pointer, ...path),
});

/** A finding for each pod or container where a field has a value that may not be. */
const forbidden = (
  pod: Pod,
  path: readonly string[],
  isAllowed: (value: Json) => boolean,
  message: (value: Json) => string,
): Found[] =>
  settings(pod).flatMap((place) => {
    const found = field(place, ...path);
    if (found.value === undefined || isAllowed(found.value)) return [];
    return [{ pointer: found.pointer, message: message(found.value) }];
  });

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export const podSecurityRules = [
  podRule(
    {
      code: 'pod-security-host-namespaces',
      question: 'policy',
      why: 'A pod in a namespace of its node sees the network, processes or memory of everything that runs there.',
      remedy: 'Remove hostNetwork, hostPID and hostIPC.',
    },
    (pod) =>
      ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name) =>
        pod.spec[name] === true
          ? [{ pointer: pointerTo(pod.pointer, name), message: `${name} shares a namespace of the node` }]
          : [],
      ),
  ),
  containerRule(
    {
      code: 'pod-security-privileged',
      question: 'policy',
      why: 'A privileged container has every right on its node.',
      remedy: 'Remove privileged, and add the one capability that is needed.',
    },
    (container) => {
      const { value, pointer } = field(container, 'securityContext', 'privileged');
      return value === true ? [{ pointer, message: 'the container is privileged' }] : [];
    },
  ),
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
      code: 'pod-security-host-path',
      question: 'policy',
      why: 'A hostPath volume opens files of the node to the pod.',
      remedy: 'Use emptyDir for scratch space, a PersistentVolumeClaim for data, a ConfigMap or Secret for files.',
    },
    (pod) =>
      placesAt(pod.spec, pod.pointer, 'volumes').flatMap(({ value, pointer }) =>
        value['hostPath'] === undefined
          ? []
          : [{ pointer: pointerTo(pointer, 'hostPath'), message: 'the volume is a folder of the node' }],
      ),
  ),
  podRule(
    {
      code: 'pod-security-volume-types',
      question: 'policy',
      why: 'Volume types beside the core ones tie a pod to a storage system and its credentials; a claim does that apart from the pod.',
      remedy: `Use one of configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret.`,
    },
    (pod) =>
      placesAt(pod.spec, pod.pointer, 'volumes').flatMap(({ value, pointer }) => {
        const types = Object.keys(value).filter((key) => key !== 'name');
        // Without any type the volume is an emptyDir; hostPath has a rule of its own.
        if (types.length === 0 || types.some((type) => coreVolumes.has(type) || type === 'hostPath')) return [];
        return [
          {
            pointer: pointerTo(pointer, types[0]!),
            message: `${types[0]} is not a volume type that a restricted pod may have`,
          },
        ];
      }),
  ),
  podRule(
    {
      code: 'pod-security-host-ports',
      question: 'policy',
      why: 'A port of the node can be taken once per node only, and passes by every network policy.',
      remedy: 'Remove hostPort; a Service reaches the containerPort.',
    },
    (pod) =>
      pod.containers.flatMap((container) =>
        placesAt(container.value, container.pointer, 'ports').flatMap(({ value, pointer }) =>
          value['hostPort'] === undefined || value['hostPort'] === 0
            ? []
            : [
                {
                  pointer: pointerTo(pointer, 'hostPort'),
                  message: `takes port ${String(value['hostPort'])} of the node`,
                },
              ],
        ),
      ),
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
      code: 'pod-security-proc-mount',
      question: 'policy',
      why: 'An unmasked /proc shows a container the kernel of its node.',
      remedy: 'Remove procMount.',
    },
    (container) => {
      const { value, pointer } = field(container, 'securityContext', 'procMount');
      return value === undefined || value === 'Default' ? [] : [{ pointer, message: `procMount is ${String(value)}` }];
    },
  ),
  podRule(
    {
      code: 'pod-security-sysctls',
      question: 'policy',
      why: 'Most kernel parameters reach beyond the pod that sets them.',
      remedy: 'Remove the sysctl, or have it set on the nodes.',
    },
    (pod, input) => {
      const safe = new Set(sysctls.flatMap(({ since, names }) => (minorOf(input) >= since ? names : [])));
      return placesAt(pod.spec, pod.pointer, 'securityContext', 'sysctls').flatMap(({ value, pointer }) =>
        safe.has(String(value['name']))
          ? []
          : [{ pointer: pointerTo(pointer, 'name'), message: `the sysctl ${String(value['name'])} is not safe` }],
      );
    },
  ),
  podRule(
    {
      code: 'pod-security-windows-host-process',
      question: 'policy',
      why: 'A host process of Windows has the rights of its node.',
      remedy: 'Remove windowsOptions.hostProcess.',
    },
    (pod) =>
      forbidden(
        pod,
        ['securityContext', 'windowsOptions', 'hostProcess'],
        (value) => value !== true,
        () => 'runs as a process of the node',
      ),
  ),
  podRule(
    {
      code: 'pod-security-host-probes',
      question: 'policy',
      why: 'A probe or handler with a host of its own makes the kubelet ask other machines; Kubernetes 1.34 refuses it.',
      remedy: 'Remove host: a probe asks its own pod.',
    },
    (pod, input) => {
      if (minorOf(input) < 34) return [];
      return pod.containers.flatMap((container) =>
        handlerPaths.flatMap((path) => {
          const host = field(container, ...path, 'host');
          return stringOf(host.value)
            ? [{ pointer: host.pointer, message: `asks the host ${String(host.value)}` }]
            : [];
        }),
      );
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
): Found[] {
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

const coreVolumes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** The kernel parameters that belong to the pod alone, by the minor version since which Kubernetes takes them as such. */
const sysctls: readonly { readonly since: number; readonly names: readonly string[] }[] = [
  {
    since: 0,
    names: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { since: 27, names: ['net.ipv4.ip_local_reserved_ports'] },
  {
    since: 29,
    names: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { since: 32, names: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
];

const handlerPaths = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]),
  ...['postStart', 'preStop'].map((event) => ['lifecycle', event]),
].flatMap((path) => [
  [...path, 'httpGet'],
  [...path, 'tcpSocket'],
]);
