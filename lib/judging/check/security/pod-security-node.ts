import { containerRule, podRule } from '../define-rule';
import { placesAt, pointerTo, stringOf } from '../../../core/references/objects';
import { field, forbidden, minorOf } from './pod-fields';

/** What a restricted pod may not take or see of its node. */
export const nodeRules = [
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
] as const;

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
