import { describe, expect, test } from '@jest/globals';
import { allInputs } from '../broken.fixture';
import { breachesOf, cases, errorsOf, finder, testFindings, testProven } from '../case.fixture';
import { effectRules } from '.';
import { effects } from './effects.fixture';

const bad = cases`
  egress-without-dns
    NetworkPolicy web | /spec/egress/1 | { ports: [{ port: 53, protocol: TCP }] } | /spec/egress
    NetworkPolicy web | /spec/egress/1/ports/0/protocol | (absent) | /spec/egress
    NetworkPolicy web | /spec/egress/1 | { to: [{ podSelector: {} }] } | /spec/egress
    NetworkPolicy web | /spec/egress/1 | { to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: db } } }] } | /spec/egress
    NetworkPolicy web | /spec/egress/1/ports/0/port | 443 | /spec/egress
  policy-service-port
    NetworkPolicy web | /spec/ingress/0/ports/0/port | 80
    NetworkPolicy web | /spec/egress/0/ports/0/port | 6380
    NetworkPolicy web | /spec/ingress/0/ports | [{ port: http }, { port: 80, protocol: TCP }] | ./1/port
    NetworkPolicy web | /spec/egress/0 | { to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: sovd-webapp } }, podSelector: { matchLabels: { app: redis } } }], ports: [{ port: 6380 }] } | ./ports/0/port
  unknown-verb
    Role web | /rules/0/verbs/1 | wacth
    Role web | /rules/1/verbs/1 | Patch
    Role web | /rules/1/verbs/1 | write
    Role web | /rules/4 | { nonResourceURLs: [/metrics], verbs: [gett] } | ./verbs/0
  unknown-api-group
    Role web | /rules/1/apiGroups/0 | apps/v1
    Role web | /rules/0/apiGroups/0 | core
    Role web | /rules/4/apiGroups/0 | bacth
    Role web | /rules/2/apiGroups/0 | netwroking.k8s.io
  unknown-resource
    Role web | /rules/1/apiGroups/0 | "" | /rules/1/resources/0
    Role web | /rules/0/resources/0 | Pod
    Role web | /rules/0/resources/1 | pods/logs
    Role web | /rules/0/resources/1 | pods/*
    Role web | /rules/4/resources/0 | cronjob
  create-by-name
    Role web | /rules/2/verbs/1 | create
    Role web | /rules/2/verbs | [deletecollection, get] | ./0
    Role web | /rules/4 | { apiGroups: [''], resources: [secrets], resourceNames: [web], verbs: [create] } | ./verbs/0
  misspelt-node-label
    Deployment web | pod/nodeSelector | { kubernetes.io/host: one } | ./kubernetes.io~1host
    Deployment web | pod/topologySpreadConstraints/0/topologyKey | topology.kubernetes.io/zones
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey | failure-domain.kubernetes.io/zone
    Deployment web | pod/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/topologyKey | topology.kubernetes.io/hostname
    Deployment web | pod/topologySpreadConstraints/0/topologyKey | hostname
    Deployment web | pod/nodeSelector/kubernetes.io~1arch | x86_64
    Deployment web | pod/affinity/nodeAffinity | { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [Linux] }] }] } } | ./requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/key
  affinity-without-pods
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels/app | reddis | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector | { matchExpressions: [{ key: app, operator: In, values: [none] }] }
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector | { matchLabels: { role: redis } }
  spread-without-pods
    Deployment web | pod/topologySpreadConstraints/0/labelSelector | { matchLabels: { app: wbe } }
    Deployment web | pod/topologySpreadConstraints/0/labelSelector/matchLabels/tier | front | pod/topologySpreadConstraints/0/labelSelector
    Deployment web | pod/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/labelSelector | { matchLabels: { name: web } }
  missing-priority-class
    Deployment web | pod/priorityClassName | hihg
    Deployment redis | pod/priorityClassName | low
    PriorityClass high | /metadata/name | higher | /spec/template/spec/priorityClassName
  second-default-class
    PriorityClass normal | /globalDefault | true
    PriorityClass night | /globalDefault | true
    PriorityClass batch | /globalDefault | true
  undeclared-probe-port
    Deployment web | main/livenessProbe/httpGet/port | 8000
    Deployment web | main/readinessProbe | { tcpSocket: { port: 80 } } | ./tcpSocket/port
    Deployment redis | main/startupProbe | { grpc: { port: 6380 } } | ./grpc/port
  duplicate-container-port
    Deployment web | pod/containers/- | { name: proxy, ports: [{ containerPort: 8080 }] } | ./ports/0/containerPort
    Deployment web | pod/containers/- | { name: proxy, ports: [{ containerPort: 81 }, { containerPort: 8080, protocol: TCP }] } | ./ports/1/containerPort
    Deployment redis | pod/initContainers | [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 6379 }] }] | main/ports/0/containerPort
  duplicate-node-port
    Service redis | /spec/ports/0/nodePort | 30080
    Service web | /spec/ports/0/nodePort | 30081 | /spec/ports/0/nodePort
    Service redis | /spec/ports/- | { port: 81, nodePort: 30080, protocol: TCP } | ./nodePort
  surge-with-host-port
    DaemonSet agent | main/ports/0/hostPort | 9100 | /spec/updateStrategy/rollingUpdate/maxSurge
    DaemonSet agent | pod/hostNetwork | true | /spec/updateStrategy/rollingUpdate/maxSurge
    DaemonSet agent | main/ports/- | { containerPort: 80, hostPort: 80 } | /spec/updateStrategy/rollingUpdate/maxSurge
  missing-sub-path
    Deployment web | main/volumeMounts/0/subPath | web.cnf
    Deployment web | main/volumeMounts/1/subPath | token
    Deployment web | main/volumeMounts/2/subPath | token/web
    Deployment web | pod/volumes/0/configMap/items | [{ key: web.conf, path: web }] | main/volumeMounts/0/subPath
  long-pre-stop
    Deployment web | main/lifecycle/preStop/exec/command | [sleep, '30.5']
    Deployment web | main/lifecycle/preStop/exec/command | [/bin/sh, -c, 'sleep 20 && sleep 15; nginx -s quit']
    Deployment web | main/lifecycle/preStop/exec/command | [sleep, 1m]
    Deployment web | main/lifecycle/preStop/exec/command | [bash, -ec, 'exec sleep 60 2>&1 || kill $(pidof web)']
    Deployment web | pod/terminationGracePeriodSeconds | 5 | main/lifecycle/preStop/exec/command
  odd-amount
    Deployment web | main/resources/requests/cpu | '500'
    Deployment web | main/resources/limits/cpu | 64
    Deployment web | main/resources/requests/memory | 512
    Deployment web | main/resources/limits/memory | 128k
  pattern-in-path
    Ingress web | /spec/rules/0/http/paths/0/path | /api(/|$)(.*)
    Ingress web | /spec/rules/0/http/paths/1/path | /orders/[0-9]+
    Ingress other | /spec/rules/0/http/paths/0/path | /api/*
  ingress-without-paths
    Ingress web | /spec/rules/- | { host: www.shop.example }
    Ingress web | /spec/rules/0/http | (absent) | /spec/rules/0
    Ingress other | /spec/rules/0/http/paths | [] | /spec/rules/0
  duplicate-ingress-path
    Ingress web | /spec/rules/0/http/paths/1 | { path: /, pathType: Prefix, backend: { service: { name: redis, port: { number: 6380 } } } }
    Ingress other | /spec/rules/0/host | shop.example | ../http/paths/0
    Ingress web | /spec/rules/- | { host: shop.example, http: { paths: [{ path: /redis, pathType: Exact, backend: { service: { name: web, port: { number: 80 } } } }] } } | ./http/paths/0
  replaced-dollars
    Deployment web | main/command/2 | kill -9 $$
    Deployment web | main/command/2 | 'name="run-$$"; web --name "$name"'
    Deployment redis | main | { name: redis, command: [/bin/bash], args: [-ec, "pid=$$\nwait"], ports: [{ containerPort: 6379 }] } | ./args/1
  unknown-variable
    Deployment web | main/args/0 | --mode=$(MOD)
    Deployment web | main/args/- | $(HOST):80
    ConfigMap variables | /data | { OTHER: x } | /spec/template/spec/containers/0/args/0
  service-link-variable
    Deployment web | main/env/1/name | REDIS_PORT_NUMBER | main/env/0
    Deployment web | main/env | [{ name: REDIS_USER, value: web }, { name: REDIS_PASSWORD, value: x }] | ./0
    Deployment redis | main/env | [{ name: WEB_SERVER, value: web }] | ./0
  large-object
    Deployment web | annotations/text | ${'x'.repeat(262_144)} | ../../..
    ConfigMap settings | /data/web.conf | ${'x'.repeat(262_144)} | ../..
    Role web | /metadata/labels | ${{ text: 'ä'.repeat(131_072) }} | ../..
  unmounted-claim
    Deployment web | pod/volumes/3 | { name: data, emptyDir: {} } | /metadata/name
    Deployment web | /spec/replicas | 0 | /metadata/name
    PersistentVolumeClaim data | /metadata/name | date
`;

const allowed = cases`
  policies that let nothing out need no DNS
    NetworkPolicy web | /spec/egress | []
  DNS may be reached by its name of a port, by a range, or by anything in its namespace
    NetworkPolicy web | /spec/egress/1/ports/0 | { port: dns, protocol: UDP }
    NetworkPolicy web | /spec/egress/1/ports/0 | { port: 1, endPort: 100, protocol: UDP }
    NetworkPolicy web | /spec/egress/1 | { to: [{ namespaceSelector: {} }] }
    NetworkPolicy web | /spec/egress/1 | {}
  pods that only go to addresses need no names
    NetworkPolicy web | /spec/egress | [{ to: [{ ipBlock: { cidr: 10.0.0.1/32 } }], ports: [{ port: 443 }] }]
  a port that a probe asks for is listened on
    Deployment web | main/livenessProbe/httpGet/port | 8080
  traffic to pods that may be in any namespace, to all pods, and to ranges of ports
    NetworkPolicy web | /spec/egress/0 | { to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: redis } } }], ports: [{ port: 6380 }] }
    NetworkPolicy web | /spec/egress/0 | { to: [{ podSelector: {} }], ports: [{ port: 6380 }] }
    NetworkPolicy web | /spec/ingress/0/ports/0 | { port: 80, endPort: 9000 }
  groups of other servers have verbs and resources of their own
    Role web | /rules/3/verbs/0 | pack
    Role web | /rules/3/resources/0 | deployments
    Role web | /rules/1/apiGroups/- | shop.example
  verbs that are for single resources, and all of them
    Role web | /rules/4 | { apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [bind, escalate] }
    Role web | /rules/4 | { apiGroups: [''], resources: [users, groups], verbs: [impersonate] }
    Role web | /rules/4 | { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }
    Role web | /rules/4 | { nonResourceURLs: [/metrics], verbs: [get, post] }
  what some Kubernetes once had is left over
    Role web | /rules/4 | { apiGroups: [extensions], resources: [deployments, ingresses/status], verbs: [get] }
    Role web | /rules/4 | { apiGroups: [policy], resources: [podsecuritypolicies], verbs: [use] }
    Role web | /rules/4 | { apiGroups: [''], resources: [componentstatuses, nodes/metrics, serviceaccounts/token], verbs: [get] }
  groups whose names are near to those of Kubernetes
    Role web | /rules/3/apiGroups | [scheduling.x-k8s.io, metrics.k8s.io]
  a part of an object that is there may be created by its name
    Role web | /rules/2 | { apiGroups: [''], resources: [pods/exec], resourceNames: [web-0], verbs: [create] }
  create by name beside a rule that allows it without
    Role web | /rules/4 | { apiGroups: [''], resources: [configmaps], verbs: [create] }
  labels that others give to nodes
    Deployment web | pod/nodeSelector | { shop.example/zone: north, zone: north, node-role.kubernetes.io/worker: '' }
    Deployment web | pod/topologySpreadConstraints/0/topologyKey | topology.ebs.csi.aws.com/zone
    Deployment web | pod/topologySpreadConstraints/0/topologyKey | topology.kubernetes.io/rack
  one of several values that a node may have
    Deployment web | pod/affinity/nodeAffinity | { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/arch, operator: In, values: [x86_64, amd64] }] }] } }
  pods of other namespaces may be anywhere
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0 | { topologyKey: kubernetes.io/hostname, namespaces: [db], labelSelector: { matchLabels: { app: none } } }
    Deployment web | pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0 | { topologyKey: kubernetes.io/hostname, namespaceSelector: {}, labelSelector: { matchLabels: { app: none } } }
  labels that pods get when they are made
    Deployment web | pod/topologySpreadConstraints/0/labelSelector/matchLabels/pod-template-hash | abc
  the classes of every cluster
    Deployment web | pod/priorityClassName | system-node-critical
  a container that declares no port may listen on any
    Deployment redis | main | { name: redis, livenessProbe: { tcpSocket: { port: 1 } } }
  two containers with one port for two protocols, and one that runs before the others
    Deployment web | pod/containers/- | { name: proxy, ports: [{ containerPort: 8080, protocol: UDP }] }
    Deployment web | pod/initContainers | [{ name: first, ports: [{ containerPort: 8080 }] }]
  one number for two protocols on the nodes, and none chosen
    Service redis | /spec/ports/0 | { port: 6380, targetPort: 6379, nodePort: 30080, protocol: UDP }
    Service redis | /spec/ports/0/nodePort | 0
  keys that may be missing, or that nobody knows yet
    Deployment web | pod/volumes/0/configMap | { name: none }
    Deployment web | pod/volumes/0 | { name: settings, configMap: { name: settings, optional: true, items: [] } }
    Deployment web | pod/volumes/0 | { name: settings, emptyDir: {} }
    ConfigMap settings | /data | (absent)
    Deployment web | main/volumeMounts/1/subPath | tokens
  scripts whose time depends on something
    Deployment web | main/lifecycle/preStop/exec/command | [sh, -c, 'while pidof web; do sleep 60; done']
    Deployment web | main/lifecycle/preStop/exec/command | [sh, -c, 'test -e /busy || sleep 60']
    Deployment web | main/lifecycle/preStop/exec/command | [sh, -c, 'sleep 60 & wait']
    Deployment web | main/lifecycle/preStop/exec/command | [sleep, $(WAIT)]
    Deployment web | main/lifecycle/preStop/exec/command | [echo, 'sleep 60']
  few cores, and amounts of something else
    Deployment web | main/resources/requests | { cpu: 63, memory: 1Mi, example.com/gpu: 100 }
  paths with signs that are not patterns, or of a controller's own
    Ingress web | /spec/rules/0/http/paths/0/path | /a.b/~me/c+d/$x
    Ingress web | /spec/rules/0/http/paths/0 | { path: '/(.*)', pathType: ImplementationSpecific, backend: { service: { name: web, port: { number: 80 } } } }
  a host without paths for what the default backend serves
    Ingress other | /spec | { defaultBackend: { service: { name: web, port: { number: 80 } } }, rules: [{ host: x.example }] }
  one path of two classes, two types, or to one backend
    Ingress other | /spec | { ingressClassName: inner, rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: redis, port: { number: 1 } } } }] } }] }
    Ingress other | /spec/rules | [{ host: shop.example, http: { paths: [{ path: /, pathType: Exact, backend: { service: { name: redis, port: { number: 1 } } } }] } }]
    Ingress other | /spec/rules | [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
  what a load balancer of AWS does first, or only for some requests of a path
    Ingress other | /spec/rules | [{ host: other.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: to-https, port: { name: use-annotation } } } }, { path: /, pathType: Prefix, backend: { service: { name: redis, port: { number: 6380 } } } }] } }]
    Ingress other | /spec/rules | [{ host: other.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: redis, port: { number: 6380 } } } }, { path: /, pathType: Prefix, backend: { service: { name: to-https, port: { name: use-annotation } } } }] } }]
  dollars of names, of patterns and of other programs
    Deployment web | main/command/2 | ${'echo ${HOME} $$(date) $$1 | grep \'a$$\' && grep "(web)$$" /tmp/x'}
    Deployment web | main/command | [web, --match, '^/(proc)($$|/)', --pid, $$]
  variables of Services, those that are escaped, and commands of the shell
    Deployment web | main/args | [$(REDIS_SERVICE_HOST), $$(OTHER), $(date), $(REDIS_PORT)]
  variables that may come from elsewhere
    Deployment web | main/envFrom/- | { secretRef: { name: elsewhere } }
  a pod without variables of Services
    Deployment web | pod/enableServiceLinks | false
  settings of the program that the Service is for
    Deployment redis | main/env | [{ name: REDIS_PASSWORD, value: x }, { name: REDIS_MODE, value: x }]
    Deployment web | main/env | [{ name: REDIS_URL, value: 'redis://redis' }, { name: HOST, value: x }]
  a claim that has its volume already
    PersistentVolumeClaim data | /spec/volumeName | disk-1
`;

const find = finder(effectRules, effects);

describe('rules about what does not work', () => {
  test.each(allInputs())('find nothing in %s that has no exception', (_, input) => {
    expect(errorsOf(effectRules, input)).toEqual([]);
  });

  test('find nothing in objects that work', () => {
    expect(breachesOf(effectRules, effects)).toEqual([]);
  });

  testFindings(effectRules, effects, bad);
  testProven(effectRules, bad, ['large-data']);

  test.each(allowed)('let be: $heading ($object, $field)', ({ object, field, value }) => {
    expect(find(object, field, value)).toEqual([]);
  });

  test('let be a path of which a load balancer of AWS gives some requests to another', () => {
    const to = (name: string) => ({
      path: '/',
      pathType: 'Prefix',
      backend: { service: { name, port: { number: 80 } } },
    });
    const ingress = (annotation: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', annotations: { [annotation]: '[]' } },
      spec: { rules: [{ host: 'shop.example', http: { paths: [to('some'), to('all')] } }] },
    });
    const found = (annotation: string) =>
      breachesOf(effectRules, { ...effects, objects: [{ object: ingress(annotation) }] }).length;
    expect(found('alb.ingress.kubernetes.io/conditions.some')).toBe(0);
    expect(found('alb.ingress.kubernetes.io/conditions.other')).toBe(1);
  });
});
