import { SecretStore } from '../../../imports/external-secrets';
import { KubeConfigMap, KubePersistentVolumeClaim } from '../../../imports/k8s';
import { HTTPRoute } from '../../../imports/gateway-api';
import { TriggerAuthentication } from '../../../imports/keda';
import { PrometheusRule } from '../../../imports/prometheus-operator';
import { SealedSecret } from '../../../imports/sealed-secrets';
import { SecretProviderClass } from '../../../imports/secrets-store';
import { entries } from '../../core/values';
import { inChart, made, type PublicCall } from './public-call.fixture';

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

/** A correct call of some of the classes of Kubernetes objects, which all come from one generator. */
export const publicObjects: { readonly [name: string]: PublicCall } = {
  k8s: inChart(
    {},
    ({ labels }, chart) => [chart, 'map', { metadata: { labels: { ...entries(labels) } }, data: { a: 'b' } }],
    (_, given) => made(KubeConfigMap)(...given),
    ['2.*'],
  ),
  'k8s.KubePersistentVolumeClaim': inChart(
    {},
    (_, chart) => [chart, 'claim', { spec: claim }],
    (_, given) => made(KubePersistentVolumeClaim)(...given),
    ['2', '2.*'],
  ),
  externalSecrets: inChart(
    {},
    (_, chart) => [
      chart,
      'store',
      { spec: { provider: { aws: { service: 'SecretsManager', region: 'eu-central-1' } } } },
    ],
    (_, given) => made(SecretStore)(...given),
    ['2', '2.*'],
  ),
  gatewayApi: inChart(
    {},
    (_, chart) => [chart, 'route', { spec: { parentRefs: [{ name: 'gateway' }] } }],
    (_, given) => made(HTTPRoute)(...given),
    ['2', '2.*'],
  ),
  keda: inChart(
    {},
    (_, chart) => [chart, 'credentials', { spec: { podIdentity: { provider: 'aws' } } }],
    (_, given) => made(TriggerAuthentication)(...given),
    ['2', '2.*'],
  ),
  prometheusOperator: inChart(
    {},
    (_, chart) => [
      chart,
      'rules',
      { spec: { groups: [{ name: 'shop', rules: [{ alert: 'Down', expr: 'up == 0' }] }] } },
    ],
    (_, given) => made(PrometheusRule)(...given),
    ['2', '2.*'],
  ),
  sealedSecrets: inChart(
    {},
    (_, chart) => [chart, 'sealed', { spec: { encryptedData: { password: 'AgBy' } } }],
    (_, given) => made(SealedSecret)(...given),
    ['2', '2.*'],
  ),
  secretsStore: inChart(
    {},
    (_, chart) => [chart, 'class', { spec: { provider: 'gcp', parameters: { secrets: '[]' } } }],
    (_, given) => made(SecretProviderClass)(...given),
    ['2', '2.*'],
  ),
};
