import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ExternalSecret, SecretStore, type ExternalSecretData } from '../../../../imports/external-secrets';
import { KubeServiceAccount } from '../../../../imports/k8s';
import { SealedSecret } from '../../../../imports/sealed-secrets';
import { SecretProviderClass, type SecretObjectData } from '../../../../imports/secrets-store';
import { Condition } from '../../../core/manifest';
import { entries, equals, not, when, type Expression, type Templated } from '../../../core/values';
import { componentLabel } from '../../workloads/names';
import { readStore, storeOfUsers, storeRefs, type KeptKey, type SecretStoreKind } from './stores';
import type { ExternalSecretsRefs, SealedSecretsRefs, SecretsStoreRefs } from './values';

/*
 * The objects that have a Secret filled, in the order in which they need each other.
 */

/** The Secret, and the part of the system that it is. */
export interface Filled {
  readonly secret: Expression<string>;
  readonly component: string;
  /** What reads the store for it. @default called as the Secret */
  readonly reader?: Expression<string>;
}

/** What the operator does with a remote secret anyway: said, since a list that says less than is stored differs for ever. */
const readAsItIs = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } as const;

/** Filled by External Secrets: a ServiceAccount that may read the store, a SecretStore that uses it, and what is read. */
export function filledByOperator(
  scope: Construct,
  {
    secret,
    component,
    account,
    name,
    reader = secret,
  }: Filled & { readonly [role in 'account' | 'name']: Expression<string> },
  { operator, clusterStore }: SecretStoreKind,
  values: ExternalSecretsRefs,
  keys: readonly KeptKey[],
): ApiObject[] {
  const labels = { [componentLabel]: component };
  const refs = storeRefs(values);
  const made = operator
    ? [
        new KubeServiceAccount(scope, 'serviceaccount', {
          metadata: { name: account, labels, annotations: operator.annotations(refs) },
          automountServiceAccountToken: false,
        }),
        new SecretStore(scope, 'secretstore', {
          metadata: { name, labels },
          spec: { provider: operator.provider(refs, account) },
        }),
      ]
    : [];
  const users = storeOfUsers(values);
  if (users) for (const object of made) Condition.of(object).when(not(users.isIt));
  const store = clusterStore
    ? { kind: 'ClusterSecretStore' as const, name: clusterStore(refs) }
    : readStore(values, name);
  const read = new ExternalSecret(scope, 'externalsecret', {
    metadata: { name: reader, labels },
    spec: {
      refreshInterval: values.refreshInterval,
      secretStoreRef: store,
      target: { name: secret, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: keys.map((key) => remoteData(key)),
    },
  });
  return [...made, read];
}

function remoteData({ key, remote, when: condition }: KeptKey): Templated<ExternalSecretData> {
  const data: ExternalSecretData = { secretKey: key, remoteRef: { ...remote, ...readAsItIs } };
  return condition ? when(condition, data) : data;
}

/** Filled by the controller of Sealed Secrets, from what users have sealed. */
export function filledBySeal(
  scope: Construct,
  { secret, component }: Filled,
  { scope: width, encryptedData }: SealedSecretsRefs,
): ApiObject[] {
  const labels = { [componentLabel]: component };
  const annotationOf = (wanted: 'namespace-wide' | 'cluster-wide') =>
    entries(
      when<{ readonly [name: string]: string }>(equals(width, wanted), {
        [`sealedsecrets.bitnami.com/${wanted}`]: 'true',
      }),
    );
  const annotations = { ...annotationOf('namespace-wide'), ...annotationOf('cluster-wide') };
  return [
    new SealedSecret(scope, 'sealedsecret', {
      metadata: { name: secret, labels, annotations },
      spec: { encryptedData, template: { type: 'Opaque', metadata: { labels, annotations } } },
    }),
  ];
}

/** Filled by the Secrets Store CSI Driver, while a pod mounts it. */
export function filledByDriver(
  scope: Construct,
  { secret, component }: Filled,
  { provider, mounted }: NonNullable<SecretStoreKind['driver']>,
  values: SecretsStoreRefs,
  keys: readonly KeptKey[],
): ApiObject[] {
  const labels = { [componentLabel]: component };
  const { parameters, fileOf } = mounted(storeRefs(values), keys);
  const data = keys.map(({ key, when: condition }): Templated<SecretObjectData> => {
    const one: SecretObjectData = { key, objectName: fileOf(key) };
    return condition ? when(condition, one) : one;
  });
  return [
    new SecretProviderClass(scope, 'secretproviderclass', {
      metadata: { name: secret, labels },
      spec: { provider, parameters, secretObjects: [{ secretName: secret, type: 'Opaque', labels, data }] },
    }),
  ];
}

/** The volume of the driver that a pod must mount for the Secret to be made. */
export const driverVolume = (providerClass: Expression<string>) => ({
  csi: {
    driver: 'secrets-store.csi.k8s.io',
    readOnly: true,
    volumeAttributes: { secretProviderClass: providerClass },
  },
});
