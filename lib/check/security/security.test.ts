import { describe, expect, test } from '@jest/globals';
import {
  allInputs,
  broken,
  breachesOf,
  errorsOf,
  cronJob,
  inputOf,
  outcome,
  removed,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import { at } from '../objects';
import { securityRules } from './index';

type Code = (typeof securityRules)[number]['code'];

const production = withObject(inputOf('sovd-webapp', 'production'), cronJob);

const backend = 'Deployment sovd-webapp-backend';
const frontend = 'Deployment sovd-webapp-frontend';
const migration = 'Job sovd-webapp-migration';
const smoke = 'Pod sovd-webapp-test-backend-live';
const nightly = 'CronJob nightly';
const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const init = `${pod}/initContainers/0`;
const cronPod = '/spec/jobTemplate/spec/template/spec';
const cronMain = `${cronPod}/containers/0`;
const annotation = 'container.apparmor.security.beta.kubernetes.io';

const bad: readonly BadInput<Code>[] = [
  ['pod-security-host-namespaces', backend, `${pod}/hostNetwork`, true],
  ['pod-security-host-namespaces', migration, `${pod}/hostPID`, true],
  ['pod-security-host-namespaces', nightly, `${cronPod}/hostIPC`, true],
  ['pod-security-privileged', backend, `${main}/securityContext/privileged`, true],
  ['pod-security-privileged', migration, `${init}/securityContext/privileged`, true],
  ['pod-security-privileged', nightly, `${cronMain}/securityContext/privileged`, true],
  ['pod-security-capabilities', backend, `${main}/securityContext/capabilities`, removed, `${main}/securityContext`],
  [
    'pod-security-capabilities',
    migration,
    `${init}/securityContext/capabilities/drop/0`,
    'NET_RAW',
    `${init}/securityContext/capabilities/drop`,
  ],
  [
    'pod-security-capabilities',
    nightly,
    `${cronMain}/securityContext/capabilities/add`,
    ['NET_BIND_SERVICE', 'SYS_TIME'],
    `${cronMain}/securityContext/capabilities/add/1`,
  ],
  ['pod-security-capabilities', smoke, '/spec/containers/0/securityContext/capabilities/drop', ['all']],
  [
    'pod-security-host-path',
    backend,
    `${pod}/volumes/-`,
    { name: 'node', hostPath: { path: '/var/run' } },
    `${pod}/volumes/1/hostPath`,
  ],
  [
    'pod-security-host-path',
    nightly,
    `${cronPod}/volumes`,
    [{ name: 'node', hostPath: { path: '/' } }],
    `${cronPod}/volumes/0/hostPath`,
  ],
  [
    'pod-security-host-path',
    smoke,
    '/spec/volumes',
    [{ name: 'node', hostPath: { path: '/' } }],
    '/spec/volumes/0/hostPath',
  ],
  [
    'pod-security-volume-types',
    backend,
    `${pod}/volumes/-`,
    { name: 'share', nfs: { server: 'nfs', path: '/' } },
    `${pod}/volumes/1/nfs`,
  ],
  [
    'pod-security-volume-types',
    frontend,
    `${pod}/volumes/0`,
    { name: 'tmp', gitRepo: { repository: 'x' } },
    `${pod}/volumes/0/gitRepo`,
  ],
  [
    'pod-security-volume-types',
    nightly,
    `${cronPod}/volumes`,
    [{ name: 'disk', awsElasticBlockStore: { volumeID: 'vol-1' } }],
    `${cronPod}/volumes/0/awsElasticBlockStore`,
  ],
  ['pod-security-host-ports', backend, `${main}/ports/0/hostPort`, 8000],
  [
    'pod-security-host-ports',
    migration,
    `${init}/ports`,
    [{ containerPort: 9000, hostPort: 9000 }],
    `${init}/ports/0/hostPort`,
  ],
  [
    'pod-security-host-ports',
    nightly,
    `${cronMain}/ports`,
    [
      { containerPort: 1, hostPort: 0 },
      { containerPort: 2, hostPort: 2 },
    ],
    `${cronMain}/ports/1/hostPort`,
  ],
  ['pod-security-app-armor', backend, `/spec/template/metadata/annotations/${annotation}~1backend`, 'unconfined'],
  [
    'pod-security-app-armor',
    migration,
    `${pod}/securityContext/appArmorProfile`,
    { type: 'Unconfined' },
    `${pod}/securityContext/appArmorProfile/type`,
  ],
  [
    'pod-security-app-armor',
    nightly,
    `${cronMain}/securityContext/appArmorProfile`,
    { type: 'Unconfined' },
    `${cronMain}/securityContext/appArmorProfile/type`,
  ],
  [
    'pod-security-se-linux',
    backend,
    `${pod}/securityContext/seLinuxOptions`,
    { type: 'spc_t' },
    `${pod}/securityContext/seLinuxOptions/type`,
  ],
  [
    'pod-security-se-linux',
    migration,
    `${init}/securityContext/seLinuxOptions`,
    { user: 'root' },
    `${init}/securityContext/seLinuxOptions/user`,
  ],
  [
    'pod-security-se-linux',
    nightly,
    `${cronMain}/securityContext/seLinuxOptions`,
    { role: 'admin' },
    `${cronMain}/securityContext/seLinuxOptions/role`,
  ],
  [
    'pod-security-se-linux',
    backend,
    `${main}/securityContext/seLinuxOptions`,
    { type: 'container_engine_t' },
    `${main}/securityContext/seLinuxOptions/type`,
  ],
  ['pod-security-proc-mount', backend, `${main}/securityContext/procMount`, 'Unmasked'],
  ['pod-security-proc-mount', migration, `${init}/securityContext/procMount`, 'Unmasked'],
  ['pod-security-proc-mount', nightly, `${cronMain}/securityContext/procMount`, ''],
  [
    'pod-security-sysctls',
    backend,
    `${pod}/securityContext/sysctls`,
    [{ name: 'net.core.somaxconn', value: '1024' }],
    `${pod}/securityContext/sysctls/0/name`,
  ],
  [
    'pod-security-sysctls',
    migration,
    `${pod}/securityContext/sysctls`,
    [
      { name: 'kernel.shm_rmid_forced', value: '1' },
      { name: 'kernel.msgmax', value: '1' },
    ],
    `${pod}/securityContext/sysctls/1/name`,
  ],
  [
    'pod-security-sysctls',
    nightly,
    `${cronPod}/securityContext/sysctls`,
    [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }],
    `${cronPod}/securityContext/sysctls/0/name`,
  ],
  [
    'pod-security-windows-host-process',
    backend,
    `${pod}/securityContext/windowsOptions`,
    { hostProcess: true },
    `${pod}/securityContext/windowsOptions/hostProcess`,
  ],
  [
    'pod-security-windows-host-process',
    migration,
    `${init}/securityContext/windowsOptions`,
    { hostProcess: true },
    `${init}/securityContext/windowsOptions/hostProcess`,
  ],
  [
    'pod-security-windows-host-process',
    nightly,
    `${cronMain}/securityContext/windowsOptions`,
    { hostProcess: true },
    `${cronMain}/securityContext/windowsOptions/hostProcess`,
  ],
  ['pod-security-privilege-escalation', backend, `${main}/securityContext/allowPrivilegeEscalation`, true],
  [
    'pod-security-privilege-escalation',
    migration,
    `${init}/securityContext/allowPrivilegeEscalation`,
    removed,
    `${init}/securityContext`,
  ],
  [
    'pod-security-privilege-escalation',
    nightly,
    `${cronMain}/securityContext/allowPrivilegeEscalation`,
    removed,
    `${cronMain}/securityContext`,
  ],
  ['pod-security-run-as-non-root', backend, `${pod}/securityContext/runAsNonRoot`, false],
  ['pod-security-run-as-non-root', backend, `${pod}/securityContext/runAsNonRoot`, removed, `${main}/securityContext`],
  ['pod-security-run-as-non-root', migration, `${init}/securityContext/runAsNonRoot`, false],
  [
    'pod-security-run-as-non-root',
    nightly,
    `${cronPod}/securityContext/runAsNonRoot`,
    null,
    `${cronMain}/securityContext`,
  ],
  ['pod-security-run-as-user', backend, `${pod}/securityContext/runAsUser`, 0],
  ['pod-security-run-as-user', migration, `${init}/securityContext/runAsUser`, 0],
  ['pod-security-run-as-user', nightly, `${cronMain}/securityContext/runAsUser`, 0],
  ['pod-security-seccomp', backend, `${pod}/securityContext/seccompProfile/type`, 'Unconfined'],
  ['pod-security-seccomp', frontend, `${pod}/securityContext/seccompProfile`, removed, `${main}/securityContext`],
  [
    'pod-security-seccomp',
    migration,
    `${init}/securityContext/seccompProfile`,
    { type: 'Unconfined' },
    `${init}/securityContext/seccompProfile/type`,
  ],
  ['pod-security-seccomp', nightly, `${cronMain}/securityContext/seccompProfile`, {}],
  ['writable-root-filesystem', backend, `${main}/securityContext/readOnlyRootFilesystem`, false],
  [
    'writable-root-filesystem',
    migration,
    `${init}/securityContext/readOnlyRootFilesystem`,
    removed,
    `${init}/securityContext`,
  ],
  [
    'writable-root-filesystem',
    nightly,
    `${cronMain}/securityContext/readOnlyRootFilesystem`,
    removed,
    `${cronMain}/securityContext`,
  ],
  [
    'missing-requests',
    backend,
    `${main}/resources`,
    { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
    `${main}/resources/requests`,
  ],
  ['missing-requests', migration, `${init}/resources`, { limits: { memory: '1Gi' } }, `${init}/resources`],
  ['missing-requests', nightly, `${cronMain}/resources/requests/cpu`, removed, `${cronMain}/resources/requests`],
  ['missing-memory-limit', backend, `${main}/resources/limits/memory`, removed, `${main}/resources/limits`],
  ['missing-memory-limit', migration, `${init}/resources/limits`, removed, `${init}/resources`],
  ['missing-memory-limit', nightly, `${cronMain}/resources/limits`, { cpu: 1 }],
  ['unused-token', backend, `${pod}/automountServiceAccountToken`, true],
  ['unused-token', nightly, `${cronPod}/automountServiceAccountToken`, true],
  ['unused-token', smoke, '/spec/automountServiceAccountToken', removed, '/spec'],
  ['floating-tag', backend, `${main}/image`, 'registry.invalid:5000/sovd-backend'],
  ['floating-tag', migration, `${init}/image`, 'sovd-backend:latest'],
  ['floating-tag', nightly, `${cronMain}/image`, 'report:1.4.2-SNAPSHOT'],
  ['floating-tag', frontend, `${main}/image`, 'nginx:stable'],
  ['secret-in-env', backend, `${main}/env/0`, { name: 'JWT_SECRET', value: 'changeit' }, `${main}/env/0/value`],
  ['secret-in-env', migration, `${init}/env/-`, { name: 'PGPASSWORD', value: 'sovd' }, `${init}/env/2/value`],
  ['secret-in-env', nightly, `${cronMain}/env/-`, { name: 'stripe.apiKey', value: 'x1' }, `${cronMain}/env/1/value`],
];

const set = (object: string, field: string, value: Parameters<typeof broken>[3], kubernetes?: string) =>
  breachesOf(securityRules, { ...broken(production, object, field, value), kubernetes });

describe('security rules', () => {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    expect(errorsOf(securityRules, input)).toEqual([]);
  });

  test.each(bad)('%s: %s with another %s', (...row) => {
    const [code, , field, , pointer = field] = row;
    expect(outcome(securityRules, production, row)).toEqual([`${code} ${pointer}`]);
  });

  test('each code is proven by three bad inputs; that about probes has a test of its own', () => {
    expect(unproven(securityRules, bad)).toEqual(['pod-security-host-probes']);
  });

  test.each([
    [
      'a container may say for itself what its pod leaves open',
      nightly,
      cronPod,
      {
        ...(cronPodSpec() as object),
        securityContext: {},
        containers: [
          {
            ...(cronContainer() as object),
            securityContext: {
              ...cronContainer().securityContext,
              runAsNonRoot: true,
              seccompProfile: { type: 'Localhost', localhostProfile: 'x.json' },
            },
          },
        ],
      },
    ],
    [
      'only NET_BIND_SERVICE may be added',
      nightly,
      `${cronMain}/securityContext/capabilities/add`,
      ['NET_BIND_SERVICE'],
    ],
    ['a volume without a type is an emptyDir', nightly, `${cronPod}/volumes`, [{ name: 'scratch' }]],
    ['an image may have a digest and no tag', nightly, `${cronMain}/image`, `report@sha256:${'ab'.repeat(32)}`],
    ['16 is a version of an image', nightly, `${cronMain}/image`, 'registry.invalid:5000/postgres:16'],
    ['a limit is the request too', nightly, `${cronMain}/resources`, { limits: { cpu: '1', memory: '1Gi' } }],
    [
      'a variable may tell about a secret',
      nightly,
      `${cronMain}/env/-`,
      { name: 'ACCESS_TOKEN_EXPIRE_MINUTES', value: '30' },
    ],
    [
      'a secret may be named by a file',
      nightly,
      `${cronMain}/env/-`,
      { name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' },
    ],
    [
      'a secret may come from another variable',
      nightly,
      `${cronMain}/env/-`,
      { name: 'PGPASSWORD', value: '$(DB_PASSWORD)' },
    ],
  ] as const)('%s', (_title, object, field, value) => {
    expect(set(object, field, value as never)).toEqual([]);
  });

  test('a pod of Windows needs no seccomp profile, no capabilities and no allowPrivilegeEscalation', () => {
    const spec = {
      ...(cronPodSpec() as object),
      os: { name: 'windows' },
      securityContext: { runAsNonRoot: true },
      containers: [{ ...(cronContainer() as object), securityContext: {} }],
    };
    expect(set(nightly, cronPod, spec as never)).toEqual([]);
  });

  test('what is safe depends on the version of Kubernetes', () => {
    const sysctls = [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }];
    expect(set(nightly, `${cronPod}/securityContext/sysctls`, sysctls, '1.29')).toEqual([]);
    const engine = { type: 'container_engine_t' };
    expect(set(nightly, `${cronMain}/securityContext/seLinuxOptions`, engine, '1.31')).toEqual([]);
  });

  test.each([
    ['livenessProbe', 'httpGet'],
    ['readinessProbe', 'tcpSocket'],
    ['lifecycle/preStop', 'httpGet'],
  ])('since 1.34 the %s of a container asks no host with %s', (place, handler) => {
    const input = (kubernetes: string) =>
      set(nightly, `${cronMain}/${place}`, { [handler]: { port: 80, host: '10.0.0.1' } }, kubernetes);
    expect(input('1.33')).toEqual([]);
    expect(input('1.34')).toEqual([`pod-security-host-probes ${cronMain}/${place}/${handler}/host`]);
  });

  test('a container that an operator adds to debug is held to the standard, and needs no resources', () => {
    const found = set(smoke, '/spec/ephemeralContainers', [{ name: 'debug', image: 'busybox:1.36' }]);
    expect(found).toEqual([
      'pod-security-capabilities /spec/ephemeralContainers/0',
      'pod-security-privilege-escalation /spec/ephemeralContainers/0',
      'writable-root-filesystem /spec/ephemeralContainers/0',
    ]);
  });

  test('a token is used when a binding of the output gives the account a right', () => {
    const subjects = [{ kind: 'ServiceAccount', name: 'sovd-webapp-backend', namespace: 'sovd-webapp' }];
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'b', namespace: 'sovd-webapp' },
      subjects,
    };
    const mounted = broken(production, backend, `${pod}/automountServiceAccountToken`, true);
    expect(breachesOf(securityRules, withObject(mounted, binding))).toEqual([]);
    const external = {
      kind: 'ServiceAccount',
      name: 'sovd-webapp-backend',
      reason: 'bound by the platform team',
    } as const;
    expect(breachesOf(securityRules, { ...mounted, externals: [external] })).toEqual([]);
  });

  test('a tag may move outside production', () => {
    const input = broken(production, backend, `${main}/image`, 'sovd-backend:latest');
    expect(breachesOf(securityRules, { ...input, isProduction: false })).toEqual([]);
  });
});

interface PodSpec {
  readonly containers: readonly [{ readonly securityContext: object }];
}

/** The pod that the CronJob makes. */
function cronPodSpec(): PodSpec {
  return at(cronJob, 'spec', 'jobTemplate', 'spec', 'template', 'spec') as unknown as PodSpec;
}

function cronContainer() {
  return cronPodSpec().containers[0];
}
