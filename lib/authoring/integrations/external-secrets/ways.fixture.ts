import { createHash } from 'node:crypto';
import { App } from 'cdk8s';
import { HelmChart, evaluateManifest, random } from '../../../core/manifest';
import { at } from '../../../core/references/objects';
import { systemsOf, type System } from '../../../program/app';
import { boolean, defaults, overlay, text, values, type Expression, type JsonObject } from '../../../core/values';
import {
  Configuration,
  MigrationJob,
  SecretSource,
  WebService,
  Worker,
  awsSecretsManager,
  azureKeyVault,
  clusterStore,
  existingSecretValue,
  externalSecretsValues,
  gcpSecretManager,
  exec,
  http,
  kubernetesSecrets,
  migrationValues,
  replacePodsValue,
  sealedSecretsValues,
  secretsStoreValues,
  vault,
  webServiceValues,
  workerValues,
  type SecretStoreKind,
} from '../..';

/** A store for each, and whether remote secrets have fields. */
export const stores = {
  aws: awsSecretsManager({ region: 'eu-central-1', roleArn: 'arn:aws:iam::482915736401:role/shop' }),
  gcp: gcpSecretManager({ projectId: 'shop-prod', serviceAccount: 'shop@shop-prod.iam.gserviceaccount.com' }),
  azure: azureKeyVault({
    vaultName: 'shop-prod',
    tenantId: '5c1e7a90-3b52-4d1f-9a66-0e7bd1c4f283',
    clientId: 'd94f2b17-60ac-47e8-8c35-1f9ab2e6d750',
  }),
  vault: vault({ server: 'https://vault.shop.internal:8200', role: 'shop' }),
  kubernetes: kubernetesSecrets({ namespace: 'platform' }),
  cluster: clusterStore('platform-vault'),
} as const satisfies { readonly [name: string]: SecretStoreKind };

/** What `kubeseal --raw` prints is as long as this, and looks as random. */
export const sealed = Buffer.concat([
  Buffer.from([2, 0]),
  ...Array.from({ length: 9 }, (_, i) => createHash('sha512').update(`sealed ${i}`).digest()),
]).toString('base64');

export const image = { repository: 'ghcr.io/shop/web', tag: '1.0.0' };
export const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
export const probes = { liveness: http('/live'), readiness: http('/ready') };

/** A chart with one Secret, a server and a worker that read it, and a migration. */
export function shopWith(store: SecretStoreKind, environment: JsonObject = {}): App {
  const app = new App();
  const keys = ['password', 'token', 'mail'];
  const chart = new HelmChart(app, 'shop', {
    values: values({
      existingSecret: existingSecretValue(keys),
      externalSecrets: externalSecretsValues(false, store),
      sealedSecrets: sealedSecretsValues(false, keys),
      secretsStore: secretsStoreValues(false, store),
      replacePods: replacePodsValue(true),
      hasMail: boolean(true, 'Whether it sends mail'),
      web: webServiceValues({ image, replicaCount: 1, resources, probes, service: { port: 80 } }, 'The shop'),
      worker: workerValues(
        {
          image,
          replicaCount: 1,
          resources,
          probes: { liveness: exec(['true']) },
          autoscaling: { enabled: false, minReplicas: 1, maxReplicas: 2, targetCPUUtilizationPercentage: 80 },
        },
        'Worker',
      ),
      migration: migrationValues({ backoffLimit: 1, activeDeadlineSeconds: 60, resources }),
    }),
    environments: { local: { values: environment } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  const { existingSecret, externalSecrets, sealedSecrets, secretsStore, replacePods, hasMail, ...own } = chart.values;
  let configuration: Configuration | undefined;
  if (!store.driver) {
    // Each value is used by something.
    const data = Object.entries(secretsStore).map(([field, value]) => [field, text`${value as Expression<string>}`]);
    configuration = new Configuration(chart, 'unused', {
      data: Object.fromEntries(data) as { [field: string]: Expression<string> },
    });
  }
  const property = (name: string) => (store.title === 'Azure Key Vault' ? {} : { property: name });
  const secrets = new SecretSource(chart, 'secrets', {
    store,
    existingSecret,
    externalSecrets,
    sealedSecrets,
    secretsStore: store.driver && secretsStore,
    replacePods,
    keys: {
      password: { local: random(), remote: { key: 'shop-database', ...property('password') } },
      token: { local: random(), remote: { key: 'shop-token' } },
      mail: { local: random(), remote: { key: 'shop-database', ...property('mail-password') }, when: hasMail },
    },
  });
  new WebService(chart, 'web', {
    values: own.web,
    port: 8080,
    env: { PASSWORD: secrets.key('password'), MAIL: secrets.key('mail') },
  });
  new Worker(chart, 'worker', { values: own.worker, configuration, env: { TOKEN: secrets.key('token') } });
  new MigrationJob(chart, 'migration', {
    values: own.migration,
    image: own.web.image,
    command: ['migrate'],
    waitFor: { host: 'database.shop.internal', port: 5432 },
    secrets: { from: secrets, env: { PASSWORD: 'password' } },
    hook: { on: ['pre-install', 'pre-upgrade'], weight: 0 },
  });
  return app;
}

/** The values with which each way fills the Secret, and nobody does. */
export const waysOf = (store: SecretStoreKind): { readonly [way: string]: JsonObject } => ({
  nobody: {},
  existing: { existingSecret: 'made-by-hand', externalSecrets: { enabled: true } },
  operator: { externalSecrets: { enabled: true }, sealedSecrets: { enabled: true, scope: 'cluster-wide' } },
  seal: { sealedSecrets: { enabled: true, encryptedData: { password: sealed, token: sealed } }, hasMail: false },
  ...(store.driver && {
    driver: { secretsStore: { enabled: true } },
    driverWithoutMail: { secretsStore: { enabled: true }, hasMail: false, replacePods: false },
  }),
});

const apps = new Map<SecretStoreKind, System>();

/** The system of a shop with this store. */
export function systemWith(store: SecretStoreKind): System {
  let known = apps.get(store);
  if (!known) apps.set(store, (known = systemsOf(shopWith(store))[0]!));
  return known;
}

/** What a release of the shop has under some values. */
export function objectsWith(store: SecretStoreKind, over: JsonObject): JsonObject[] {
  const { definition, manifests } = systemWith(store);
  const release = {
    values: overlay(defaults(definition.schema), over),
    release: { name: 'shop', namespace: 'shop' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  return manifests.map((manifest) => evaluateManifest(manifest, release)).filter((made) => made !== undefined);
}

export const findIn = (objects: readonly JsonObject[], kind: string, name: string): JsonObject | undefined =>
  objects.find((object) => object['kind'] === kind && at(object, 'metadata', 'name') === name);

export const podOf = (object: JsonObject | undefined) => at(object, 'spec', 'template', 'spec');

/** Values with which one way is on. */
export const byOperator = { externalSecrets: { enabled: true } };
export const byDriver = { secretsStore: { enabled: true } };
