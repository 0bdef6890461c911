import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { JsonObject } from '../values';
import type { ObjectSet } from './cluster-object';
import { kindOf } from './objects';
import { isOfCluster } from './cluster';
import { makers, marks } from './makers';
import { Targets } from './targets';

/** An input with these objects, all in the namespace `shop`. */
const inputOf = (...texts: readonly string[]): ObjectSet => ({
  objects: texts.map((text) => {
    const object = parse(text) as JsonObject;
    return { object: { ...object, metadata: { namespace: 'shop', ...(object['metadata'] as JsonObject) } } };
  }),
});

/** Whether something leads somewhere: `Secret shop/db`. */
function isFound(input: ObjectSet, wanted: string): boolean {
  const [kind = '', namespace = '', name = ''] = wanted.split(/[ /]/);
  return new Targets(input).find({ from: input.objects[0]!, pointer: '', kind, namespace, name }) !== undefined;
}

const resource = (apiVersion: string, kind: string, name: string, spec = '{}') =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} }, spec: ${spec} }`;

/** Resources, each with some of what its operator makes. */
const cases: readonly (readonly [string, ...string[]])[] = [
  [resource('external-secrets.io/v1', 'ExternalSecret', 'a', '{ target: { name: db } }'), 'Secret shop/db'],
  [resource('external-secrets.io/v1', 'ExternalSecret', 'a'), 'Secret shop/a'],
  [
    resource(
      'external-secrets.io/v1',
      'ClusterExternalSecret',
      'a',
      '{ externalSecretSpec: { target: { name: db } } }',
    ),
    'Secret shop/db',
    'Secret other/db',
  ],
  [resource('bitnami.com/v1alpha1', 'SealedSecret', 'a', '{ template: { metadata: { name: db } } }'), 'Secret shop/db'],
  ...['VaultStaticSecret', 'VaultDynamicSecret', 'VaultPKISecret', 'HCPVaultSecretsApp'].map(
    (kind) =>
      [
        resource('secrets.hashicorp.com/v1beta1', kind, 'a', '{ destination: { name: db } }'),
        'Secret shop/db',
      ] as const,
  ),
  [resource('onepassword.com/v1', 'OnePasswordItem', 'a'), 'Secret shop/a'],
  [
    resource('isindir.github.com/v1alpha3', 'SopsSecret', 'a', '{ secretTemplates: [{ name: db }, { name: mail }] }'),
    'Secret shop/db',
    'Secret shop/mail',
  ],
  [
    resource(
      'secrets.infisical.com/v1alpha1',
      'InfisicalSecret',
      'a',
      '{ managedSecretReference: { secretName: old }, managedKubeSecretReferences: [{ secretName: db }], managedKubeConfigMapReferences: [{ configMapName: settings }] }',
    ),
    'Secret shop/old',
    'Secret shop/db',
    'ConfigMap shop/settings',
  ],
  [resource('secrets.doppler.com/v1alpha1', 'DopplerSecret', 'a', '{ managedSecret: { name: db } }'), 'Secret shop/db'],
  [
    resource(
      'spv.no/v2beta1',
      'AzureKeyVaultSecret',
      'a',
      '{ output: { secret: { name: db }, configMap: { name: ca } } }',
    ),
    'Secret shop/db',
    'ConfigMap shop/ca',
  ],
  [resource('k8s.bitwarden.com/v1', 'BitwardenSecret', 'a', '{ secretName: db }'), 'Secret shop/db'],
  [
    resource('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'a', '{ secretObjects: [{ secretName: db }] }'),
    'Secret shop/db',
  ],
  ...['StringSecret', 'SSHKeyPair', 'BasicAuth'].map(
    (kind) => [resource('secretgenerator.mittwald.de/v1alpha1', kind, 'a'), 'Secret shop/a'] as const,
  ),
  ...['Password', 'RSAKey', 'SSHKey', 'Certificate'].map(
    (kind) => [resource('secretgen.k14s.io/v1alpha1', kind, 'a'), 'Secret shop/a'] as const,
  ),
  [resource('cert-manager.io/v1', 'Certificate', 'a', '{ secretName: tls }'), 'Secret shop/tls'],
  [
    resource('cert-manager.io/v1', 'Issuer', 'a', '{ acme: { privateKeySecretRef: { name: account } } }'),
    'Secret shop/account',
  ],
  [
    resource('trust.cert-manager.io/v1alpha1', 'Bundle', 'cas', '{ target: { configMap: { key: ca.crt } } }'),
    'ConfigMap other/cas',
  ],
  [
    resource('trust.cert-manager.io/v1alpha1', 'Bundle', 'cas', '{ target: { secret: { key: ca.crt } } }'),
    'Secret other/cas',
  ],
  [
    resource('postgresql.cnpg.io/v1', 'Cluster', 'pg'),
    'Secret shop/pg-app',
    'Secret shop/pg-superuser',
    'Secret shop/pg-ca',
    'Service shop/pg-rw',
  ],
  [resource('postgresql.cnpg.io/v1', 'Pooler', 'pool'), 'Service shop/pool'],
  [
    resource('acid.zalan.do/v1', 'postgresql', 'pg', '{ users: { the_app: [] } }'),
    'Secret shop/the-app.pg.credentials.postgresql.acid.zalan.do',
    'Secret shop/postgres.pg.credentials.postgresql.acid.zalan.do',
    'Service shop/pg-repl',
  ],
  [
    resource('postgres-operator.crunchydata.com/v1beta1', 'PostgresCluster', 'pg', '{ users: [{ name: app }] }'),
    'Secret shop/pg-pguser-app',
    'Secret shop/pg-pguser-pg',
    'Service shop/pg-primary',
  ],
  [resource('pxc.percona.com/v1', 'PerconaXtraDBCluster', 'my', '{ secretsName: own }'), 'Secret shop/own'],
  [resource('psmdb.percona.com/v1', 'PerconaServerMongoDB', 'mo', '{ secrets: { users: u } }'), 'Secret shop/u'],
  [
    resource('k8s.mariadb.com/v1alpha1', 'MariaDB', 'db', '{ passwordSecretKeyRef: { name: pw } }'),
    'Secret shop/db-root',
    'Secret shop/pw',
    'Service shop/db',
  ],
  [
    resource('mongodbcommunity.mongodb.com/v1', 'MongoDBCommunity', 'mo', '{ users: [{ name: app, db: shop }] }'),
    'Secret shop/mo-shop-app',
    'Secret shop/mo-admin-app',
    'Service shop/mo-svc',
  ],
  [resource('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'mq'), 'Secret shop/mq-default-user', 'Service shop/mq'],
  [resource('rabbitmq.com/v1beta1', 'User', 'app'), 'Secret shop/app-user-credentials'],
  [resource('kafka.strimzi.io/v1beta2', 'KafkaUser', 'app'), 'Secret shop/app'],
  [
    resource('kafka.strimzi.io/v1beta2', 'Kafka', 'k'),
    'Secret shop/k-cluster-ca-cert',
    'Service shop/k-kafka-bootstrap',
  ],
  [
    resource('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'es'),
    'Secret shop/es-es-elastic-user',
    'Service shop/es-es-http',
  ],
  [
    resource('kibana.k8s.elastic.co/v1', 'Kibana', 'kb'),
    'Secret shop/kb-kb-http-certs-public',
    'Service shop/kb-kb-http',
  ],
  [
    resource('monitoring.coreos.com/v1', 'Prometheus', 'main'),
    'ConfigMap shop/prometheus-main-rulefiles-0',
    'Secret shop/prometheus-main',
    'Service shop/prometheus-operated',
  ],
  [
    resource('monitoring.coreos.com/v1', 'Alertmanager', 'main'),
    'Secret shop/alertmanager-main-generated',
    'Service shop/alertmanager-operated',
  ],
  [
    resource('grafana.integreatly.org/v1beta1', 'Grafana', 'g'),
    'Secret shop/g-admin-credentials',
    'Service shop/g-service',
  ],
  [resource('k8s.keycloak.org/v2alpha1', 'Keycloak', 'kc'), 'Secret shop/kc-initial-admin', 'Service shop/kc-service'],
  [resource('objectbucket.io/v1alpha1', 'ObjectBucketClaim', 'b'), 'Secret shop/b', 'ConfigMap shop/b'],
  [resource('services.cloud.sap.com/v1', 'ServiceBinding', 'x', '{ secretName: bound }'), 'Secret shop/bound'],
  [resource('servicecatalog.k8s.io/v1beta1', 'ServiceBinding', 'x'), 'Secret shop/x'],
  [
    resource(
      'rds.aws.upbound.io/v1beta1',
      'Instance',
      'db',
      '{ writeConnectionSecretToRef: { name: conn, namespace: other } }',
    ),
    'Secret other/conn',
  ],
  [
    resource('database.example.org/v1', 'Postgres', 'db', '{ writeConnectionSecretToRef: { name: conn } }'),
    'Secret shop/conn',
  ],
  [
    `{ apiVersion: v1, kind: Secret, metadata: { name: tls, annotations: { reflector.v1.k8s.emberstack.com/reflection-auto-enabled: "true" } } }`,
    'Secret other/tls',
  ],
  [
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ca, annotations: { replicator.v1.mittwald.de/replicate-to: "other" } } }`,
    'ConfigMap other/ca',
  ],
  [
    `{ apiVersion: v1, kind: Service, metadata: { name: web, annotations: { service.beta.openshift.io/serving-cert-secret-name: web-tls } } }`,
    'Secret shop/web-tls',
  ],
  [
    `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web, annotations: { cert-manager.io/cluster-issuer: le } }, spec: { tls: [{ secretName: web-tls }] } }`,
    'Secret shop/web-tls',
  ],
  [
    `{ apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: { name: gw, annotations: { cert-manager.io/issuer: le } }, spec: { listeners: [{ tls: { certificateRefs: [{ name: gw-tls }] } }] } }`,
    'Secret shop/gw-tls',
  ],
];

describe('what operators make', () => {
  test.each(cases)('of %s is found', (text, ...made) => {
    const input = inputOf(text);
    expect(made.filter((each) => !isFound(input, each))).toEqual([]);
    expect(isFound(input, 'Secret shop/something-else')).toBe(false);
    expect(isFound(inputOf(resource('example.com/v1', 'Nothing', 'x')), made[0]!)).toBe(false);
  });

  test('has a case for each row of the table, which says where it is written', () => {
    const kinds = new Set(cases.map(([text]) => kindOf(inputOf(text).objects[0]!)));
    expect(makers.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
    const annotations = cases.flatMap(([text]) =>
      Object.keys((inputOf(text).objects[0]!.object['metadata'] as { annotations?: object }).annotations ?? {}),
    );
    expect(marks.filter(({ annotation }) => !annotations.some((each) => annotation.test(each)))).toEqual([]);
    expect([...makers, ...marks].filter(({ source }) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
  });

  test('has none of the names of its fields where they are missing', () => {
    const input = inputOf(resource('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'a'));
    expect([isFound(input, 'Secret shop/a'), isFound(input, 'Secret shop/')]).toEqual([false, false]);
  });
});

test.each([
  ['ConfigMap', 'shop', 'kube-root-ca.crt', true],
  ['ServiceAccount', 'shop', 'default', true],
  ['ServiceAccount', 'kube-system', 'job-controller', true],
  ['ServiceAccount', 'shop', 'job-controller', false],
  ['Role.rbac.authorization.k8s.io', 'kube-system', 'extension-apiserver-authentication-reader', true],
  ['Role.rbac.authorization.k8s.io', 'shop', 'extension-apiserver-authentication-reader', false],
  ['Role.rbac.authorization.k8s.io', 'kube-system', 'system::leader-locking-kube-scheduler', true],
  ['ClusterRole.rbac.authorization.k8s.io', '', 'system:auth-delegator', true],
  ['ClusterRole.rbac.authorization.k8s.io', '', 'view', true],
  ['ClusterRole.rbac.authorization.k8s.io', '', 'viewer', false],
  ['Service', 'default', 'kubernetes', true],
  ['Service', 'shop', 'kubernetes', false],
])('every cluster has %s %s/%s: %s', (kind, namespace, name, expected) => {
  expect(isOfCluster(kind, namespace, name)).toBe(expected);
});
