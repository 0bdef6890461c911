import { App } from 'cdk8s';
import { HelmChart } from '../../../core/manifest';
import { string, values, type JsonObject } from '../../../core/values';
import { WebService, webServiceValues } from '../presets/web-service';

const http = (path: string) => ({ httpGet: { path, port: 'http' } });

const web = webServiceValues(
  {
    image: { repository: 'ghcr.io/shop/web', tag: '1' },
    replicaCount: 1,
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    probes: { liveness: http('/'), readiness: http('/') },
    service: { port: 80 },
  },
  'The web server',
);
const admin = webServiceValues(
  {
    image: { repository: 'ghcr.io/shop/admin', tag: '1' },
    replicaCount: 1,
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    probes: { liveness: http('/'), readiness: http('/') },
    service: { port: 80 },
  },
  'What people look into the shop with',
);
const shopValues = values({ web, admin, greeting: string('hello', 'What the shop says') });

/** A chart of two web servers. */
export function shopWith(environment: JsonObject = {}): App {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: shopValues,
    environments: { test: { values: environment } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  new WebService(chart, 'web', {
    values: chart.values.web,
    port: 8080,
    env: { LEVEL: 'info', GREETING: chart.values.greeting },
  });
  new WebService(chart, 'admin', { values: chart.values.admin, port: 8080 });
  return app;
}

const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges';

const atNode = (type: string, nodePort: number) => ({ service: { type, nodePort } });

const stopping = (...command: string[]) => ({ lifecycle: { preStop: { exec: { command } } } });
const reaching = (rule: JsonObject) => ({ networkPolicy: { extraEgress: [{}, rule] } });
const except = (cidr: string, ...networks: string[]) => reaching({ to: [{ ipBlock: { cidr, except: networks } }] });

const projecting = (...sources: readonly JsonObject[]) => ({
  web: { extraVolumes: [{ name: 'files', projected: { sources } }] },
});

/** Values that fit the schema and not the objects, each with what is told of it. */
export const broken: { readonly [title: string]: readonly [JsonObject, string] } = {
  'fewest pods above most': [
    { web: { autoscaling: { enabled: true, minReplicas: 10 } } },
    'web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas (10 and 5)',
  ],
  'a request above its limit': [
    { web: { resources: { requests: { memory: '1Gi' } } } },
    'web.resources.requests.memory: 1Gi is more than the limit, 256Mi',
  ],
  'a device asked for without a limit': [
    { web: { resources: { requests: { 'nvidia.com/gpu': 1 } } } },
    'web.resources.requests.nvidia.com/gpu: there must be a limit of 1',
  ],
  'a part of a huge page': [
    { web: { resources: { limits: { 'hugepages-2Mi': '3Mi' } } } },
    'web.resources.limits.hugepages-2Mi: 3Mi is not a multiple of the page',
  ],
  'a part of a huge page in a smaller unit': [
    { web: { resources: { limits: { 'hugepages-1Gi': '1536Mi' } } } },
    'web.resources.limits.hugepages-1Gi: 1536Mi is not a multiple of the page',
  ],
  'fewer bytes than a huge page': [
    { web: { resources: { limits: { 'hugepages-2Mi': 2097153 } } } },
    'web.resources.limits.hugepages-2Mi: 2097153 is not a multiple of the page',
  ],
  'other requests of huge pages than limits': [
    { web: { resources: { requests: { 'hugepages-2Mi': '2Mi' }, limits: { 'hugepages-2Mi': '4Mi' } } } },
    'web.resources.requests.hugepages-2Mi: 2Mi must be the limit, 4Mi',
  ],
  'annotations that are too long together': [
    { web: { podAnnotations: { a: 'é'.repeat(40_000), b: 'x'.repeat(51_071) } } },
    'web.podAnnotations: 131073 bytes in all; 131072 are the most',
  ],
  'source ranges where nobody comes from outside': [
    { web: { service: { annotations: { [sourceRanges]: '10.0.0.0/8' } } } },
    `web.service.annotations.${sourceRanges}: goes with the type LoadBalancer only`,
  ],
  'source ranges that are none': [
    { web: { service: { type: 'LoadBalancer', annotations: { [sourceRanges]: '10.0.0.0/8, 10.1.0.0' } } } },
    `web.service.annotations.${sourceRanges}: " 10.1.0.0" is not a network such as 10.0.0.0/8`,
  ],
  'a mount whose volume has a name that is not printed': [
    { web: { extraVolumeMounts: [{ name: '\u00ad', mountPath: '/a' }] } },
    'web.extraVolumeMounts[0].name: the pods have no volume "\u00ad"',
  ],
  'a variable twice': [
    {
      web: {
        extraEnv: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
    },
    'web.extraEnv[1].name: there is "A" already',
  ],
  'a variable that names another one which is not there': [
    { web: { extraEnv: [{ name: 'URL', value: 'http://$(HOST)/$$(PATH)/$(LEVEL)' }] } },
    'web.extraEnv[0].value: $(HOST) names no variable that stands before it; $$(HOST) is the text itself',
  ],
  'a variable that names another one behind it': [
    {
      web: {
        extraEnv: [
          { name: 'A', value: '$$$(B)' },
          { name: 'B', value: 'b' },
        ],
      },
    },
    'web.extraEnv[0].value: $(B) names no variable that stands before it; $$(B) is the text itself',
  ],
  'one port of the nodes for two Services': [
    { web: atNode('NodePort', 30080), admin: atNode('LoadBalancer', 30080) },
    'web.service.nodePort: another Service has the node port 30080, by admin.service.nodePort',
  ],
  'one name for two ServiceAccounts': [
    { web: { serviceAccount: { name: 'shop' } }, admin: { serviceAccount: { name: 'shop' } } },
    'web.serviceAccount.name: another ServiceAccount has the name shop, by admin.serviceAccount.name',
  ],
  'the name of another ServiceAccount of the chart': [
    { web: { serviceAccount: { name: 'shop-admin' } } },
    'web.serviceAccount.name: another ServiceAccount has the name shop-admin, by admin.serviceAccount.name',
  ],
  'a setting of the kernel twice': [
    {
      web: {
        podSecurityContext: {
          sysctls: [
            { name: 'net.core.somaxconn', value: '1' },
            { name: 'net.core.somaxconn', value: '2' },
          ],
        },
      },
    },
    'web.podSecurityContext.sysctls[1].name: there is "net.core.somaxconn" already',
  ],
  'root beside what the pods say of root': [
    { web: { podSecurityContext: { runAsUser: 0 } } },
    'web.podSecurityContext.runAsUser: 0 is root, which web.podSecurityContext.runAsNonRoot rules out',
  ],
  'root in a container of pods without it': [
    { web: { securityContext: { runAsUser: 0 } } },
    'web.securityContext.runAsUser: 0 is root, which web.podSecurityContext.runAsNonRoot rules out',
  ],
  'a container without root in pods of root': [
    {
      web: {
        podSecurityContext: { runAsNonRoot: false, runAsUser: 0 },
        securityContext: { runAsNonRoot: true },
      },
    },
    'web.podSecurityContext.runAsUser: 0 is root, which web.securityContext.runAsNonRoot rules out',
  ],
  'two files of a projected volume at one path': [
    projecting(
      { secret: { name: 'a', items: [{ key: 'k', path: 'file' }] } },
      { configMap: { name: 'a', items: [{ key: 'k', path: 'file' }] } },
    ),
    'web.extraVolumes[0].projected.sources[1].configMap.items[0].path: there is a file "file" already',
  ],
  'two tokens of a projected volume at one path': [
    projecting({ serviceAccountToken: { path: 'token' } }, { serviceAccountToken: { path: 'token' } }),
    'web.extraVolumes[0].projected.sources[1].serviceAccountToken.path: there is a file "token" already',
  ],
  'a profile of AppArmor for no container': [
    { web: { podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/other': 'unconfined' } } },
    'web.podAnnotations.container.apparmor.security.beta.kubernetes.io/other: there is no container "other"',
  ],
  'a profile of AppArmor that is none': [
    { web: { podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'none' } } },
    'web.podAnnotations.container.apparmor.security.beta.kubernetes.io/web: "none" is none of runtime/default, unconfined and localhost/NAME',
  ],
  'a container of the name of the main one': [
    { web: { extraContainers: [{ name: 'web', image: 'a:1' }] } },
    'web.extraContainers[0].name: there is a container "web" already',
  ],
  'a container of the name of an init container': [
    { web: { extraInitContainers: [{ name: 'a', image: 'a:1' }], extraContainers: [{ name: 'a', image: 'a:1' }] } },
    'web.extraContainers[0].name: there is a container "a" already',
  ],
  'a port of the name of that of the chart': [
    { web: { extraContainers: [{ name: 'a', image: 'a:1', ports: [{ name: 'http', containerPort: 81 }] }] } },
    'web.extraContainers[0].ports[0].name: there is a port "http" already',
  ],
  'a mount of a container of users without a volume': [
    { web: { extraContainers: [{ name: 'a', image: 'a:1', volumeMounts: [{ name: 'none', mountPath: '/a' }] }] } },
    'web.extraContainers[0].volumeMounts[0].name: the pods have no volume "none"',
  ],
  'a variable twice in a container of users': [
    { web: { extraInitContainers: [{ name: 'a', image: 'a:1', env: [{ name: 'A' }, { name: 'A' }] }] } },
    'web.extraInitContainers[0].env[1].name: there is "A" already',
  ],
  'a port twice in a container of users': [
    {
      web: {
        extraContainers: [
          {
            name: 'a',
            image: 'a:1',
            ports: [
              { name: 'a', containerPort: 81 },
              { name: 'b', containerPort: 81, protocol: 'TCP' },
            ],
          },
        ],
      },
    },
    'web.extraContainers[0].ports[1].containerPort: there is an entry with containerPort 81 and protocol "TCP" already',
  ],
  'a variable of a container of users that names none before it': [
    { web: { extraContainers: [{ name: 'a', image: 'a:1', env: [{ name: 'A', value: 'for $(WHOM)' }] }] } },
    'web.extraContainers[0].env[0].value: $(WHOM) names no variable that stands before it; $$(WHOM) is the text itself',
  ],
  'a container of users that asks for more than its limit': [
    {
      web: {
        extraContainers: [
          { name: 'a', image: 'a:1', resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } },
        ],
      },
    },
    'web.extraContainers[0].resources.requests.memory: 2Gi is more than the limit, 1Gi',
  ],
  'a container of users as root': [
    { web: { extraContainers: [{ name: 'a', image: 'a:1', securityContext: { runAsUser: 0 } }] } },
    'web.extraContainers[0].securityContext.runAsUser: 0 is root, which web.podSecurityContext.runAsNonRoot rules out',
  ],
  'a variable of the chart': [
    { web: { extraEnv: [{ name: 'LEVEL', value: 'debug' }] } },
    'web.extraEnv[0].name: "LEVEL" is set by the chart',
  ],
  'a value that names a variable which is not there': [
    { greeting: 'for $(WHOM) at $(LEVEL)' },
    'greeting: $(WHOM) names no variable that stands before it; $$(WHOM) is the text itself',
  ],
  'a mount where the chart has one': [
    {
      web: { extraVolumes: [{ name: 'more', emptyDir: {} }], extraVolumeMounts: [{ name: 'more', mountPath: '/tmp' }] },
    },
    'web.extraVolumeMounts[0].mountPath: "/tmp" is set by the chart',
  ],
  'a mount of no volume': [
    { web: { extraVolumeMounts: [{ name: 'none', mountPath: '/data' }] } },
    'web.extraVolumeMounts[0].name: the pods have no volume "none"',
  ],
  'a volume of the chart': [
    { web: { extraVolumes: [{ name: 'tmp', emptyDir: {} }] } },
    'web.extraVolumes[0].name: "tmp" is set by the chart',
  ],
  'an address twice in the hosts': [
    {
      web: {
        hostAliases: [
          { ip: '10.0.0.1', hostnames: ['a'] },
          { ip: '10.0.0.1', hostnames: ['b'] },
        ],
      },
    },
    'web.hostAliases[1].ip: there is "10.0.0.1" already',
  ],
  'a hook that lasts longer than the pods have': [
    { web: stopping('sleep', '31') },
    'web.lifecycle.preStop.exec.command: sleeps for 31 s of a grace period of 30 s',
  ],
  'less time to stop than a hook takes': [
    { web: { ...stopping('/bin/sleep', '0.5', '0.6s'), terminationGracePeriodSeconds: 1 } },
    'web.lifecycle.preStop.exec.command: sleeps for 1.1 s of a grace period of 1 s',
  ],
  'a script that sleeps longer': [
    { web: stopping('sh', '-ec', 'nginx -s quit; exec sleep 1m || true && sleep 9d\n  "sleep" 000.5 $X `date`') },
    'web.lifecycle.preStop.exec.command: sleeps for 60.5 s of a grace period of 30 s',
  ],
  'a mount in both directions where nothing is privileged': [
    { web: { extraVolumeMounts: [{ name: 'tmp', mountPath: '/a', mountPropagation: 'Bidirectional' }] } },
    'web.extraVolumeMounts[0].mountPropagation: Bidirectional is for privileged containers only',
  ],
  'a range of ports that ends before it begins': [
    {
      web: reaching({
        ports: [
          { port: 80, endPort: 80 },
          { port: 8000, endPort: 7999 },
        ],
      }),
    },
    'web.networkPolicy.extraEgress[1].ports[1].endPort: 7999 is less than port, 8000',
  ],
  'an exception outside of its network': [
    { web: except('10.0.0.0/8', '10.1.0.0/16', '11.1.0.0/16') },
    'web.networkPolicy.extraEgress[1].to[0].ipBlock.except[1]: 11.1.0.0/16 is not part of 10.0.0.0/8',
  ],
  'an exception outside of the network that may come in': [
    {
      web: {
        networkPolicy: { extraIngress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/9'] } }] }] },
      },
    },
    'web.networkPolicy.extraIngress[0].from[0].ipBlock.except[0]: 11.0.0.0/9 is not part of 10.0.0.0/8',
  ],
  'an exception of the whole network': [
    { web: except('10.0.0.0/8', '10.1.0.0/8') },
    'web.networkPolicy.extraEgress[1].to[0].ipBlock.except[0]: 10.1.0.0/8 is not part of 10.0.0.0/8',
  ],
  'an exception outside of its network of IPv6': [
    { web: except('2001:DB8::/33', '2001:db8:7fff::1/127', '2001:db8:8000::/34') },
    'web.networkPolicy.extraEgress[1].to[0].ipBlock.except[1]: 2001:db8:8000::/34 is not part of 2001:DB8::/33',
  ],
  'an exception of another family': [
    { web: except('0.0.0.0/0', '::/1') },
    'web.networkPolicy.extraEgress[1].to[0].ipBlock.except[0]: ::/1 is not part of 0.0.0.0/0',
  ],
};

/** Values that are as near, and fine. */
export const fine: { readonly [title: string]: JsonObject } = {
  'as few pods as most': { web: { autoscaling: { enabled: true, minReplicas: 5 } } },
  'no autoscaler': { web: { autoscaling: { minReplicas: 10 } } },
  'a request that is its limit': { web: { resources: { requests: { memory: '0.25Gi' } } } },
  'huge pages': {
    web: {
      resources: {
        requests: { 'hugepages-2Mi': '0' },
        limits: { 'hugepages-2Mi': 0, 'hugepages-1Gi': '1Ti', 'hugepages-64Ki': '65536', 'hugepages-512Mi': '1Gi' },
      },
    },
  },
  'annotations that are as long as they may be': {
    web: { podAnnotations: { a: 'é'.repeat(40_000), b: 'x'.repeat(51_070) } },
  },
  'source ranges of a load balancer': {
    web: { service: { type: 'LoadBalancer', annotations: { [sourceRanges]: '10.0.0.0/8, 2001:db8::/32' } } },
    admin: { service: { type: 'LoadBalancer', annotations: { [sourceRanges]: '' } } },
  },
  'other variables': {
    web: {
      extraEnv: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
  },
  'variables that name others before them, or those of a Service': {
    web: {
      extraEnv: [
        { name: 'A', value: '$(LEVEL)/$(REDIS_SERVICE_HOST)' },
        { name: 'B', value: '$(A)/$$(C)' },
      ],
    },
  },
  'variables that name what nobody knows': {
    web: { extraEnv: [{ name: 'A', value: '$(B)' }], extraEnvFrom: [{ configMapRef: { name: 'more' } }] },
  },
  'one port of the nodes where one Service has none': {
    web: atNode('NodePort', 30080),
    admin: atNode('ClusterIP', 30080),
  },
  'two ports of the nodes': { web: atNode('NodePort', 30080), admin: atNode('NodePort', 30081) },
  'one ServiceAccount that is there already for two': {
    web: { serviceAccount: { create: false, name: 'shop' } },
    admin: { serviceAccount: { create: false, name: 'shop' } },
  },
  'containers of users with a profile of AppArmor, a port and a mount': {
    web: {
      podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' },
      extraVolumes: [{ name: 'cache', emptyDir: {} }],
      extraInitContainers: [
        { name: 'b', image: 'b:1', restartPolicy: 'Always', livenessProbe: { exec: { command: ['a'] } } },
      ],
      extraContainers: [
        {
          name: 'a',
          image: 'a:1',
          ports: [{ name: 'proxied', containerPort: 15001 }],
          volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
        },
      ],
    },
  },
  'settings of the kernel, files of a projected volume and profiles of AppArmor': {
    web: {
      ...projecting({ secret: { name: 'a' } }, { serviceAccountToken: { path: 'token' } }).web,
      podSecurityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
      podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'localhost/web' },
    },
  },
  'root where nothing rules it out, or where the container says otherwise': {
    web: { podSecurityContext: { runAsNonRoot: false, runAsUser: 0 } },
    admin: { podSecurityContext: { runAsUser: 0 }, securityContext: { runAsUser: 1 } },
  },
  'a container that may be root where its pod may not': {
    web: { securityContext: { runAsNonRoot: false, runAsUser: 0 } },
  },
  'mounts of volumes': {
    web: {
      extraVolumes: [{ name: 'more', emptyDir: {} }],
      extraVolumeMounts: [
        { name: 'more', mountPath: '/data' },
        { name: 'tmp', mountPath: '/cache', subPath: 'cache' },
      ],
    },
  },
  'a hook that lasts as long as the pods have': { web: stopping('sleep', '30') },
  'more time to stop': { web: { ...stopping('sleep', '1m'), terminationGracePeriodSeconds: 60 } },
  'a script of which nobody knows whether it sleeps': { web: stopping('sh', '-c', 'test -e /tmp/x && exit; sleep 99') },
  'a command that does not sleep': { web: stopping('nginx', '-s', '99') },
  'a shell without a script': { web: stopping('/bin/bash') },
  'a hook that is off': { web: { lifecycle: { preStop: { enabled: false, exec: { command: ['sleep', '99'] } } } } },
  'a mount in both directions of a privileged container': {
    web: {
      securityContext: { privileged: true, allowPrivilegeEscalation: true },
      extraVolumeMounts: [{ name: 'tmp', mountPath: '/a', mountPropagation: 'Bidirectional' }],
    },
  },
  'a value that names a variable, or means the text': { greeting: '$(LEVEL) and $$(WHOM), (x)' },
  'ranges of ports': { web: reaching({ ports: [{ port: 80, endPort: 81 }, { port: 'http' }, { protocol: 'UDP' }] }) },
  'parts of networks': { web: except('::/0', '::1/128', 'fe80::/10') },
  'no network policy': {
    web: { networkPolicy: { enabled: false, extraIngress: [{ ports: [{ port: 2, endPort: 1 }] }] } },
  },
  'a pull secret here and in the parent': {
    global: { imagePullSecrets: [{ name: 'a' }] },
    imagePullSecrets: [{ name: 'a' }, { name: 'b' }],
  },
};
