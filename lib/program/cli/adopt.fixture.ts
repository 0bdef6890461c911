/* Apps as the guides of cdk8s teach to write them, with literals everywhere. */

const plus = `import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { run } from 'chartwright';
import { Construct } from 'constructs';
import { HOST } from './names';

export class Shop extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // image: 'nginx:1.27' is what runs here.
    const settings = new kplus.ConfigMap(this, 'settings', { data: { LOG_LEVEL: 'info', PUBLIC_URL: 'https://shop.example.org/' } });
    settings.addData('CURRENCY', 'EUR');
    const credentials = kplus.Secret.fromSecretName(this, 'credentials', 'shop-credentials');
    const web = new kplus.Deployment(this, 'web', {
      replicas: 3,
      containers: [
        {
          name: 'web',
          image: 'nginx:1.27',
          portNumber: 8080,
          envVariables: { PASSWORD: kplus.EnvValue.fromSecretValue({ secret: credentials, key: 'password' }) },
          envFrom: [kplus.Env.fromConfigMap(settings)],
          resources: {
            cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(512) },
          },
          liveness: kplus.Probe.fromHttpGet('/healthz', { initialDelaySeconds: Duration.seconds(5) }),
        },
      ],
    });
    web.addContainer({
      name: 'exporter',
      image: 'prom/exporter:0.11',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      portNumber: 9100,
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
    });
    const service = web.exposeViaService({
      serviceType: kplus.ServiceType.CLUSTER_IP,
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const ingress = new kplus.Ingress(this, 'ingress', { className: 'nginx' });
    ingress.addHostRule(HOST, '/', kplus.IngressBackend.fromService(service));
    ingress.addTls([{ hosts: [HOST], secret: kplus.Secret.fromSecretName(this, 'certificate', 'shop-tls') }]);
    new kplus.HorizontalPodAutoscaler(this, 'scaling', {
      target: new kplus.Deployment(this, 'worker', {
        containers: [{ image: 'registry.example.org:5000/shop/worker:2.1', resources: {} }],
      }),
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    new kplus.CronJob(this, 'report', {
      schedule: Cron.daily(),
      containers: [{ image: 'busybox:1.36' }],
    });
    new kplus.PersistentVolumeClaim(this, 'uploads', {
      storage: Size.gibibytes(10),
      storageClassName: 'fast',
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    for (const name of ['red', 'green'])
      new kplus.Deployment(this, name, { replicas: 2, containers: [{ image: 'httpd:2.4', portNumber: 8081 }] });
  }
}

const app = new App();
new Shop(app, 'shop');
void run(app);
`;

const names = `/** Where customers find the shop. */
export const HOST = 'shop.example.org';
`;

const typed = `import { App, Chart } from 'cdk8s';
import { IntOrString, KubeDeployment, KubeIngress, KubePodDisruptionBudget, KubeService, KubeStatefulSet, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';
import { run } from 'chartwright';
import { Construct } from 'constructs';

interface HelloProps {
  readonly replicas: number;
  readonly host: string;
}

export class Hello extends Chart {
  constructor(scope: Construct, id: string, props: HelloProps) {
    super(scope, id);
    const label = { app: 'hello' };
    new KubeService(this, 'service', {
      metadata: { name: 'hello' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80, targetPort: IntOrString.fromNumber(8080) }], selector: label },
    });
    new KubeDeployment(this, 'hello', {
      spec: {
        replicas: props.replicas,
        selector: { matchLabels: label },
        template: {
          metadata: { labels: label },
          spec: {
            nodeSelector: { disk: 'ssd' },
            initContainers: [{ name: 'migrate', image: 'paulbouwer/hello-kubernetes:1.7', command: ['migrate'] }],
            containers: [
              {
                name: 'hello',
                image: 'paulbouwer/hello-kubernetes:1.7',
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'URL', value: \`https://\${props.host}/\` }, { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'hello-token', key: 'token' } } }],
                resources: { requests: { cpu: Quantity.fromString('100m') } },
              },
            ],
          },
        },
      },
    });
    new KubeIngress(this, 'ingress', {
      metadata: { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } },
      spec: {
        rules: [
          {
            host: props.host,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'hello', port: { number: 80 } } } }] },
          },
        ],
      },
    });
    new KubePodDisruptionBudget(this, 'budget', {
      spec: { minAvailable: IntOrString.fromString('50%'), selector: { matchLabels: label } },
    });
    this.addStore();
  }

  private addStore(): void {
    const labels = { app: 'store' };
    new KubeService(this, 'store-pods', { metadata: { name: 'store' }, spec: { clusterIp: 'None', ports: [{ port: 6379 }], selector: labels } });
    new KubeStatefulSet(this, 'store', {
      spec: {
        serviceName: 'store',
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'store', image: 'redis@sha256:${'0123456789abcdef'.repeat(4)}' }] } },
        volumeClaimTemplates: [
          { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: Quantity.fromString('5Gi') } } } },
        ],
      },
    });
  }
}

const app = new App();
new Hello(app, 'hello-staging', { replicas: 2, host: 'staging.example.org' });
new Hello(app, 'hello-production', { replicas: 5, host: 'www.example.org' });
void run(app);
`;

const literals = `import { join } from 'node:path';
import { ApiObject, App, Chart, Include } from 'cdk8s';
import { run } from 'chartwright';

const app = new App();
const chart = new Chart(app, 'board', { labels: { team: 'board' } });
new Include(chart, 'upstream', { url: join(__dirname, 'board.yaml') });
const limits = { cpu: '500m', memory: '128Mi' };
new ApiObject(chart, 'worker', {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'worker' },
  spec: {
    selector: { matchLabels: { app: 'worker' } },
    template: {
      metadata: { labels: { app: 'worker' } },
      spec: {
        tolerations: [{ key: 'spot', operator: 'Exists' }],
        containers: [
          { name: 'worker', image: "acme/worker:3.2.1", imagePullPolicy: 'Always', resources: { limits, requests: { cpu: '50m', memory: '64Mi' } } },
        ],
      },
    },
  },
});
new ApiObject(chart, 'scaler', {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'worker' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' }, minReplicas: 2, maxReplicas: 6 },
});
const nightly = new ApiObject(chart, 'nightly', {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'nightly', image: 'acme/worker:3.2.1' }] } } } },
  },
});
nightly.metadata.addAnnotation('example.org/owner', 'board');
void run(app);
`;

const board = `apiVersion: v1
kind: Service
metadata:
  name: board
spec:
  type: NodePort
  ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }]
  selector: { app: board }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: board
spec:
  replicas: 1
  selector: { matchLabels: { app: board } }
  template:
    metadata: { labels: { app: board } }
    spec:
      containers:
        - name: board
          image: acme/board:1.4
          env: [{ name: HOST, value: board.example.org }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: board
spec:
  rules:
    - host: board.example.org
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: board, port: { number: 80 } } } }]
`;

/** The files of an app. */
export interface GuestApp {
  readonly chart: string;
  readonly files: { readonly [path: string]: string };
}

export const guestApps: { readonly [style: string]: GuestApp } = {
  'cdk8s-plus': { chart: 'shop', files: { 'main.ts': plus, 'names.ts': names } },
  'classes of cdk8s import': { chart: 'hello-staging', files: { 'main.ts': typed } },
  'ApiObject and Include': { chart: 'board', files: { 'main.ts': literals, 'board.yaml': board } },
};
