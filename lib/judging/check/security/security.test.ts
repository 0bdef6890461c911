import { describe, expect, test } from '@jest/globals';
import { broken, cronJob, inputOf, made, removed, withObject } from '../broken.fixture';
import { breachesOf, cases, finder, testRules, withAll } from '../case.fixture';
import { securityRules } from './index';

const production = withObject(inputOf('sovd-webapp', 'production'), cronJob);
const nightly = 'CronJob nightly';
const found = finder(securityRules, production);

const bad = cases`
  pod-security-host-namespaces
    Deployment backend | pod/hostNetwork | true
    Job migration | pod/hostPID | true
    CronJob nightly | pod/hostIPC | true
  pod-security-privileged
    Deployment backend | main/securityContext/privileged | true
    Job migration | init/securityContext/privileged | true
    CronJob nightly | main/securityContext/privileged | true
  pod-security-capabilities
    Deployment backend | main/securityContext/capabilities | (absent) | ..
    Job migration | init/securityContext/capabilities/drop/0 | NET_RAW | ..
    CronJob nightly | main/securityContext/capabilities/add | [NET_BIND_SERVICE, SYS_TIME] | ./1
    Pod test-backend-live | main/securityContext/capabilities/drop | [all]
  pod-security-host-path
    Deployment backend | pod/volumes/- | { name: node, hostPath: { path: /var/run } } | ./hostPath
    CronJob nightly | pod/volumes | [{ name: node, hostPath: { path: / } }] | ./0/hostPath
    Pod test-backend-live | pod/volumes | [{ name: node, hostPath: { path: / } }] | ./0/hostPath
  pod-security-volume-types
    Deployment backend | pod/volumes/- | { name: share, nfs: { server: nfs, path: / } } | ./nfs
    Deployment frontend | pod/volumes/0 | { name: tmp, gitRepo: { repository: x } } | ./gitRepo
    CronJob nightly | pod/volumes | [{ name: disk, awsElasticBlockStore: { volumeID: vol-1 } }] | ./0/awsElasticBlockStore
  pod-security-host-ports
    Deployment backend | main/ports/0/hostPort | 8000
    Job migration | init/ports | [{ containerPort: 9000, hostPort: 9000 }] | ./0/hostPort
    CronJob nightly | main/ports | [{ containerPort: 1, hostPort: 0 }, { containerPort: 2, hostPort: 2 }] | ./1/hostPort
  pod-security-app-armor
    Deployment backend | /spec/template/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1backend | unconfined
    Job migration | pod/securityContext/appArmorProfile | { type: Unconfined } | ./type
    CronJob nightly | main/securityContext/appArmorProfile | { type: Unconfined } | ./type
  pod-security-se-linux
    Deployment backend | pod/securityContext/seLinuxOptions | { type: spc_t } | ./type
    Job migration | init/securityContext/seLinuxOptions | { user: root } | ./user
    CronJob nightly | main/securityContext/seLinuxOptions | { role: admin } | ./role
    Deployment backend | main/securityContext/seLinuxOptions | { type: container_engine_t } | ./type
  pod-security-proc-mount
    Deployment backend | main/securityContext/procMount | Unmasked
    Job migration | init/securityContext/procMount | Unmasked
    CronJob nightly | main/securityContext/procMount | ''
  pod-security-sysctls
    Deployment backend | pod/securityContext/sysctls | [{ name: net.core.somaxconn, value: '1024' }] | ./0/name
    Job migration | pod/securityContext/sysctls | [{ name: kernel.shm_rmid_forced, value: '1' }, { name: kernel.msgmax, value: '1' }] | ./1/name
    CronJob nightly | pod/securityContext/sysctls | [{ name: net.ipv4.tcp_keepalive_time, value: '60' }] | ./0/name
  pod-security-windows-host-process
    Deployment backend | pod/securityContext/windowsOptions | { hostProcess: true } | ./hostProcess
    Job migration | init/securityContext/windowsOptions | { hostProcess: true } | ./hostProcess
    CronJob nightly | main/securityContext/windowsOptions | { hostProcess: true } | ./hostProcess
  pod-security-privilege-escalation
    Deployment backend | main/securityContext/allowPrivilegeEscalation | true
    Job migration | init/securityContext/allowPrivilegeEscalation | (absent) | ..
    CronJob nightly | main/securityContext/allowPrivilegeEscalation | (absent) | ..
  pod-security-run-as-non-root
    Deployment backend | pod/securityContext/runAsNonRoot | false
    Job migration | init/securityContext/runAsNonRoot | false
    CronJob nightly | pod/securityContext/runAsNonRoot | null | main/securityContext
  pod-security-run-as-user
    Deployment backend | pod/securityContext/runAsUser | 0
    Job migration | init/securityContext/runAsUser | 0
    CronJob nightly | main/securityContext/runAsUser | 0
  pod-security-seccomp
    Deployment backend | pod/securityContext/seccompProfile/type | Unconfined
    Job migration | init/securityContext/seccompProfile | { type: Unconfined } | ./type
    CronJob nightly | main/securityContext/seccompProfile | {}
  writable-root-filesystem
    Deployment backend | main/securityContext/readOnlyRootFilesystem | false
    Job migration | init/securityContext/readOnlyRootFilesystem | (absent) | ..
    CronJob nightly | main/securityContext/readOnlyRootFilesystem | (absent) | ..
  missing-requests
    Deployment backend | main/resources | { requests: { memory: 1Gi }, limits: { memory: 1Gi } } | ./requests
    Job migration | init/resources | { limits: { memory: 1Gi } }
    CronJob nightly | main/resources/requests/cpu | (absent) | ..
  missing-memory-limit
    Deployment backend | main/resources/limits/memory | (absent) | ..
    Job migration | init/resources/limits | (absent) | ..
    CronJob nightly | main/resources/limits | { cpu: 1 }
  unused-token
    Deployment backend | pod/automountServiceAccountToken | true
    CronJob nightly | pod/automountServiceAccountToken | true
    Pod test-backend-live | pod/automountServiceAccountToken | (absent) | ..
  floating-tag
    Deployment backend | main/image | registry.invalid:5000/sovd-backend
    Job migration | init/image | sovd-backend:latest
    CronJob nightly | main/image | report:1.4.2-SNAPSHOT
    Deployment frontend | main/image | nginx:stable
  secret-in-env
    Deployment backend | main/env/0 | { name: JWT_SECRET, value: changeit } | ./value
    Job migration | init/env/- | { name: PGPASSWORD, value: sovd } | ./value
    CronJob nightly | main/env/- | { name: stripe.apiKey, value: x1 } | ./value
`;

const allowed = cases`
  only NET_BIND_SERVICE may be added
    CronJob nightly | main/securityContext/capabilities/add | [NET_BIND_SERVICE]
  a volume without a type is an emptyDir
    CronJob nightly | pod/volumes | [{ name: scratch }]
  an image may have a digest and no tag
    CronJob nightly | main/image | ${`report@sha256:${'ab'.repeat(32)}`}
  16 is a version of an image
    CronJob nightly | main/image | registry.invalid:5000/postgres:16
  a limit is the request too
    CronJob nightly | main/resources | { limits: { cpu: '1', memory: 1Gi } }
  a variable may tell about a secret
    CronJob nightly | main/env/- | { name: ACCESS_TOKEN_EXPIRE_MINUTES, value: '30' }
  a secret may be named by a file
    CronJob nightly | main/env/- | { name: DB_PASSWORD_FILE, value: /run/secrets/db }
  a secret may come from another variable
    CronJob nightly | main/env/- | { name: PGPASSWORD, value: $(DB_PASSWORD) }
`;

const ofContainer = cases`
    CronJob nightly | pod/securityContext | {}
    CronJob nightly | main/securityContext/runAsNonRoot | true
    CronJob nightly | main/securityContext/seccompProfile | { type: Localhost, localhostProfile: x.json }
`;

const windows = cases`
    CronJob nightly | pod/os | { name: windows }
    CronJob nightly | pod/securityContext | { runAsNonRoot: true }
    CronJob nightly | main/securityContext | {}
`;

describe('security rules', () => {
  testRules(securityRules, { good: production, bad, allowed, others: ['pod-security-host-probes'] });

  test.each([
    ['a container may say for itself what its pod leaves open', ofContainer],
    ['a pod of Windows needs no seccomp profile, no capabilities and no allowPrivilegeEscalation', windows],
  ])('%s', (_, changes) => {
    expect(breachesOf(securityRules, withAll(production, changes))).toEqual([]);
  });

  test.each([
    ['runAsNonRoot', 'pod-security-run-as-non-root'],
    ['seccompProfile', 'pod-security-seccomp'],
  ])('%s that neither a pod nor its containers have is missed in each of them', (field, code) => {
    expect(found('Deployment frontend', `pod/securityContext/${field}`, removed)).toEqual(
      [0, 1].map((i) => `${code} /spec/template/spec/containers/${i}/securityContext`),
    );
  });

  test('what is safe depends on the version of Kubernetes', () => {
    const sysctls = [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }];
    expect(found(nightly, 'pod/securityContext/sysctls', sysctls, { kubernetes: '1.29' })).toEqual([]);
    const engine = { type: 'container_engine_t' };
    expect(found(nightly, 'main/securityContext/seLinuxOptions', engine, { kubernetes: '1.31' })).toEqual([]);
  });

  test.each([
    ['livenessProbe', 'httpGet'],
    ['readinessProbe', 'tcpSocket'],
    ['lifecycle/preStop', 'httpGet'],
  ])('since 1.34 the %s of a container asks no host with %s', (place, handler) => {
    const input = (kubernetes: string) =>
      found(nightly, `main/${place}`, { [handler]: { port: 80, host: '10.0.0.1' } }, { kubernetes });
    expect(input('1.33')).toEqual([]);
    expect(input('1.34')).toEqual([
      `pod-security-host-probes /spec/jobTemplate/spec/template/spec/containers/0/${place}/${handler}/host`,
    ]);
  });

  test('a container that an operator adds to debug is held to the standard, and needs no resources', () => {
    const debug = [{ name: 'debug', image: 'busybox:1.36' }];
    expect(found('Pod test-backend-live', 'pod/ephemeralContainers', debug)).toEqual([
      'pod-security-capabilities /spec/ephemeralContainers/0',
      'pod-security-privilege-escalation /spec/ephemeralContainers/0',
      'writable-root-filesystem /spec/ephemeralContainers/0',
    ]);
  });

  test('a token is used when a binding of the output gives the account a right', () => {
    const subjects = [{ kind: 'ServiceAccount', name: 'sovd-webapp-backend', namespace: 'sovd-webapp' }];
    const binding = made('rbac.authorization.k8s.io/v1 RoleBinding b', { subjects });
    const mounted = broken(production, 'Deployment backend', 'pod/automountServiceAccountToken', true);
    expect(breachesOf(securityRules, withObject(mounted, binding))).toEqual([]);
    const external = {
      kind: 'ServiceAccount',
      name: 'sovd-webapp-backend',
      reason: 'bound by the platform team',
    } as const;
    expect(breachesOf(securityRules, { ...mounted, externals: [external] })).toEqual([]);
  });

  test('a tag may move outside production', () => {
    expect(found('Deployment backend', 'main/image', 'sovd-backend:latest', { isProduction: false })).toEqual([]);
  });
});
