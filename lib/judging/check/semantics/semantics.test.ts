import { describe, expect, test } from '@jest/globals';
import { cronJob, inputOf, made, withObject } from '../broken.fixture';
import { cases, finder, testRules } from '../case.fixture';
import { semanticRules } from './index';
import { wrongSchedule } from '../../../core/validation/schedule';

const labels = { 'app.kubernetes.io/name': 'store' };
const store = made('apps/v1 StatefulSet store', {
  spec: {
    serviceName: 'store',
    selector: { matchLabels: labels, matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'store',
            image: 'registry.invalid/store:1',
            env: [
              { name: 'A', value: 'a' },
              { name: 'B', value: '$(A)-$$(date)' },
            ],
            ports: [{ name: 'tcp-store', containerPort: 7000 }],
            volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'store' }],
            workingDir: '/data',
          },
        ],
        nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ],
  },
});
const production = [
  cronJob,
  store,
  made('rbac.authorization.k8s.io/v1 RoleBinding system:store', {
    subjects: [{ kind: 'ServiceAccount', name: 'store', namespace: 'sovd-webapp' }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'store' },
  }),
  made('storage.k8s.io/v1 StorageClass fast', { metadata: { name: 'fast' }, provisioner: 'example.com/disk' }),
  made('scheduling.k8s.io/v1 PriorityClass urgent', { metadata: { name: 'urgent' }, value: 1 }),
  made('monitoring.coreos.com/v1 PrometheusRule alerts', {
    spec: { groups: [{ name: 'all', interval: '30s', rules: [{ alert: 'Down', expr: 'up == 0', for: '1d12h' }] }] },
  }),
  made('gateway.networking.k8s.io/v1 HTTPRoute web', {
    spec: {
      hostnames: ['*.shop.test'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          timeouts: { request: '10s' },
          backendRefs: [{ name: 'store', port: 80 }],
        },
      ],
    },
  }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));

const bad = cases`
  invalid-enum
    Service backend | /spec/type | Loadbalancer
    Deployment backend | main/imagePullPolicy | Sometimes
    Deployment backend | /spec/strategy/type | Rolling
    Job migration | pod/securityContext/seccompProfile/type | runtime/default
    CronJob nightly | /spec/concurrencyPolicy | Never
    StatefulSet store | /spec/volumeClaimTemplates/0/spec/accessModes/0 | RWO
    Ingress sovd-webapp | /spec/rules/0/http/paths/0/pathType | prefix
    NetworkPolicy backend | /spec/policyTypes/0 | ingress
    HorizontalPodAutoscaler backend | /spec/metrics/0/resource/target/type | Percent
    RoleBinding system:store | /subjects/0/kind | serviceaccount
    Namespace sovd-webapp | /metadata/labels/pod-security.kubernetes.io~1enforce | strict
  cluster-scoped-namespace
    Namespace sovd-webapp | /metadata/namespace | sovd-webapp
    StorageClass fast | /metadata/namespace | sovd-webapp
    PriorityClass urgent | /metadata/namespace | default
  invalid-image
    Deployment backend | main/image | shop/web:feature/x
    Deployment backend | main/image | shop/Web:1.2
    CronJob nightly | main/image | shop/web:v1.2+meta
  restart-policy
    Deployment backend | pod/restartPolicy | OnFailure
    Job migration | pod/restartPolicy | Always
    CronJob nightly | pod/restartPolicy | (absent) | ..
    Deployment backend | pod/restartPolicy | always
  out-of-range
    Deployment backend | /spec/revisionHistoryLimit | -1
    Job migration | /spec/activeDeadlineSeconds | 0
    Deployment backend | main/readinessProbe/periodSeconds | -1
    Deployment backend | main/livenessProbe/successThreshold | 2
    HorizontalPodAutoscaler backend | /spec/behavior/scaleDown/stabilizationWindowSeconds | 7200
    StatefulSet store | /spec/replicas | -1
  not-exactly-one
    Deployment backend | main/livenessProbe/tcpSocket | { port: http }
    Deployment backend | main/readinessProbe/httpGet | (absent) | ..
    Deployment backend | main/env/0/value | 'postgres:' | ../valueFrom
    PodDisruptionBudget backend | /spec/minAvailable | 1 | ..
    Deployment backend | pod/volumes/0/configMap | { name: x }
    Deployment backend | /spec/strategy/type | Recreate | /spec/strategy/rollingUpdate
    Ingress sovd-webapp | /spec/rules/0/http/paths/0/backend/service/port/number | 80 | ..
    HorizontalPodAutoscaler backend | /spec/metrics/0/resource/target/averageValue | 1 | ../averageUtilization
  invalid-port
    Service backend | /spec/ports/0/port | 80000
    Service backend | /spec | { type: NodePort, ports: [{ port: 80, nodePort: 8080 }] } | ./ports/0/nodePort
    Deployment backend | main/ports/0/name | a-very-long-name
    Deployment backend | main/livenessProbe/httpGet/port | 0
    Job migration | init/ports | [{ containerPort: 65536 }] | ./0/containerPort
    NetworkPolicy backend | /spec/egress/0/ports/0/port | Web
  unnamed-port
    Service backend | /spec/ports/- | { port: 9000 }
    Service frontend | /spec/ports/- | { port: 9000, name: '' }
    Service backend | /spec/ports | [{ port: 8000 }, { name: grpc, port: 9000 }] | ./0
  duplicate-name
    Deployment backend | pod/containers/- | { name: backend, image: x:1 } | ./name
    Deployment backend | pod/volumes/- | { name: tmp, emptyDir: {} } | ./name
    StatefulSet store | main/volumeDevices | [{ name: a, devicePath: /a }, { name: b, devicePath: /a }] | ./1/devicePath
    Job migration | init/volumeMounts/- | { name: tmp, mountPath: /tmp } | ./mountPath
    Service backend | /spec/ports/- | { name: web, port: 8000 }
  duplicate-variable
    CronJob nightly | main/env/- | { name: LOG_LEVEL, value: DEBUG } | ./name
    StatefulSet store | main/env/- | { name: A, value: b } | ./name
    Job migration | init/env | [{ name: A }, { name: A }] | ./1/name
  missing-value
    Deployment backend | main/image | (absent) | ..
    Service backend | /spec/ports | []
    Job migration | init/env/- | { name: A, valueFrom: { secretKeyRef: { key: a } } } | ./valueFrom/secretKeyRef
    StorageClass fast | /provisioner | ''
    RoleBinding system:store | /subjects/0/name | ''
  forbidden-field
    Deployment backend | pod/activeDeadlineSeconds | 10
    Service backend | /spec/loadBalancerSourceRanges | [10.0.0.0/8]
    Deployment backend | pod/initContainers | [{ name: a, image: a:1, livenessProbe: { exec: { command: [a] } } }] | ./0/livenessProbe
    Job migration | /spec/selector | { matchLabels: { a: b } }
  invalid-combination
    Deployment backend | /spec/minReadySeconds | 700 | ..
    HorizontalPodAutoscaler backend | /spec/maxReplicas | 1
    StatefulSet store | pod/tolerations | [{ key: a, operator: Exists, tolerationSeconds: 5 }] | ./0
    CronJob nightly | main/resources | { requests: { a.dev/gpu: 1 } } | .
  duplicate-entry
    Service backend | /spec/ipFamilies | [IPv4, IPv4] | ./1
    StatefulSet store | main/volumeDevices | [{ name: a, devicePath: /data }] | ./0/devicePath
    Deployment backend | pod/schedulingGates | [{ name: a.dev/a }, { name: a.dev/a }] | ./1/name
  invalid-format
    Deployment backend | pod/hostAliases | [{ ip: a.b }] | ./0/ip
    Deployment backend | /metadata/finalizers | [cleanup] | ./0
    Service backend | /spec/externalIPs | [127.0.0.1] | ./0
  invalid-resource
    Deployment backend | main/resources/requests/memory | 512MB
    Deployment backend | main/resources | { limits: { memory: 128m } } | ./limits/memory
    Job migration | init/resources/requests/cpu | -100m
    CronJob nightly | main/resources/limits/gpu | 1
    CronJob nightly | main/resources/limits/cpu | 500Mi
  invalid-quantity
    StatefulSet store | /spec/volumeClaimTemplates/0/spec/resources/requests/storage | 10 Gi
    Deployment backend | pod/volumes/0/emptyDir/sizeLimit | 64MiB
    HorizontalPodAutoscaler backend | /spec/metrics/0/resource/target | { type: AverageValue, averageValue: much } | ./averageValue
  limit-below-request
    Deployment backend | main/resources/limits/memory | 256Mi | main/resources/requests/memory
    Job migration | init/resources/requests/cpu | 1
    CronJob nightly | main/resources/requests/memory | 1G
  invalid-name
    Service backend | /metadata/name | 1-backend
    Deployment backend | /metadata/name | Backend
    CronJob nightly | /metadata/name | ${'n'.repeat(53)}
    StatefulSet store | /metadata/name | ${'s'.repeat(53)}
    Deployment backend | main/name | back_end
    Job migration | pod/volumes/0/name | ${'v'.repeat(64)}
  invalid-env-name
    Deployment backend | main/env/0/name | 1ST
    Job migration | init/env/0/name | WAIT FOR
    Deployment backend | main/envFrom/0/prefix | 3_
  invalid-config-key
    ConfigMap sovd-webapp-config | /data/LOG LEVEL | INFO
    ConfigMap sovd-webapp-config | /data/.. | x
    ConfigMap sovd-webapp-config | /binaryData/LOG_LEVEL | AAAA | /data/LOG_LEVEL
    ConfigMap sovd-webapp-config | /data/large | ${'x'.repeat(1024 * 1024)} | ..
  invalid-label
    Deployment backend | /metadata/labels/team | vehicle access
    Deployment backend | /spec/template/metadata/labels/my_domain~1team | a
    Service backend | /spec/selector/part | ${'p'.repeat(64)}
    StatefulSet store | pod/nodeSelector/-arch | amd64
  invalid-annotation
    Deployment backend | annotations/my~1own~1key | x
    Deployment backend | /spec/template/metadata/annotations/check sum | x
    Service backend | annotations/note | ${'x'.repeat(256 * 1024)} | ..
  invalid-selector
    NetworkPolicy backend | /spec/podSelector/matchExpressions | [{ key: tier, operator: exists }] | ./0/operator
    StatefulSet store | /spec/selector/matchExpressions/0/values | [store]
    NetworkPolicy backend | /spec/podSelector/matchExpressions | [{ key: tier, operator: In }] | ./0
  selector-mismatch
    Deployment backend | /spec/selector/matchLabels/tier | api | /spec/template/metadata/labels
    StatefulSet store | /spec/selector | {}
    Deployment frontend | /spec/template/metadata/labels | (absent) | ..
  volatile-selector
    Service backend | /spec/selector/app.kubernetes.io~1version | 1.0.0
    StatefulSet store | /spec/volumeClaimTemplates/0/metadata/labels | { helm.sh/chart: store-1.0.0 } | ./helm.sh~1chart
    PodDisruptionBudget backend | /spec/selector/matchLabels/app.kubernetes.io~1managed-by | Helm
  invalid-schedule
    CronJob nightly | /spec/schedule | 60 3 * * *
    CronJob nightly | /spec/schedule | 0 3 * *
    CronJob nightly | /spec/schedule | 0 0 30 2 *
    CronJob nightly | /spec/timeZone | Europe/Bonn
  invalid-duration
    ExternalSecret sovd-webapp-external-secrets | /spec/refreshInterval | 1 hour
    ServiceMonitor backend | /spec/endpoints/0/interval | '30'
    PrometheusRule alerts | /spec/groups/0/rules/0/for | 5min
    HTTPRoute web | /spec/rules/0/timeouts/request | 1.5s
  invalid-host
    Ingress sovd-webapp | /spec/rules/0/host | https://sovd.test
    Ingress sovd-webapp | /spec/tls | [{ hosts: [Sovd.test] }] | ./0/hosts/0
    HTTPRoute web | /spec/hostnames/0 | 10.0.0.1
  invalid-path
    Ingress sovd-webapp | /spec/rules/0/http/paths/0/path | api
    Deployment backend | pod/volumes/- | { name: a, hostPath: { path: /a/../b } } | ./hostPath/path
    StatefulSet store | main/volumeMounts/0/subPath | ../etc
    Ingress sovd-webapp | /spec/rules/0/http/paths/0/path | /api//v1
  unusual-path
    Deployment backend | main/livenessProbe/httpGet/path | health/live
    StatefulSet store | main/workingDir | data
    StatefulSet store | main/volumeMounts/0/mountPath | data:x
  invalid-cidr
    NetworkPolicy backend | /spec/ingress/1/from/0/ipBlock/cidr | 10.0.0.0
    NetworkPolicy backend | /spec/ingress/1/from/0/ipBlock/except | [10.0.4.0/24, 10.1.0.0/24] | ./1
    Service backend | /spec | { type: LoadBalancer, ports: [{ port: 80 }], loadBalancerSourceRanges: [10.0.0.0/33] } | ./loadBalancerSourceRanges/0
  unresolved-variable
    StatefulSet store | main/env/0/value | $(B)
    CronJob nightly | main/env/- | { name: URL, value: http://$(HOST):80 } | ./value
    Job migration | init/env/0/value | $$$(PGHOST)
`;

const cores = { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] };

const allowed = cases`
  an address of IPv6 is a network too
    NetworkPolicy backend | /spec/ingress/1/from/0/ipBlock | ${{
      cidr: '2001:db8::/32',
      except: ['2001:db8:1::/48', '2001:db8::1.2.3.4/128'],
    }}
  a resource of a device plugin has a domain
    CronJob nightly | main/resources/limits/nvidia.com~1gpu | 1
  limits may be larger in another unit
    CronJob nightly | main/resources | { requests: { cpu: 100m, memory: 1Gi }, limits: { cpu: 1, memory: '1.5e9' } }
  nodes are chosen by numbers too
    StatefulSet store | pod/affinity | ${{
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [cores] } },
    }}
  a host may be a wildcard
    Ingress sovd-webapp | /spec/rules/0/host | '*.sovd.test'
  what the API server takes as absent is not a number of seconds
    Deployment backend | main/readinessProbe/periodSeconds | 0
  variables may come from elsewhere
    Deployment backend | main/env/0 | { name: URL, value: postgres://$(DATABASE_HOST) }
  a TCP and a UDP port may have one number
    Service backend | /spec/ports | [{ name: a, port: 53, protocol: TCP }, { name: b, port: 53, protocol: UDP }]
`;

describe('semantic rules', () => {
  testRules(semanticRules, { good: production, bad, allowed });

  test('a command for a shell may stand in a variable of a folder, a variable that is not there may not', () => {
    const rule = semanticRules.find(({ code }) => code === 'unresolved-variable')!;
    const severities = (value: string, source?: 'folder') => {
      const env = [
        { name: 'A', value },
        { name: 'later', value: 'x' },
      ];
      const container = { name: 'a', image: 'a', env };
      const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [container] } };
      const found = rule.check({ objects: [{ object }], ...(source ? { source } : {}) });
      return found.map(({ severity = rule.severity }) => severity);
    };
    expect(severities('$(hostname)', 'folder')).toEqual(['warning']);
    expect(severities('$(HOST_NAME)', 'folder')).toEqual(['error']);
    expect(severities('$(later)', 'folder')).toEqual(['error']);
    expect(severities('$(hostname)')).toEqual(['error']);
  });

  test('since 1.32 any visible character may be in the name of a variable', () => {
    const found = finder(semanticRules, production);
    expect(found('Deployment backend', 'main/env/0/name', '1st (first)', { kubernetes: '1.32' })).toEqual([]);
  });

  test.each([
    '* * * * *',
    '*/5 0-6,22 1-15/2 JAN-mar MON,WED',
    '0 0 29 2 *',
    '0 0 31 2 1',
    '5/10 * ? * ?',
    '@daily',
    '@every 1h30m',
    '0  3 * * 0',
  ])('the schedule "%s" is one', (schedule) => {
    expect(wrongSchedule(schedule)).toBeUndefined();
  });

  test.each([
    '',
    '* * * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 0 * 13 *',
    '0 0 * * 7',
    '0 5-3 * * *',
    '*/0 * * * *',
    '*-5 * * * *',
    '1,,2 * * * *',
    '0 0 31 4,6 *',
    '@midday',
    'TZ=UTC 0 0 * * *',
    'a b c d e',
  ])('the schedule "%s" is none', (schedule) => {
    expect(wrongSchedule(schedule)).toEqual(expect.any(String));
  });
});
