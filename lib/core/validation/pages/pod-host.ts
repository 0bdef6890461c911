import type { JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import type { StructRule, BreachInStruct } from '../page';
import { elements, isEmpty, isFirst, isSet, rule, shown } from '../vocabulary';
import { allContainers } from './pod-containers';

/*
 * What a pod has of its node: network, processes, users, kernel and operating system.
 */

/** Whether the port of the node follows from the port of the container. */
const isImplied = (spec: JsonObject, port: JsonObject): boolean =>
  spec['hostNetwork'] === true && (!isSet(port['hostPort']) || port['hostPort'] === 0);

export const hostPorts: StructRule = rule(
  'duplicate-entry',
  'takes no port of the node twice',
  {
    valid: { containers: [{ ports: [{ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }] }] },
    invalid: { containers: [{ ports: [{ hostPort: 80 }] }, { ports: [{ hostPort: 80 }] }] },
  },
  (spec, { kind }) => {
    const [given, all] = [new Set<string>(), new Set<string>()];
    return elements(spec, 'containers').flatMap(({ value, at }) =>
      elements(value, 'ports').flatMap(({ value: port, at: i }): BreachInStruct[] => {
        const implied = isImplied(spec, port);
        const number = implied ? port['containerPort'] : port['hostPort'];
        if (typeof number !== 'number' || number === 0) return [];
        const id = `${String(port['protocol'] ?? 'TCP')}/${String(port['hostIP'] ?? '')}/${number}`;
        const isNew = isFirst(all, id);
        // What is implied is filled in when a pod is made: before that the server compares what is written.
        const isRefused = kind === 'Pod' ? !isNew : !implied && !isFirst(given, id);
        if (isNew) return [];
        const path = ['containers', at, 'ports', i, ...(isSet(port['hostPort']) ? ['hostPort'] : [])];
        const message = `the port ${number} of the node is taken already`;
        return [{ path, message, ...(isRefused ? {} : { question: 'cannot-work' }) }];
      }),
    );
  },
);

export const hostNetworkPorts: StructRule = rule(
  'invalid-combination',
  'has in the network of its node the ports of its containers',
  {
    valid: { hostNetwork: true, containers: [{ ports: [{ containerPort: 80, hostPort: 80 }] }] },
    invalid: { hostNetwork: true, containers: [{ ports: [{ containerPort: 80, hostPort: 81 }] }] },
  },
  (spec) =>
    spec['hostNetwork'] !== true
      ? []
      : elements(spec, 'containers').flatMap(({ value, at }) =>
          elements(value, 'ports').flatMap(({ value: port, at: i }): BreachInStruct[] => {
            const { hostPort, containerPort } = port;
            if (!isSet(hostPort) || hostPort === 0 || hostPort === containerPort) return [];
            const message = `${shown(hostPort)} is not the containerPort, ${shown(containerPort)}, as hostNetwork wants`;
            return [{ path: ['containers', at, 'ports', i, 'hostPort'], message }];
          }),
        ),
);

export const hostUsers: StructRule = rule(
  'forbidden-field',
  'takes nothing else from its node where its users are its own',
  { valid: { hostUsers: false }, invalid: { hostUsers: false, hostNetwork: true } },
  (spec) =>
    spec['hostUsers'] !== false
      ? []
      : ['hostNetwork', 'hostPID', 'hostIPC']
          .filter((field) => spec[field] === true)
          .map((field) => ({ path: [field], message: 'does not go with hostUsers: false' })),
);

export const processes: StructRule = rule(
  'invalid-combination',
  'shares the processes of its containers or of its node',
  { valid: { shareProcessNamespace: true }, invalid: { shareProcessNamespace: true, hostPID: true } },
  (spec) =>
    spec['shareProcessNamespace'] === true && spec['hostPID'] === true
      ? [{ path: ['shareProcessNamespace'], message: 'does not go with hostPID' }]
      : [],
);

/** Settings of the kernel that belong to what the pod shares with its node. */
const shared: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['hostNetwork', /^net[./]/],
  ['hostIPC', /^(kernel[./](shm|msg|sem)|fs[./]mqueue[./])/],
];

export const sysctls: StructRule = rule(
  'forbidden-field',
  'sets nothing of the kernel that is of its node',
  {
    valid: { securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } },
    invalid: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } },
  },
  (spec) =>
    elements(mapOf(spec['securityContext']), 'sysctls').flatMap(({ value: { name }, at }): BreachInStruct[] => {
      const field = shared.find(
        ([each, pattern]) => spec[each] === true && typeof name === 'string' && pattern.test(name),
      );
      if (!field) return [];
      return [{ path: ['securityContext', 'sysctls', at, 'name'], message: `may not be set with ${field[0]}` }];
    }),
);

export const hostProcess: StructRule = rule(
  'missing-value',
  'is in the network of its node where its processes are of it',
  {
    valid: { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } },
    invalid: { securityContext: { windowsOptions: { hostProcess: true } } },
  },
  (spec) =>
    valueAt(spec, 'securityContext', 'windowsOptions', 'hostProcess') === true && spec['hostNetwork'] !== true
      ? [{ path: isSet(spec['hostNetwork']) ? ['hostNetwork'] : [], message: 'hostProcess needs hostNetwork: true' }]
      : [],
);

/** What a pod of Windows, and what one of Linux, has no use for. */
const ofLinux = ['hostUsers', 'shareProcessNamespace'];

const ofLinuxSecurity = [
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'appArmorProfile',
  'seLinuxChangePolicy',
];

const ofLinuxContainer = [
  'seLinuxOptions',
  'seccompProfile',
  'appArmorProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

export const operatingSystem: StructRule = rule(
  'forbidden-field',
  'has only settings of its operating system',
  {
    valid: { os: { name: 'windows' }, securityContext: { windowsOptions: {} } },
    invalid: { os: { name: 'windows' }, securityContext: { runAsUser: 1000 } },
  },
  (spec) => {
    const { name } = mapOf(spec['os']);
    if (name !== 'windows' && name !== 'linux') return [];
    const others =
      name === 'windows' ? [ofLinux, ofLinuxSecurity, ofLinuxContainer] : [[], ['windowsOptions'], ['windowsOptions']];
    const wrong = (
      struct: JsonObject,
      fields: readonly string[],
      path: readonly (string | number)[],
    ): BreachInStruct[] =>
      fields
        // An empty list of sysctls is none; one of groups is a setting.
        .filter((field) => (field === 'sysctls' ? !isEmpty(struct[field]) : isSet(struct[field])))
        .map((field) => ({ path: [...path, field], message: `is of no use with os ${name}` }));
    const shared = name === 'windows' ? ['hostPID', 'hostIPC'].filter((field) => spec[field] === true) : [];
    return [
      ...shared.map((field) => ({ path: [field], message: 'is of no use with os windows' })),
      ...wrong(spec, others[0]!, []),
      ...wrong(mapOf(spec['securityContext']), others[1]!, ['securityContext']),
      ...allContainers(spec).flatMap(({ value, at, list }) =>
        wrong(mapOf(value['securityContext']), others[2]!, [list, at, 'securityContext']),
      ),
    ];
  },
);
