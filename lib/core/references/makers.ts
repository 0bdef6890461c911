import type { Json } from '../values';
import { at, isMap, listOf, mapOf, placesAt, stringOf } from './objects';

/*
 * What operators make of their custom resources, so that an object which names it names no stranger. Each row has the page of the
 * project that says so. What a made Secret holds is not looked at, but for the three that Targets reads itself.
 */

/** A custom resource as the rows of the table read it. */
export interface Resource {
  readonly name: string;
  /** The text at a path; undefined where there is none. */
  text(...path: readonly string[]): string | undefined;
  /** The texts of one field of the maps in a list. */
  texts(field: string, ...list: readonly string[]): string[];
  /** The keys of the map at a path. */
  keys(...path: readonly string[]): string[];
  has(...path: readonly string[]): boolean;
}

type Names = (resource: Resource) => readonly (string | undefined)[];

/** What one kind of resource has made. */
export interface Maker {
  /** Kind and group, as `kindOf` gives it. */
  readonly kind: string;
  /** What is made: the names of objects, by kind. */
  readonly makes: { readonly [K in 'Secret' | 'ConfigMap' | 'Service']?: Names };
  /** Whether it is made in namespaces that the resource does not tell one by one. @default in its own */
  readonly isEverywhere?: boolean;
  readonly source: string;
}

const own: Names = ({ name }) => [name];

/** Names that end in one of these, after the resource's own. */
const ending =
  (...ends: readonly string[]): Names =>
  ({ name }) =>
    ends.map((end) => `${name}${end}`);

const textAt =
  (...path: readonly string[]): Names =>
  (resource) => [resource.text(...path)];

const hashicorp = 'https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso/api-reference';
const strimzi = 'https://strimzi.io/docs/operators/latest/deploying#ref-list-of-kafka-cluster-resources-str';
const eck = 'https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/accessing-services';
const cloudNative = 'https://cloudnative-pg.io/documentation/current/applications/';
const percona = 'https://docs.percona.com/percona-operators/';
const prometheus = 'https://prometheus-operator.dev/docs/platform/platform-guide/';
const mittwald = 'https://github.com/mittwald/kubernetes-secret-generator#readme';

export const makers: readonly Maker[] = [
  // Secret stores
  {
    kind: 'ClusterExternalSecret.external-secrets.io',
    makes: {
      Secret: (each) => [
        each.text('spec', 'externalSecretSpec', 'target', 'name') ??
          each.text('spec', 'externalSecretName') ??
          each.name,
      ],
    },
    isEverywhere: true,
    source: 'https://external-secrets.io/latest/api/clusterexternalsecret/',
  },
  ...['VaultStaticSecret', 'VaultDynamicSecret', 'VaultPKISecret', 'HCPVaultSecretsApp'].map((kind) => ({
    kind: `${kind}.secrets.hashicorp.com`,
    makes: { Secret: textAt('spec', 'destination', 'name') },
    source: hashicorp,
  })),
  {
    kind: 'OnePasswordItem.onepassword.com',
    makes: { Secret: own },
    source: 'https://developer.1password.com/docs/k8s/operator/',
  },
  {
    kind: 'SopsSecret.isindir.github.com',
    makes: { Secret: (each) => each.texts('name', 'spec', 'secretTemplates') },
    source: 'https://github.com/isindir/sops-secrets-operator#readme',
  },
  {
    kind: 'InfisicalSecret.secrets.infisical.com',
    makes: {
      Secret: (each) => [
        each.text('spec', 'managedSecretReference', 'secretName'),
        ...each.texts('secretName', 'spec', 'managedKubeSecretReferences'),
      ],
      ConfigMap: (each) => each.texts('configMapName', 'spec', 'managedKubeConfigMapReferences'),
    },
    source: 'https://infisical.com/docs/integrations/platforms/kubernetes/infisical-secret-crd',
  },
  {
    kind: 'DopplerSecret.secrets.doppler.com',
    makes: { Secret: textAt('spec', 'managedSecret', 'name') },
    source: 'https://docs.doppler.com/docs/kubernetes-operator',
  },
  {
    kind: 'AzureKeyVaultSecret.spv.no',
    makes: {
      Secret: textAt('spec', 'output', 'secret', 'name'),
      ConfigMap: textAt('spec', 'output', 'configMap', 'name'),
    },
    source: 'https://akv2k8s.io/reference/azure-key-vault-secret/',
  },
  {
    kind: 'BitwardenSecret.k8s.bitwarden.com',
    makes: { Secret: textAt('spec', 'secretName') },
    source: 'https://bitwarden.com/help/secrets-manager-kubernetes-operator/',
  },
  ...['StringSecret', 'SSHKeyPair', 'BasicAuth'].map((kind) => ({
    kind: `${kind}.secretgenerator.mittwald.de`,
    makes: { Secret: own },
    source: mittwald,
  })),
  ...['Password', 'RSAKey', 'SSHKey', 'Certificate'].map((kind) => ({
    kind: `${kind}.secretgen.k14s.io`,
    makes: { Secret: own },
    source: 'https://github.com/carvel-dev/secretgen-controller/blob/develop/docs/README.md',
  })),
  // Certificates
  {
    kind: 'Certificate.cert-manager.io',
    makes: { Secret: textAt('spec', 'secretName') },
    source: 'https://cert-manager.io/docs/usage/certificate/',
  },
  {
    kind: 'Issuer.cert-manager.io',
    makes: { Secret: textAt('spec', 'acme', 'privateKeySecretRef', 'name') },
    source: 'https://cert-manager.io/docs/configuration/acme/',
  },
  {
    kind: 'Bundle.trust.cert-manager.io',
    makes: {
      ConfigMap: (each) => (each.has('spec', 'target', 'configMap') ? [each.name] : []),
      Secret: (each) => (each.has('spec', 'target', 'secret') ? [each.name] : []),
    },
    isEverywhere: true,
    source: 'https://cert-manager.io/docs/trust/trust-manager/',
  },
  // Databases and brokers
  {
    kind: 'Cluster.postgresql.cnpg.io',
    makes: {
      Secret: ending('-app', '-superuser', '-ca', '-server', '-replication'),
      Service: ending('-rw', '-ro', '-r'),
    },
    source: cloudNative,
  },
  { kind: 'Pooler.postgresql.cnpg.io', makes: { Service: own }, source: cloudNative },
  {
    kind: 'postgresql.acid.zalan.do',
    makes: {
      Secret: (each) =>
        ['postgres', 'standby', ...each.keys('spec', 'users')].map(
          (user) => `${user.replaceAll('_', '-')}.${each.name}.credentials.postgresql.acid.zalan.do`,
        ),
      Service: ending('', '-repl', '-pooler'),
    },
    source: 'https://postgres-operator.readthedocs.io/en/latest/user/',
  },
  {
    kind: 'PostgresCluster.postgres-operator.crunchydata.com',
    makes: {
      Secret: (each) => [
        `${each.name}-cluster-cert`,
        ...[each.name, ...each.texts('name', 'spec', 'users')].map((user) => `${each.name}-pguser-${user}`),
      ],
      Service: ending('-primary', '-replicas', '-pgbouncer', '-ha'),
    },
    source: 'https://access.crunchydata.com/documentation/postgres-operator/latest/architecture/user-management',
  },
  ...['PerconaXtraDBCluster.pxc.percona.com', 'PerconaServerMongoDB.psmdb.percona.com'].map((kind) => ({
    kind,
    makes: {
      Secret: ((each) => [
        each.text('spec', 'secretsName') ?? `${each.name}-secrets`,
        each.text('spec', 'secrets', 'users'),
      ]) satisfies Names,
    },
    source: percona,
  })),
  {
    kind: 'MariaDB.k8s.mariadb.com',
    makes: {
      Secret: (each) => [
        each.text('spec', 'rootPasswordSecretKeyRef', 'name') ?? `${each.name}-root`,
        each.text('spec', 'passwordSecretKeyRef', 'name'),
      ],
      Service: ending('', '-primary', '-secondary', '-internal'),
    },
    source: 'https://github.com/mariadb-operator/mariadb-operator/blob/main/docs/api_reference.md',
  },
  {
    kind: 'MongoDBCommunity.mongodbcommunity.mongodb.com',
    makes: {
      Secret: (each) => [
        ...each.texts('connectionStringSecretName', 'spec', 'users'),
        ...each
          .texts('name', 'spec', 'users')
          .flatMap((user) => [...each.texts('db', 'spec', 'users'), 'admin'].map((db) => `${each.name}-${db}-${user}`)),
      ],
      Service: ending('-svc'),
    },
    source: 'https://github.com/mongodb/mongodb-kubernetes/blob/master/docs/mongodbcommunity/users.md',
  },
  {
    kind: 'RabbitmqCluster.rabbitmq.com',
    makes: { Secret: ending('-default-user', '-erlang-cookie'), Service: ending('', '-nodes') },
    source: 'https://www.rabbitmq.com/kubernetes/operator/using-operator',
  },
  {
    kind: 'User.rabbitmq.com',
    makes: { Secret: ending('-user-credentials') },
    source: 'https://www.rabbitmq.com/kubernetes/operator/using-topology-operator',
  },
  { kind: 'KafkaUser.kafka.strimzi.io', makes: { Secret: own }, source: strimzi },
  {
    kind: 'Kafka.kafka.strimzi.io',
    makes: {
      Secret: ending('-cluster-ca-cert', '-cluster-ca', '-clients-ca-cert', '-clients-ca', '-cluster-operator-certs'),
      Service: ending('-kafka-bootstrap', '-kafka-brokers'),
    },
    source: strimzi,
  },
  {
    kind: 'Elasticsearch.elasticsearch.k8s.elastic.co',
    makes: {
      Secret: ending(
        '-es-elastic-user',
        '-es-http-certs-public',
        '-es-http-certs-internal',
        '-es-http-ca-internal',
        '-es-transport-certs-public',
        '-es-internal-users',
      ),
      Service: ending('-es-http', '-es-transport', '-es-internal-http'),
    },
    source: eck,
  },
  {
    kind: 'Kibana.kibana.k8s.elastic.co',
    makes: { Secret: ending('-kb-http-certs-public', '-kb-http-certs-internal'), Service: ending('-kb-http') },
    source: eck,
  },
  // Platforms
  {
    kind: 'Prometheus.monitoring.coreos.com',
    makes: {
      Secret: ({ name }) => [`prometheus-${name}`, `prometheus-${name}-tls-assets-0`, `prometheus-${name}-web-config`],
      ConfigMap: ({ name }) => [`prometheus-${name}-rulefiles-0`],
      Service: () => ['prometheus-operated'],
    },
    source: prometheus,
  },
  {
    kind: 'Alertmanager.monitoring.coreos.com',
    makes: { Secret: ({ name }) => [`alertmanager-${name}-generated`], Service: () => ['alertmanager-operated'] },
    source: prometheus,
  },
  {
    kind: 'Grafana.grafana.integreatly.org',
    makes: { Secret: ending('-admin-credentials'), Service: ending('-service') },
    source: 'https://grafana.github.io/grafana-operator/docs/grafana/',
  },
  {
    kind: 'Keycloak.k8s.keycloak.org',
    makes: { Secret: ending('-initial-admin'), Service: ending('-service') },
    source: 'https://www.keycloak.org/operator/basic-deployment',
  },
  {
    kind: 'ObjectBucketClaim.objectbucket.io',
    makes: { Secret: own, ConfigMap: own },
    source: 'https://rook.io/docs/rook/latest/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/',
  },
  ...['ServiceBinding.services.cloud.sap.com', 'ServiceBinding.servicecatalog.k8s.io'].map((kind) => ({
    kind,
    makes: { Secret: ((each) => [each.text('spec', 'secretName') ?? each.name]) satisfies Names },
    source: 'https://github.com/SAP/sap-btp-service-operator#service-binding',
  })),
];

/** An annotation by which an object of the cluster's own kinds has something made. */
export interface Mark {
  readonly annotation: RegExp;
  /** What is made, from the object and the annotation's value. */
  readonly makes: (object: Json, value: string) => readonly { readonly kind: string; readonly name: string }[];
  readonly isEverywhere?: boolean;
  readonly source: string;
}

/** The object itself, copied to other namespaces. */
const copies = (object: Json) => {
  const name = stringOf(at(object, 'metadata', 'name'));
  return name === undefined ? [] : [{ kind: String(at(object, 'kind')), name }];
};

const secrets = (names: readonly (Json | undefined)[]) =>
  names.flatMap((name) => (typeof name === 'string' ? [{ kind: 'Secret', name }] : []));

export const marks: readonly Mark[] = [
  {
    annotation: /^reflector\.v1\.k8s\.emberstack\.com\/reflection-auto-enabled$/,
    makes: copies,
    isEverywhere: true,
    source: 'https://github.com/emberstack/kubernetes-reflector#readme',
  },
  {
    annotation: /^replicator\.v1\.mittwald\.de\/replicate-to(-matching)?$/,
    makes: copies,
    isEverywhere: true,
    source: 'https://github.com/mittwald/kubernetes-replicator#readme',
  },
  {
    annotation: /^service\.(beta|alpha)\.openshift\.io\/serving-cert-secret-name$/,
    makes: (_, value) => secrets([value]),
    source:
      'https://docs.openshift.com/container-platform/latest/security/certificates/service-serving-certificate.html',
  },
  {
    annotation: /^cert-manager\.io\/(cluster-)?issuer$/,
    makes: (object) => [
      ...secrets(placesAt(object, '', 'spec', 'tls').map(({ value }) => value['secretName'])),
      ...secrets(
        placesAt(object, '', 'spec', 'listeners').flatMap(({ value }) =>
          listOf(at(value, 'tls', 'certificateRefs')).map((each) => at(each, 'name')),
        ),
      ),
    ],
    source: 'https://cert-manager.io/docs/usage/ingress/',
  },
];

/** Reads a resource for the rows of the table. */
export const resourceOf = (object: Json): Resource => ({
  name: stringOf(at(object, 'metadata', 'name')) ?? '',
  text: (...path) => stringOf(at(object, ...path)),
  texts: (field, ...list) => listOf(at(object, ...list)).flatMap((each) => stringOf(mapOf(each)[field]) ?? []),
  keys: (...path) => Object.keys(mapOf(at(object, ...path))),
  has: (...path) => isMap(at(object, ...path)),
});
