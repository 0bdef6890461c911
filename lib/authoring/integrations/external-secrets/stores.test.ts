import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { at } from '../../../core/references/objects';
import { HelmChart, evaluateManifest, random } from '../../../core/manifest';
import { defaults, overlay, values, type Json, type JsonObject } from '../../../core/values';
import { systemsOf } from '../../../program/app';
import {
  SecretSource,
  WebService,
  existingSecretValue,
  externalSecretsValues,
  gcpSecretManager,
  secretsStoreValues,
  webServiceValues,
  type SecretStoreKind,
} from '../..';
import { byDriver, byOperator, findIn, image, objectsWith, podOf, probes, resources, stores } from './ways.fixture';

const providers: { readonly [name in Exclude<keyof typeof stores, 'cluster'>]: Json } = {
  aws: {
    aws: {
      service: 'SecretsManager',
      region: 'eu-central-1',
      auth: { jwt: { serviceAccountRef: { name: 'shop-secrets' } } },
    },
  },
  gcp: {
    gcpsm: {
      projectID: 'shop-prod',
      auth: { workloadIdentity: { serviceAccountRef: { name: 'shop-secrets' } } },
    },
  },
  azure: {
    azurekv: {
      authType: 'WorkloadIdentity',
      environmentType: 'PublicCloud',
      vaultUrl: 'https://shop-prod.vault.azure.net',
      serviceAccountRef: { name: 'shop-secrets' },
    },
  },
  vault: {
    vault: {
      server: 'https://vault.shop.internal:8200',
      path: 'secret',
      version: 'v2',
      auth: {
        kubernetes: { mountPath: 'kubernetes', role: 'shop', serviceAccountRef: { name: 'shop-secrets' } },
      },
    },
  },
  kubernetes: {
    kubernetes: {
      remoteNamespace: 'platform',
      server: {
        url: 'kubernetes.default',
        caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' },
      },
      auth: { serviceAccount: { name: 'shop-secrets' } },
    },
  },
};

const annotations: { readonly [name: string]: Json } = {
  aws: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::482915736401:role/shop' },
  gcp: { 'iam.gke.io/gcp-service-account': 'shop@shop-prod.iam.gserviceaccount.com' },
  azure: {
    'azure.workload.identity/client-id': 'd94f2b17-60ac-47e8-8c35-1f9ab2e6d750',
    'azure.workload.identity/tenant-id': '5c1e7a90-3b52-4d1f-9a66-0e7bd1c4f283',
  },
};

describe('External Secrets', () => {
  test.each(Object.entries(providers))('reads %s as a ServiceAccount, with no key of any cloud', (name, provider) => {
    const objects = objectsWith(stores[name as keyof typeof stores], byOperator);
    const [store] = objects.filter(({ kind }) => kind === 'SecretStore');
    expect(at(store, 'spec', 'provider')).toEqual(provider);
    const account = findIn(objects, 'ServiceAccount', 'shop-secrets');
    expect(at(account, 'metadata', 'annotations')).toEqual(annotations[name]);
    expect(findIn(objects, 'ExternalSecret', 'shop-secrets')?.['spec']).toMatchObject({
      secretStoreRef: { kind: 'SecretStore', name: at(store, 'metadata', 'name') },
      data: [
        { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } },
        {},
        {},
      ],
    });
  });

  test('reads a ClusterSecretStore that is there, and makes neither a store nor an identity', () => {
    const objects = objectsWith(stores.cluster, byOperator);
    expect(objects.filter(({ kind }) => kind === 'SecretStore')).toEqual([]);
    expect(findIn(objects, 'ServiceAccount', 'shop-secrets')).toBeUndefined();
    expect(at(findIn(objects, 'ExternalSecret', 'shop-secrets'), 'spec', 'secretStoreRef')).toEqual({
      kind: 'ClusterSecretStore',
      name: 'platform-vault',
    });
  });

  test.each([
    ['azure', { environmentType: 'ChinaCloud' }, { azurekv: { vaultUrl: 'https://shop-prod.vault.azure.cn' } }],
    [
      'azure',
      { environmentType: 'USGovernmentCloud' },
      { azurekv: { vaultUrl: 'https://shop-prod.vault.usgovcloudapi.net' } },
    ],
    [
      'vault',
      { audience: 'vault', namespace: 'team/shop', caBundle: 'LS0t' },
      {
        vault: {
          namespace: 'team/shop',
          caBundle: 'LS0t',
          auth: { kubernetes: { serviceAccountRef: { audiences: ['vault'] } } },
        },
      },
    ],
  ] as const)('of %s knows %j', (name, more, provider) => {
    const objects = objectsWith(stores[name], { externalSecrets: { enabled: true, ...more } });
    const [store] = objects.filter(({ kind }) => kind === 'SecretStore');
    expect(at(store, 'spec', 'provider')).toMatchObject(provider);
  });
});

describe('the Secrets Store CSI Driver', () => {
  const parametersOf = (name: keyof typeof stores, more: JsonObject = {}, others: JsonObject = {}) =>
    at(
      findIn(
        objectsWith(stores[name], { secretsStore: { enabled: true, ...more }, ...others }),
        'SecretProviderClass',
        'shop-secrets',
      ),
      'spec',
      'parameters',
    ) as JsonObject;

  test('asks AWS for each remote secret once, with the fields below it', () => {
    expect(parametersOf('aws')).toEqual({
      region: 'eu-central-1',
      objects: `- objectName: "shop-database"
  objectType: "secretsmanager"
  objectAlias: "password.json"
  jmesPath:
    - path: "password"
      objectAlias: "password"
    - path: "\\"mail-password\\""
      objectAlias: "mail"
- objectName: "shop-token"
  objectType: "secretsmanager"
  objectAlias: "token"
`,
    });
    expect(parametersOf('aws', {}, { hasMail: false })['objects']).not.toContain('mail');
  });

  test('asks Google Cloud for the latest version', () => {
    expect(parametersOf('gcp', { projectId: 'other-project' })['secrets']).toContain(
      `- resourceName: "projects/other-project/secrets/shop-database/versions/latest"
  path: "password"
  extractJSONKey: "password"
- resourceName: "projects/other-project/secrets/shop-token/versions/latest"
  path: "token"
`,
    );
  });

  test('asks Azure as the identity of the values', () => {
    expect(parametersOf('azure', { environmentType: 'ChinaCloud' })).toEqual({
      usePodIdentity: 'false',
      clientID: 'd94f2b17-60ac-47e8-8c35-1f9ab2e6d750',
      tenantId: '5c1e7a90-3b52-4d1f-9a66-0e7bd1c4f283',
      keyvaultName: 'shop-prod',
      cloudName: 'AzureChinaCloud',
      objects: ['password', 'token', 'mail'].reduce(
        (text, alias) =>
          `${text}  - |\n    objectName: "shop-${alias === 'token' ? 'token' : 'database'}"\n    objectAlias: "${alias}"\n    objectType: secret\n`,
        'array:\n',
      ),
    });
  });

  test('asks Vault where the version of its engine keeps secrets', () => {
    const first = (version: string) => String(parametersOf('vault', { version })['objects']).split('\n')[1];
    expect([first('v2'), first('v1')]).toEqual([
      '  secretPath: "secret/data/shop-database"',
      '  secretPath: "secret/shop-database"',
    ]);
    expect(parametersOf('vault', { namespace: 'shop', audience: 'vault' })).toMatchObject({
      vaultAddress: 'https://vault.shop.internal:8200',
      roleName: 'shop',
      vaultKubernetesMountPath: 'kubernetes',
      vaultNamespace: 'shop',
      audience: 'vault',
    });
  });

  test('makes the Secret of what the pods that read it mount, and only they do', () => {
    const objects = objectsWith(stores.gcp, byDriver);
    const volume = {
      name: 'csi-secrets',
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass: 'shop-secrets' },
      },
    };
    for (const name of ['shop-web', 'shop-worker']) {
      const pod = podOf(findIn(objects, 'Deployment', name));
      expect(at(pod, 'volumes')).toEqual([{ name: 'tmp', emptyDir: {} }, volume]);
      expect((at(pod, 'containers') as JsonObject[])[0]!['volumeMounts']).toContainEqual({
        name: 'csi-secrets',
        mountPath: '/mnt/secrets/secrets',
        readOnly: true,
      });
    }
    const off = podOf(findIn(objectsWith(stores.gcp, byOperator), 'Deployment', 'shop-web'));
    expect(at(off, 'volumes')).toEqual([{ name: 'tmp', emptyDir: {} }]);
    expect(at(findIn(objects, 'SecretProviderClass', 'shop-secrets'), 'spec', 'secretObjects')).toMatchObject([
      { secretName: 'shop-secrets', type: 'Opaque', data: [{ key: 'password', objectName: 'password' }, {}, {}] },
    ]);
  });

  test('gives a hook a class of its own, which its pod mounts and no other', () => {
    const job = objectsWith(stores.gcp, byDriver).find(({ kind }) => kind === 'Job');
    expect(at(podOf(job), 'volumes')).toMatchObject([
      { name: 'tmp' },
      { csi: { volumeAttributes: { secretProviderClass: 'shop-migration-secrets' } } },
    ]);
  });

  test('has its volume in pods that read the Secret as files', () => {
    const store = gcpSecretManager({ projectId: 'shop-prod' });
    const { web, secrets } = small(store);
    const pod = new WebService(secrets.node.scope as HelmChart, 'files', {
      values: web,
      port: 8080,
      mounts: [{ name: 'keys', mountPath: '/keys', volume: { secret: { secretName: secrets.name as never } } }],
    });
    const [system] = systemsOf(pod.node.root as App);
    const made = system!.manifests.find(({ file }) => file === 'files-deployment')!;
    const object = evaluateManifest(made, {
      values: overlay(defaults(system!.definition.schema), byDriver),
      release: { name: 'shop', namespace: 'shop' },
      chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
    });
    const [container] = at(podOf(object), 'containers') as JsonObject[];
    expect(container!['volumeMounts']).toMatchObject([{ name: 'tmp' }, { name: 'keys' }, { name: 'csi-secrets' }]);
    expect(at(podOf(object), 'volumes')).toMatchObject([{ name: 'tmp' }, { name: 'keys' }, { name: 'csi-secrets' }]);
  });
});

/** A chart with a Secret that nobody reads yet. */
function small(store: SecretStoreKind, others: SecretStoreKind = store) {
  const chart = new HelmChart(new App(), 'shop', {
    values: values({
      existingSecret: existingSecretValue(['a']),
      externalSecrets: externalSecretsValues(false, others),
      secretsStore: secretsStoreValues(false, others),
      web: webServiceValues(
        {
          image,
          replicaCount: 1,
          resources,
          probes,
          service: { port: 80 },
        },
        'Web',
      ),
    }),
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  const { existingSecret, externalSecrets, secretsStore, web } = chart.values;
  const keys = { a: { local: random(), remote: { key: 'x', property: 'b', version: '3' } } };
  const secrets = new SecretSource(chart, 'secrets', { store, existingSecret, externalSecrets, secretsStore, keys });
  return { chart, web, secrets };
}

describe('a store is refused', () => {
  test.each([
    ['that is not that of the values', stores.gcp, stores.aws, 'told of Google Cloud Secret Manager'],
    ['for which the driver has no provider', stores.kubernetes, stores.kubernetes, 'no provider: another namespace'],
    ['which cannot give a field', stores.azure, stores.azure, 'the key "a" with a property, which the CSI provider'],
    ['which cannot give a version', stores.vault, stores.vault, 'the key "a" with a version, which the CSI provider'],
  ] as const)('%s', (_, store, others, message) => {
    expect(() => small(store, others)).toThrow(message);
  });
});
