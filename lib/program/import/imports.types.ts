import type { Chart } from 'cdk8s';
import { AlertmanagerConfigV1Alpha1, PrometheusRule, ServiceMonitor } from '../../../imports/prometheus-operator';
import { ExternalSecret, SecretStore } from '../../../imports/external-secrets';
import { KubeConfigMap, KubeDeployment, KubeService, type Container, type EnvVar } from '../../../imports/k8s';
import { choose, items, text, when, type Expression } from '../../core/values';

/*
 * What must compile and what must not; `tsc` is the judge, nothing here runs.
 */

interface Values {
  readonly replicas: Expression<number>;
  readonly enabled: Expression<boolean>;
  readonly tag: Expression<string>;
  readonly labels: Expression<{ readonly [key: string]: string }>;
  readonly command: Expression<readonly string[]>;
  readonly env: Expression<readonly EnvVar[]>;
  readonly container: Expression<Container>;
}

export function accepted(chart: Chart, values: Values): void {
  const selector = { matchLabels: { app: values.tag, tier: 'web' } };
  const container: Container = {
    name: 'app',
    image: text`registry/app:${values.tag}`,
    command: values.command,
    args: ['serve', ...items(values.command), values.tag],
    env: [{ name: 'A', value: values.tag }, ...items(values.env), when(values.enabled, { name: 'B', value: 'b' })],
    ports: [{ containerPort: values.replicas }],
    resources: { limits: { cpu: 1, memory: '1Gi', 'nvidia.com/gpu': values.replicas } },
    livenessProbe: { httpGet: { port: 'http' } },
    readinessProbe: { httpGet: { port: choose(values.enabled, 80, 8080) } },
    startupProbe: when(values.enabled, { tcpSocket: { port: values.tag } }),
  };
  new KubeDeployment(chart, 'literals', {
    metadata: { labels: { app: 'web' } },
    spec: {
      replicas: 3,
      selector,
      template: { metadata: { labels: values.labels }, spec: { containers: [container] } },
    },
  });
  new KubeDeployment(chart, 'expressions', {
    spec: {
      replicas: when(values.enabled, values.replicas),
      selector,
      template: { spec: { containers: [values.container], initContainers: when(values.enabled, [container]) } },
    },
  });
  new KubeService(chart, 'service', { spec: { clusterIP: 'None', ports: [{ port: 80, targetPort: values.tag }] } });
  new KubeConfigMap(chart, 'config', { data: { KEY: values.tag, OTHER: 'other' } });
  new KubeConfigMap(chart, 'config-of-values', { data: values.labels });
  new KubeConfigMap(chart, 'empty');
  new ServiceMonitor(chart, 'monitor', { spec: { selector, endpoints: [{ port: 'http', interval: values.tag }] } });
  new PrometheusRule(chart, 'rules', {
    spec: { groups: [{ name: 'g', rules: [{ alert: 'A', expr: text`up < ${values.replicas}`, for: '5m' }] }] },
  });
  new AlertmanagerConfigV1Alpha1(chart, 'routing', { spec: { route: { routes: [{ receiver: values.tag }] } } });
  new SecretStore(chart, 'store', {
    spec: { provider: { aws: { service: 'SecretsManager', region: values.tag } } },
  });
  new SecretStore(chart, 'other-store', { spec: { provider: { vault: { server: 'https://vault' } } } });
  new ExternalSecret(chart, 'secret', {
    spec: { refreshPolicy: 'Periodic', data: [{ secretKey: 'k', remoteRef: { key: values.tag } }] },
  });
}

export function refused(chart: Chart, values: Values): void {
  const selector = { matchLabels: { app: 'web' } };
  const template = { spec: { containers: [{ name: 'app' }] } };

  // @ts-expect-error `spec` has required fields
  new KubeDeployment(chart, 'missing-fields', { spec: {} });
  // @ts-expect-error unknown field of the object
  new KubeDeployment(chart, 'unknown-top', { specs: {} });
  // @ts-expect-error kind and apiVersion are not the author's
  new KubeDeployment(chart, 'kind', { kind: 'Deployment' });
  // @ts-expect-error unknown field
  new KubeDeployment(chart, 'unknown', { spec: { selector, template, replica: 3 } });
  // @ts-expect-error the name in JSON is `clusterIP`
  new KubeService(chart, 'case', { spec: { clusterIp: 'None' } });
  // @ts-expect-error a string where a number is wanted
  new KubeDeployment(chart, 'string', { spec: { selector, template, replicas: '3' } });
  // @ts-expect-error an expression of a string where a number is wanted
  new KubeDeployment(chart, 'expression', { spec: { selector, template, replicas: values.tag } });
  // @ts-expect-error an expression of a number where a string is wanted
  new KubeConfigMap(chart, 'data', { data: { REPLICAS: values.replicas } });
  // @ts-expect-error a number where a string is wanted, though YAML would take it
  new KubeConfigMap(chart, 'number', { data: { REPLICAS: 3 } });
  // @ts-expect-error a boolean where a number or a string is wanted
  new KubeService(chart, 'port', { spec: { ports: [{ port: 80, targetPort: true }] } });
  // @ts-expect-error a list of strings where a list of containers is wanted
  new KubeDeployment(chart, 'list', { spec: { selector, template: { spec: { containers: values.command } } } });
  // @ts-expect-error a single element where a list is wanted
  new KubeDeployment(chart, 'element', { spec: { selector, template: { spec: { containers: values.container } } } });
  // @ts-expect-error `when` keeps the type of what it guards
  new KubeDeployment(chart, 'when', { spec: { selector, template: when(values.enabled, { metadata: 'None' }) } });
  // @ts-expect-error no member of the enum
  new ExternalSecret(chart, 'enum', { spec: { refreshPolicy: 'Never' } });
  // @ts-expect-error any string where a member of the enum is wanted
  new ExternalSecret(chart, 'enum-expression', { spec: { refreshPolicy: values.tag } });
  // @ts-expect-error the AWS provider is strict
  new SecretStore(chart, 'aws', { spec: { provider: { aws: { service: 'SecretsManager', regoin: 'eu-west-1' } } } });
  // @ts-expect-error child routes are routes
  new AlertmanagerConfigV1Alpha1(chart, 'routing', { spec: { route: { routes: [{ reciever: 'x' }] } } });
}
