import type { Examples } from '../finding';
import type { securityRules } from '../security';
import { example, inContainer, inPod, object, pod } from './example';

const restricted = 'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }';
const annotated = (profile: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { container.apparmor.security.beta.kubernetes.io/web: ${profile} }
spec:
  containers: [{ name: web, image: web:1.4 }]
`;
const image = (name: string) => object('v1 Pod', `spec:\n  containers: [{ name: web, image: ${name} }]`);

export const securityExamples = {
  'pod-security-host-namespaces': inPod('hostNetwork: true', 'hostNetwork: false'),
  'pod-security-privileged': inContainer(
    'securityContext: { privileged: true }',
    'securityContext: { privileged: false }',
  ),
  'pod-security-capabilities': inContainer(
    'securityContext: { capabilities: { add: [NET_ADMIN] } }',
    'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }',
  ),
  'pod-security-host-path': inPod(
    'volumes: [{ name: data, hostPath: { path: /var/data } }]',
    'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]',
  ),
  'pod-security-volume-types': inPod(
    'volumes: [{ name: data, nfs: { server: nas.test, path: /data } }]',
    'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]',
  ),
  'pod-security-host-ports': inContainer(
    'ports: [{ containerPort: 8080, hostPort: 80 }]',
    'ports: [{ containerPort: 8080 }]',
  ),
  'pod-security-app-armor': example(annotated('unconfined'), annotated('runtime/default')),
  'pod-security-se-linux': inPod(
    'securityContext: { seLinuxOptions: { type: spc_t } }',
    'securityContext: { seLinuxOptions: { type: container_t } }',
  ),
  'pod-security-proc-mount': inContainer(
    'securityContext: { procMount: Unmasked }',
    'securityContext: { procMount: Default }',
  ),
  'pod-security-sysctls': inPod(
    "securityContext: { sysctls: [{ name: kernel.msgmax, value: '65536' }] }",
    "securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: '1' }] }",
  ),
  'pod-security-windows-host-process': inPod(
    'hostNetwork: true\nsecurityContext: { windowsOptions: { hostProcess: true } }',
    'securityContext: { windowsOptions: { hostProcess: false } }',
  ),
  'pod-security-host-probes': {
    ...inContainer(
      'livenessProbe: { httpGet: { host: db.test, port: 80 } }',
      'livenessProbe: { httpGet: { port: 80 } }',
    ),
    kubernetes: '1.34',
  },
  'pod-security-privilege-escalation': inContainer(
    'securityContext: {}',
    'securityContext: { allowPrivilegeEscalation: false }',
  ),
  'pod-security-run-as-non-root': inPod('securityContext: {}', restricted),
  'pod-security-run-as-user': inPod('securityContext: { runAsUser: 0 }', 'securityContext: { runAsUser: 1000 }'),
  'pod-security-seccomp': inPod('securityContext: { seccompProfile: { type: Unconfined } }', restricted),
  'writable-root-filesystem': inContainer('securityContext: {}', 'securityContext: { readOnlyRootFilesystem: true }'),
  'missing-requests': inContainer('resources: {}', 'resources: { requests: { cpu: 50m, memory: 64Mi } }'),
  'missing-memory-limit': inContainer(
    'resources: { requests: { cpu: 50m, memory: 64Mi } }',
    'resources: { limits: { memory: 64Mi } }',
  ),
  'unused-token': inPod('serviceAccountName: default', 'automountServiceAccountToken: false'),
  'floating-tag': example(image('web:latest'), image('web:1.4')),
  'secret-in-env': example(
    pod('env: [{ name: DB_PASSWORD, value: hunter2 }]'),
    pod('env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]'),
  ),
} satisfies { readonly [C in (typeof securityRules)[number]['code']]?: Examples };
