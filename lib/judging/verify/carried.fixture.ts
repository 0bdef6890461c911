import { ConfigMap, Deployment as PlusDeployment, Service as PlusService } from 'cdk8s-plus-28';
import * as v from '../../core/values';
import type { Expression } from '../../core/values';
import {
  container,
  element,
  long,
  of,
  pod,
  port,
  row,
  template,
  widget,
  type CarriedCase,
  job,
  textIn,
  portsIn,
} from './carried-case.fixture';
import { besideCases } from './carried-beside.fixture';

/*
 * Values as authors declare them, who think of no constraint, and the fields that they reach.
 */

const text = v.string;
const number = (value: number) => v.integer(value, 'A number', { minimum: -5 });

export const carriedCases: readonly CarriedCase[] = [
  row(
    'nodePort',
    v.integer(30080, 'Port'),
    port((nodePort) => ({ nodePort })),
    [30000, 32767],
    [-1, 80, 29999, 70000],
  ),
  row(
    'port of a Service',
    number(80),
    port((value) => ({ port: value })),
    [1, 65535],
    [0, -1, 65536],
  ),
  row(
    'targetPort as a number',
    number(80),
    port((targetPort) => ({ targetPort })),
    [8080],
    [65536],
  ),
  row(
    'targetPort as a text',
    text('http', 'Port'),
    port((targetPort) => ({ targetPort })),
    ['web', 'a-1'],
    ['HTTP', 'a'.repeat(16), '80'],
  ),
  row(
    'name of a port',
    text('http', 'Port'),
    port((name) => ({ name })),
    ['web'],
    ['Web', 'a.b'],
  ),
  row(
    'protocol',
    text('TCP', 'Protocol'),
    port((protocol) => ({ protocol })),
    ['UDP', 'SCTP'],
    ['tcp', 'HTTP'],
  ),
  row(
    'type of a Service',
    text('ClusterIP', 'Type'),
    of('v1', 'Service', (type) => ({ spec: { type, selector: { app: 'a' }, ports: [{ port: 80 }] } })),
    ['NodePort'],
    ['nodePort', 'x'],
  ),
  row(
    'sessionAffinity',
    text('None', 'Affinity'),
    of('v1', 'Service', (sessionAffinity) => ({
      spec: { sessionAffinity, selector: { app: 'a' }, ports: [{ port: 80 }] },
    })),
    ['ClientIP'],
    ['clientIP'],
  ),
  row(
    'priorityClassName',
    text('normal', 'Priority'),
    pod((priorityClassName) => ({ priorityClassName })),
    ['high', 'a.b'],
    ['My Class', 'High'],
  ),
  row(
    'optional priorityClassName',
    text('', 'Priority'),
    pod((value) => ({ priorityClassName: v.optional(textIn(value)) })),
    ['', 'high'],
    ['My Class'],
  ),
  row(
    'serviceAccountName',
    text('web', 'Account'),
    pod((serviceAccountName) => ({ serviceAccountName })),
    ['a-b'],
    ['A b', long],
  ),
  row(
    'terminationGracePeriodSeconds',
    number(30),
    pod((terminationGracePeriodSeconds) => ({ terminationGracePeriodSeconds })),
    [0, 3_000_000_000],
    [],
  ),
  row(
    'activeDeadlineSeconds',
    number(30),
    pod((activeDeadlineSeconds) => ({ activeDeadlineSeconds })),
    [1],
    [0, -1],
  ),
  row(
    'restartPolicy',
    text('Always', 'Policy'),
    pod((restartPolicy) => ({ restartPolicy })),
    ['Never', 'OnFailure'],
    ['never', 'Sometimes'],
  ),
  row(
    'dnsPolicy',
    text('ClusterFirst', 'Policy'),
    pod((dnsPolicy) => ({ dnsPolicy })),
    ['Default'],
    ['default'],
  ),
  row(
    'nodeSelector',
    v.block({ type: 'object', additionalProperties: { type: 'string' } }, {}, 'Nodes'),
    pod((nodeSelector) => ({ nodeSelector })),
    [{}, { disk: 'ssd' }],
    [{ 'a b': 'c' }, { a: 'b c' }],
  ),
  row(
    'entries of labels',
    v.stringMap({}, 'Labels'),
    of('v1', 'ConfigMap', (value) => ({ metadata: { labels: { app: 'a', ...v.entries(value) } } })),
    [{ a: 'b' }],
    [{ 'a/b/c': 'd' }, { a: 'b c' }],
  ),
  row(
    'entries of annotations',
    v.stringMap({}, 'Annotations'),
    of('v1', 'ConfigMap', (value) => ({ metadata: { annotations: v.entries(value) } })),
    [{ a: 'b c' }],
    [{ 'a/b/c': 'd' }],
  ),
  row(
    'a label',
    text('a', 'Label'),
    of('v1', 'ConfigMap', (value) => ({ metadata: { labels: { team: value } } })),
    ['b_c', 'B.1'],
    ['a b', 'a'.repeat(64)],
  ),
  row(
    'imagePullPolicy',
    text('Always', 'Policy'),
    container((imagePullPolicy) => ({ imagePullPolicy })),
    ['Never'],
    ['never'],
  ),
  row(
    'containerPort',
    number(80),
    container((containerPort) => ({ ports: [{ containerPort }] })),
    [443],
    [0, 65536],
  ),
  row(
    'runAsUser',
    number(1000),
    container((runAsUser) => ({ securityContext: { runAsUser } })),
    [0, 65534],
    [-1],
  ),
  row(
    'periodSeconds',
    number(10),
    container((periodSeconds) => ({ livenessProbe: { tcpSocket: { port: 80 }, periodSeconds } })),
    [1, 60],
    [-1, 2_147_483_648],
  ),
  row(
    'scheme of a probe',
    text('HTTP', 'Scheme'),
    container((scheme) => ({ livenessProbe: { httpGet: { port: 80, path: '/', scheme } } })),
    ['HTTPS'],
    ['http'],
  ),
  row(
    'a request',
    text('100m', 'CPU'),
    container((cpu) => ({ resources: { requests: { cpu } } })),
    ['1', '0.5', '250m'],
    ['1 CPU', 'lots', '-1'],
  ),
  row(
    'name of a variable',
    text('MODE', 'Name'),
    container((name) => ({ env: [{ name, value: 'x' }] })),
    ['A_B', 'a.b'],
    ['A B', '1A'],
  ),
  row(
    'environment from a list',
    v.list(
      element({
        type: 'object',
        properties: { name: { type: 'string' }, value: { type: 'string' } },
        required: ['name', 'value'],
        additionalProperties: false,
      }),
      [],
      'Environment',
    ),
    container((value) => ({ env: v.items(value) })),
    [[{ name: 'A', value: 'b' }]],
    [[{ name: 'A B', value: 'c' }]],
  ),
  row(
    'a map as variables',
    v.stringMap({}, 'Environment'),
    container((value) => ({
      env: v.each(value, ['name', 'value'], (name, each) => ({
        name,
        value: each,
      })),
    })),
    [{ A: 'b' }],
    [{ '1A': 'b' }],
  ),
  row(
    'fields of elements',
    v.list(
      element({
        type: 'object',
        properties: { port: { type: 'integer' } },
        required: ['port'],
        additionalProperties: false,
      }),
      [{ port: 80 }],
      'Ports',
    ),
    container((value) => ({
      ports: v.each(portsIn(value), 'port', (each) => ({ containerPort: each.field('port') })),
    })),
    [[{ port: 81 }]],
    [[{ port: 0 }], [{ port: 70000 }]],
  ),
  row(
    'mountPath',
    text('/data', 'Path'),
    pod(
      () => ({ volumes: [{ name: 'data', emptyDir: {} }] }),
      (mountPath) => ({ volumeMounts: [{ name: 'data', mountPath }] }),
    ),
    ['/x'],
    [],
  ),
  row(
    'defaultMode',
    number(420),
    pod((defaultMode) => ({ volumes: [{ name: 'c', configMap: { name: 'c', defaultMode } }] })),
    [0, 511],
    [512, 644, -1],
  ),
  ...besideCases,
  row(
    'tolerations of any form',
    v.list(element({ type: 'object' }), [], 'Tolerations'),
    pod((tolerations) => ({ tolerations })),
    [[], [{ key: 'a', operator: 'Exists' }]],
    [[{ effect: 'no-schedule' }], [{ keys: 'a' }]],
  ),
  row(
    'replicas',
    number(1),
    of('apps/v1', 'Deployment', (replicas) => ({ spec: template({ replicas }) })),
    [0, 5],
    [-1, 2_147_483_648],
  ),
  row(
    'revisionHistoryLimit',
    number(1),
    of('apps/v1', 'Deployment', (value) => ({ spec: template({ revisionHistoryLimit: value }) })),
    [0],
    [-1],
  ),
  row(
    'schedule',
    text('0 * * * *', 'Schedule'),
    of('batch/v1', 'CronJob', (schedule) => ({
      spec: {
        schedule,
        jobTemplate: { spec: job },
      },
    })),
    ['@daily', '*/5 1-3 * * 1'],
    [],
  ),
  row(
    'concurrencyPolicy',
    text('Allow', 'Policy'),
    of('batch/v1', 'CronJob', (value) => ({
      spec: {
        schedule: '0 * * * *',
        concurrencyPolicy: value,
        jobTemplate: { spec: job },
      },
    })),
    ['Forbid'],
    ['forbid'],
  ),
  row(
    'backoffLimit',
    number(1),
    of('batch/v1', 'Job', (backoffLimit) => ({
      spec: {
        backoffLimit,
        ...job,
      },
    })),
    [0],
    [-1],
  ),
  row(
    'ingressClassName',
    text('nginx', 'Class'),
    of('networking.k8s.io/v1', 'Ingress', (ingressClassName) => ({
      spec: { ingressClassName, defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
    })),
    ['traefik'],
    ['My Class'],
  ),
  row(
    'host of a rule',
    text('a.example.com', 'Host'),
    of('networking.k8s.io/v1', 'Ingress', (host) => ({
      spec: {
        rules: [
          {
            host,
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
            },
          },
        ],
      },
    })),
    ['b.example.com', '*.example.com'],
    ['a b', 'https://a.example.com'],
  ),
  row(
    'pathType',
    text('Prefix', 'Type'),
    of('networking.k8s.io/v1', 'Ingress', (pathType) => ({
      spec: {
        rules: [
          { http: { paths: [{ path: '/', pathType, backend: { service: { name: 'a', port: { number: 80 } } } }] } },
        ],
      },
    })),
    ['Exact'],
    ['prefix'],
  ),
  row(
    'hosts of a list',
    v.list(element({ type: 'string' }), ['a.example.com'], 'Hosts'),
    of('networking.k8s.io/v1', 'Ingress', (value) => ({
      spec: {
        defaultBackend: { service: { name: 'a', port: { number: 80 } } },
        tls: [{ secretName: 'tls', hosts: v.items(value) }],
      },
    })),
    [['b.example.com']],
    [['a b']],
  ),
  row(
    'storage of a claim',
    text('1Gi', 'Size'),
    of('v1', 'PersistentVolumeClaim', (storage) => ({
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    })),
    ['500Mi'],
    ['big', '1 Gi'],
  ),
  row(
    'storageClassName unless it is none',
    text('', 'Class'),
    of('v1', 'PersistentVolumeClaim', (value) => ({
      spec: {
        storageClassName: v.when(v.not(v.equals(value as Expression<string>, '')), value),
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    })),
    ['', 'fast'],
    ['Fast'],
  ),
  row(
    'maxReplicas',
    number(3),
    of('autoscaling/v2', 'HorizontalPodAutoscaler', (maxReplicas) => ({
      spec: { maxReplicas, minReplicas: 1, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
    })),
    [1, 9],
    [0, -1],
  ),
  row(
    'a size of a custom resource',
    number(3),
    widget((size) => ({ size })),
    [1, 5],
    [0, 6],
  ),
  row(
    'a choice of a custom resource',
    text('fast', 'Mode'),
    widget((mode) => ({ mode })),
    ['slow'],
    ['Fast', ''],
  ),
  row(
    'a pattern of a custom resource',
    text('abc', 'Code'),
    widget((code) => ({ code })),
    ['xyz'],
    ['ab', 'ABC'],
  ),
  row(
    'a list of a custom resource',
    v.list(element({ type: 'string' }), [], 'Parts'),
    widget((parts) => ({ parts })),
    [['ab', 'cd']],
    [['a'], ['ab', 'cd', 'ef']],
  ),
  row(
    'an open bound of a custom resource',
    v.number(1, 'Ratio'),
    widget((ratio) => ({ ratio })),
    [0.5],
    [0, -1],
  ),
  row(
    'port of a cdk8s-plus Service',
    number(80),
    (scope, value) =>
      void new PlusService(scope, 'S', {
        ports: [{ port: v.numberToken(value), targetPort: 80 }],
      }),
    [8080],
    [0, 65536],
  ),
  row(
    'pull policy of cdk8s-plus',
    text('Always', 'Policy'),
    (scope, value) =>
      void new PlusDeployment(scope, 'D', {
        containers: [{ image: 'nginx:1.27', portNumber: 80, imagePullPolicy: v.token(value) }],
      }),
    ['Never'],
    ['Maybe'],
  ),
  row(
    'a key that anything fits',
    text('x', 'Text'),
    (scope, value) => void new ConfigMap(scope, 'C', { data: { a: v.token(value) } }),
    ['', 'any thing: at all'],
    [],
  ),
];
