import * as c from '../../authoring';
import { random } from '../../core/manifest';
import { string } from '../../core/values';
import { described, inChart, made, type PublicCall, type Shop } from './public-call.fixture';

const gcp = c.gcpSecretManager({ projectId: 'shop-prod' });
const existing = { existingSecret: string('', 'Name of an existing Secret') };

/** All values of a group, each at a place of an object. */
const showAll = (chart: Shop, group: { readonly [name: string]: unknown }) => chart.print({ ...group });

const guid = 'd94f2b17-60ac-47e8-8c35-1f9ab2e6d750';
/** A store, as the values of External Secrets have it. */
const storeOf = (
  maker: (...given: never[]) => c.SecretStoreKind,
  settings: unknown,
  optional: readonly string[] = [],
): PublicCall =>
  described((...given: never[]) => c.externalSecretsValues(true, maker(...given)), [settings], optional, showAll);

/** A correct call of what has to do with Secrets. */
export const publicSecrets: { readonly [name: string]: PublicCall } = {
  externalSecretsValues: described(c.externalSecretsValues, [true, gcp], [], showAll),
  secretsStoreValues: described(c.secretsStoreValues, [true, gcp], [], showAll),
  sealedSecretsValues: described(c.sealedSecretsValues, [true, ['password']], [], showAll),
  replacePodsValue: described(c.replacePodsValue, [true]),
  existingSecretValue: described(c.existingSecretValue, [['password']]),
  existingSecretKeysValue: described(c.existingSecretKeysValue, [['password']], [], showAll),
  awsSecretsManager: storeOf(c.awsSecretsManager, { region: 'eu-central-1', roleArn: '' }, ['0.roleArn']),
  gcpSecretManager: storeOf(c.gcpSecretManager, { projectId: 'shop-prod', serviceAccount: '' }, ['0.serviceAccount']),
  azureKeyVault: storeOf(
    c.azureKeyVault,
    {
      vaultName: 'shop',
      tenantId: guid,
      clientId: guid,
      environmentType: 'PublicCloud',
    },
    ['0.environmentType'],
  ),
  vault: storeOf(c.vault, { server: 'https://vault:8200', role: 'shop', path: 'kv', version: 'v1', mountPath: 'k8s' }, [
    '0.path',
    '0.version',
    '0.mountPath',
  ]),
  kubernetesSecrets: storeOf(c.kubernetesSecrets, { namespace: 'platform' }),
  clusterStore: storeOf(c.clusterStore, 'platform-vault'),
  SecretSource: inChart(
    {
      ...existing,
      external: c.externalSecretsValues(true, gcp),
      sealed: c.sealedSecretsValues(true, ['password']),
      mounted: c.secretsStoreValues(true, gcp),
      existingKeys: c.existingSecretKeysValue(['password']),
    },
    ({ existingSecret, existingKeys, external, sealed, mounted, isOn }, chart) => [
      chart,
      'secrets',
      {
        existingSecret,
        existingSecretKeys: existingKeys,
        externalSecrets: external,
        sealedSecrets: sealed,
        secretsStore: mounted,
        store: gcp,
        replacePods: isOn,
        storeName: 'store',
        when: isOn,
        keys: { password: { local: random(), remote: { key: 'a' } } },
      },
    ],
    (chart, given, { existingSecret, existingKeys, external, sealed, mounted }) => {
      made(c.SecretSource)(...given);
      chart.print([
        existingSecret,
        ...Object.values<unknown>({ ...existingKeys }),
        ...Object.values<unknown>({ ...external }),
        ...Object.values<unknown>({ ...sealed }),
        ...Object.values<unknown>({ ...mounted }),
      ]);
    },
    [
      '2.existingSecretKeys',
      '2.externalSecrets',
      '2.sealedSecrets',
      '2.secretsStore',
      '2.replacePods',
      '2.storeName',
      '2.when',
      '2.keys.*',
    ],
  ),
};
