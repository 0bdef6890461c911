import { App } from 'cdk8s';
import { KubeConfigMap, KubeCronJob, KubeDeployment, KubeIngress, KubeService } from '../../../imports/k8s';
import { Condition, HelmChart } from '../../core/manifest';
import { add, each, integer, list, lower, object, string, stringMap, text, toggle, values } from '../../core/values';

const teamValues = values({
  prefix: string('team', 'Beginning of all names'),
  environment: string('prod', 'Environment'),
  image: object(
    { registry: string('ghcr.io', 'Registry'), name: string('shop/web', 'Name'), tag: string('1.0', 'Tag') },
    'Image',
  ),
  port: integer(8080, 'Port', { minimum: 1, maximum: 65_535 }),
  ingress: toggle(true, { domain: string('example.org', 'Domain'), path: string('api', 'Path') }, 'Way in'),
  millicores: integer(100, 'Processor'),
  mebibytes: string('64', 'Memory'),
  minute: string('5', 'Minute of the nightly job'),
  tier: string('gold', 'Tier'),
  hosts: list<string>(string('', 'Host'), ['www'], 'Hosts below the domain'),
  variables: stringMap({ LEVEL: 'info' }, 'Variables'),
});

/** A chart whose names, images, hosts and amounts are put together from several values each, of which none says what it may be. */
export function composedTexts(): App {
  const app = new App();
  const chart = new HelmChart(app, 'team', {
    ...{ values: teamValues, environments: { test: { values: {} } } },
    ...{ version: '1.0.0', appVersion: '1', description: 'What a team runs' },
  });
  const { prefix, environment, image, port, ingress, millicores, mebibytes, minute, tier, hosts } = chart.values;
  const service = text`${prefix}-svc-${environment}`;
  const selector = { app: 'web' };
  const labels = { ...selector, tier: text`${tier}-${environment}` };
  new KubeConfigMap(chart, 'settings', {
    metadata: { name: text`${prefix}-${environment}`, labels },
    data: { domain: ingress.domain },
  });
  new KubeDeployment(chart, 'web', {
    metadata: { name: text`${prefix}-web`, labels },
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: lower(prefix),
          imagePullSecrets: [...each(hosts, 'host', (host) => ({ name: text`${host}-${environment}` }))],
          containers: [
            {
              name: text`web-${environment}`,
              image: text`${image.registry}/${image.name}:${image.tag}`,
              ports: [{ containerPort: port }, { containerPort: add(port, 1) }],
              env: [
                { name: 'WEB_TIER', value: tier },
                ...each(chart.values.variables, ['name', 'value'], (name, value) => ({
                  name: text`WEB_${name}`,
                  value,
                })),
              ],
              resources: { requests: { cpu: text`${millicores}m` }, limits: { memory: text`${mebibytes}Mi` } },
              livenessProbe: { httpGet: { path: text`/${ingress.path}`, port } },
              volumeMounts: [{ name: 'settings', mountPath: text`/etc/${ingress.path}/${tier}` }],
            },
          ],
          volumes: [{ name: 'settings', configMap: { name: text`${prefix}-${environment}` } }],
        },
      },
    },
  });
  new KubeService(chart, 'service', { metadata: { name: service }, spec: { selector, ports: [{ port }] } });
  const backend = { service: { name: service, port: { number: port } } };
  const paths = [{ path: text`/${ingress.path}/${tier}`, pathType: 'Prefix', backend }];
  const wayIn = new KubeIngress(chart, 'ingress', {
    metadata: { name: 'web' },
    spec: {
      ingressClassName: tier,
      tls: [{ hosts: [text`${prefix}.${ingress.domain}`], secretName: text`${prefix}-${environment}-tls` }],
      rules: [
        { host: text`${prefix}.${ingress.domain}`, http: { paths } },
        ...each(hosts, 'host', (host) => ({ host: text`${host}.${environment}.${ingress.domain}`, http: { paths } })),
      ],
    },
  });
  Condition.of(wayIn).when(ingress.enabled);
  new KubeCronJob(chart, 'nightly', {
    metadata: { name: 'nightly' },
    spec: {
      schedule: text`${minute} 3 * * *`,
      jobTemplate: {
        spec: {
          template: {
            spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: text`nginx:${image.tag}` }] },
          },
        },
      },
    },
  });
  return app;
}
