import type { JsonObject } from '../../../values';
import { at as valueAt, mapOf } from '../../objects';
import { dnsSubdomain } from '../../semantics/syntax';
import { address, label, qualified, subdomain } from '../forms';
import type { FieldRule, Page, StructRule, Violation } from '../page';
import {
  atLeast,
  atMostItems,
  between,
  elements,
  exactlyOne,
  filled,
  forbidden,
  form,
  isEmpty,
  isFirst,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  uniqueBy,
} from '../vocabulary';
import { labels } from './metadata';
import { onceEach } from './scheduling';

const seconds = between(1, 2 ** 31 - 1);

/** The containers of both lists, with the names of the lists. */
const allContainers = (spec: JsonObject) =>
  ['initContainers', 'containers'].flatMap((list) => elements(spec, list).map((each) => ({ ...each, list })));

const containerNames: StructRule = rule(
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
      elements(spec, list).flatMap(({ value: { name }, at }): Violation[] => {
        if (isEmpty(name)) return [];
        if (isFirst(seen, name)) return [];
        return [{ path: [list, at, 'name'], message: `there is a container ${shown(name)} already` }];
      }),
    );
  },
);

const ofSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

const initContainers: StructRule = rule(
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

const hostOf = (spec: JsonObject, port: JsonObject) =>
  spec['hostNetwork'] === true && !isSet(port['hostPort']) ? port['containerPort'] : port['hostPort'];

const hostPorts: StructRule = rule(
  'duplicate-entry',
  'takes no port of the node twice',
  {
    valid: { containers: [{ ports: [{ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }] }] },
    invalid: { containers: [{ ports: [{ hostPort: 80 }] }, { ports: [{ hostPort: 80 }] }] },
  },
  (spec) => {
    const seen = new Set<string>();
    return elements(spec, 'containers').flatMap(({ value, at }) =>
      elements(value, 'ports').flatMap(({ value: port, at: i }): Violation[] => {
        const number = hostOf(spec, port);
        if (typeof number !== 'number' || number === 0) return [];
        const id = `${String(port['protocol'] ?? 'TCP')}/${String(port['hostIP'] ?? '')}/${number}`;
        if (isFirst(seen, id)) return [];
        const path = ['containers', at, 'ports', i, ...(isSet(port['hostPort']) ? ['hostPort'] : [])];
        return [{ path, message: `the port ${number} of the node is taken already` }];
      }),
    );
  },
);

const hostNetworkPorts: StructRule = rule(
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
          elements(value, 'ports').flatMap(({ value: port, at: i }): Violation[] => {
            const { hostPort, containerPort } = port;
            if (!isSet(hostPort) || hostPort === 0 || hostPort === containerPort) return [];
            const message = `${shown(hostPort)} is not the containerPort, ${shown(containerPort)}, as hostNetwork wants`;
            return [{ path: ['containers', at, 'ports', i, 'hostPort'], message }];
          }),
        ),
);

const hostUsers: StructRule = rule(
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

const processes: StructRule = rule(
  'invalid-combination',
  'shares the processes of its containers or of its node',
  { valid: { shareProcessNamespace: true }, invalid: { shareProcessNamespace: true, hostPID: true } },
  (spec) =>
    spec['shareProcessNamespace'] === true && spec['hostPID'] === true
      ? [{ path: ['shareProcessNamespace'], message: 'does not go with hostPID' }]
      : [],
);

const sleeps: StructRule = rule(
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
      ['preStop', 'postStart'].flatMap((hook): Violation[] => {
        const given = valueAt(value, 'lifecycle', hook, 'sleep', 'seconds');
        if (typeof given !== 'number' || (given >= 0 && given <= grace)) return [];
        const message = `${given} does not lie between 0 and the grace period, ${grace}`;
        return [{ path: [list, at, 'lifecycle', hook, 'sleep', 'seconds'], message }];
      }),
    );
  },
);

const nameserver = rule(
  'missing-value',
  'names a server where it is to take no other settings of DNS',
  {
    valid: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } },
    invalid: { dnsPolicy: 'None', dnsConfig: { searches: ['a'] } },
  },
  (spec) => {
    if (spec['dnsPolicy'] !== 'None') return [];
    if (!isSet(spec['dnsConfig'])) return [{ path: [], message: 'dnsPolicy None needs dnsConfig' }];
    if (!isEmpty(mapOf(spec['dnsConfig'])['nameservers'])) return [];
    return [{ path: ['dnsConfig'], message: 'dnsPolicy None needs at least one of nameservers' }];
  },
);

const search = form('invalid-format', 'is a DNS name', 'a.example.com', 'a b', (text) =>
  text === '.'
    ? undefined
    : dnsSubdomain()(
        text
          .replace(/\.$/, '')
          .toLowerCase()
          .replace(/_/g, '-')
          .replace(/(^|\.)-+/g, '$1x'),
      ),
);

const hostname: FieldRule = label;

const claims: StructRule = rule(
  'invalid-combination',
  'gives its containers only claims that it has',
  {
    valid: { resourceClaims: [{ name: 'gpu' }], containers: [{ resources: { claims: [{ name: 'gpu' }] } }] },
    invalid: { containers: [{ resources: { claims: [{ name: 'gpu' }] } }] },
  },
  (spec) => {
    const names = elements(spec, 'resourceClaims').map(({ value }) => value['name']);
    return allContainers(spec).flatMap(({ value, at, list }) =>
      elements(mapOf(value['resources']), 'claims')
        .filter(({ value: { name } }) => !isEmpty(name) && !names.includes(name))
        .map(({ value: { name }, at: i }) => ({
          path: [list, at, 'resources', 'claims', i, 'name'],
          message: `the pod has no resourceClaims entry ${shown(name)}`,
        })),
    );
  },
);

const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorAnnotations: StructRule = rule(
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
    return Object.entries(mapOf(mapOf(template['metadata'])['annotations'])).flatMap(([key, value]): Violation[] => {
      if (!key.startsWith(appArmor)) return [];
      const path = ['metadata', 'annotations', key];
      const name = key.slice(appArmor.length);
      if (!names.includes(name)) return [{ path, message: `there is no container "${name}"` }];
      return /^(runtime\/default|unconfined|localhost\/.+)?$/.test(String(value))
        ? []
        : [{ path, message: `${shown(value)} is not a profile of AppArmor` }];
    });
  },
);

/** Settings of the kernel that belong to what the pod shares with its node. */
const shared: readonly (readonly [field: string, pattern: RegExp])[] = [
  ['hostNetwork', /^net[./]/],
  ['hostIPC', /^(kernel[./](shm|msg|sem)|fs[./]mqueue[./])/],
];

const sysctls: StructRule = rule(
  'forbidden-field',
  'sets nothing of the kernel that is of its node',
  {
    valid: { securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } },
    invalid: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } },
  },
  (spec) =>
    elements(mapOf(spec['securityContext']), 'sysctls').flatMap(({ value: { name }, at }): Violation[] => {
      const field = shared.find(
        ([each, pattern]) => spec[each] === true && typeof name === 'string' && pattern.test(name),
      );
      if (!field) return [];
      return [{ path: ['securityContext', 'sysctls', at, 'name'], message: `may not be set with ${field[0]}` }];
    }),
);

const hostProcess: StructRule = rule(
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

/** Volumes that can be a device. */
const isBlock = (volume: JsonObject): boolean => isSet(volume['persistentVolumeClaim']) || isSet(volume['ephemeral']);

const deviceVolumes: StructRule = rule(
  'invalid-combination',
  'has for each device a volume that can be one',
  {
    valid: { volumes: [{ name: 'a', persistentVolumeClaim: {} }], containers: [{ volumeDevices: [{ name: 'a' }] }] },
    invalid: { volumes: [{ name: 'a', emptyDir: {} }], containers: [{ volumeDevices: [{ name: 'a' }] }] },
  },
  (spec, { kind }) => {
    const volumes = elements(spec, 'volumes');
    return allContainers(spec).flatMap(({ value, at, list }) =>
      elements(value, 'volumeDevices').flatMap(({ value: { name }, at: i }): Violation[] => {
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

const resizing: StructRule = rule(
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

const restartPolicy = { ...oneOf('Always', 'OnFailure', 'Never'), code: 'restart-policy' as const };

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

const operatingSystem: StructRule = rule(
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
    const wrong = (struct: JsonObject, fields: readonly string[], path: readonly (string | number)[]): Violation[] =>
      fields
        .filter((field) => isSet(struct[field]))
        .map((field) => ({ path: [...path, field], message: `is of no use with os ${name}` }));
    return [
      ...wrong(spec, others[0]!, []),
      ...wrong(mapOf(spec['securityContext']), others[1]!, ['securityContext']),
      ...allContainers(spec).flatMap(({ value, at, list }) =>
        wrong(mapOf(value['securityContext']), others[2]!, [list, at, 'securityContext']),
      ),
    ];
  },
);

/** Pods and what stands in them besides containers and volumes. */
export const podsPage: Page = {
  'core.PodSpec': {
    source: 'core/validation ValidatePodSpec',
    fields: {
      containers: filled('needs a container'),
      ephemeralContainers: forbidden('is for a pod that runs already', [{}]),
      'containers/*/restartPolicy': forbidden('is for init containers', 'Always'),
      'initContainers/*/restartPolicy': oneOf('Always'),
      dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
      preemptionPolicy: oneOf('PreemptLowerPriority', 'Never'),
      nodeSelector: labels,
      nodeName: subdomain,
      serviceAccountName: subdomain,
      priorityClassName: subdomain,
      runtimeClassName: subdomain,
      hostname,
      subdomain: label,
      activeDeadlineSeconds: seconds,
      terminationGracePeriodSeconds: atLeast(0),
    },
    rules: [
      containerNames,
      uniqueBy('volumes', ['name'], { code: 'duplicate-name', what: 'a volume' }),
      uniqueBy('schedulingGates', ['name'], { what: 'a gate' }),
      uniqueBy('resourceClaims', ['name'], { code: 'duplicate-name', what: 'a claim' }),
      onceEach,
      initContainers,
      hostPorts,
      hostNetworkPorts,
      hostUsers,
      processes,
      sleeps,
      nameserver,
      operatingSystem,
      claims,
      sysctls,
      hostProcess,
      deviceVolumes,
      resizing,
    ],
  },
  'core.PodOS': { source: 'core/validation validateOS', fields: { name: [required, oneOf('linux', 'windows')] } },
  'core.PodDNSConfig': {
    source: 'core/validation validatePodDNSConfig',
    fields: {
      nameservers: atMostItems(3),
      'nameservers/*': address,
      searches: atMostItems(32),
      'searches/*': search,
      'options/*/name': required,
    },
  },
  'core.HostAlias': {
    source: 'core/validation ValidateHostAliases',
    fields: { ip: [required, address], 'hostnames/*': subdomain },
  },
  'core.PodReadinessGate': {
    source: 'core/validation validateReadinessGates',
    fields: { conditionType: [required, qualified] },
  },
  'core.PodSchedulingGate': {
    source: 'core/validation validateSchedulingGates',
    fields: { name: [required, qualified] },
  },
  'core.PodResourceClaim': {
    source: 'core/validation validatePodResourceClaim',
    fields: { name: [required, label], resourceClaimName: subdomain, resourceClaimTemplateName: subdomain },
    rules: [exactlyOne(['resourceClaimName', 'resourceClaimTemplateName'], 'claim', 'a')],
  },
  'core.PodTemplateSpec': {
    source: 'core/validation ValidatePodSpecificAnnotations',
    rules: [appArmorAnnotations],
  },
  'core.Pod': {
    source: 'core/validation validateRestartPolicy, ValidatePodSpecificAnnotations',
    fields: { 'spec/restartPolicy': restartPolicy },
    rules: [appArmorAnnotations],
  },
  'core.PodTemplate': {
    source: 'core/validation validateRestartPolicy',
    fields: { 'template/spec/restartPolicy': restartPolicy },
  },
  'Rollout.argoproj.io': {
    source: 'core/validation validateRestartPolicy, by the ReplicaSets that it makes',
    fields: { 'spec/template/spec/restartPolicy': { ...oneOf('Always'), code: 'restart-policy' } },
  },
  'core.Taint': {
    source: 'core/validation validateNodeTaints',
    fields: { key: qualified, effect: [required, oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute')] },
  },
  'core.NodeSpec': {
    source: 'core/validation ValidateNode',
    rules: [uniqueBy('taints', ['key', 'effect'], { what: 'a taint' })],
  },
};
