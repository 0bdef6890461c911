import { choose, equals, oneOf, text, type Expression } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { otherStore, piecesOf, setting, type KeptKey, SecretStoreKind, type StoreRefs } from './store';

const clouds = ['PublicCloud', 'USGovernmentCloud', 'ChinaCloud'] as const;

const settings = is.propsOf({
  /** Name of the vault, without a domain. @default none: users must say it */
  vaultName: is.maybe(is.aText),
  /** The tenant of Microsoft Entra in which the identity is. @default none: users must say it */
  tenantId: is.maybe(is.aText),
  /** The client of the managed identity or application that may read the secrets. @default none: users must say it */
  clientId: is.maybe(is.aText),
  /** @default PublicCloud */
  environmentType: is.maybe(is.wordOf(clouds)),
});
export type AzureKeyVaultSettings = is.TypeOf<typeof settings>;

const guid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** Azure Key Vault. Who reads it signs in through Microsoft Entra Workload ID. */
export const azureKeyVault = checked(
  'azureKeyVault(settings)',
  [settings],
  ({ vaultName, tenantId, clientId, environmentType = 'PublicCloud' }: AzureKeyVaultSettings) =>
    new SecretStoreKind({
      name: 'azure-key-vault',
      title: 'Azure Key Vault',
      fields: {
        vaultName: setting(vaultName, 'Name of the Azure Key Vault', '^[A-Za-z][-A-Za-z0-9]{1,22}[A-Za-z0-9]$'),
        tenantId: setting(tenantId, 'Tenant of Microsoft Entra in which the identity is', guid),
        clientId: setting(clientId, 'Client ID of the identity that may read the remote secrets', guid),
        environmentType: oneOf(clouds, environmentType, 'Which Azure it is'),
      },
      ofOperator: otherStore,
      operator: {
        annotations: (values) => ({
          'azure.workload.identity/client-id': values['clientId']!,
          'azure.workload.identity/tenant-id': values['tenantId']!,
        }),
        provider: (values, account) => ({
          azurekv: {
            authType: 'WorkloadIdentity',
            environmentType: values['environmentType'] as Expression<(typeof clouds)[number]>,
            vaultUrl: text`https://${values['vaultName']!}.${domainOf(values)}`,
            serviceAccountRef: { name: account },
          },
        }),
      },
      driver: {
        provider: 'azure',
        lacks: { property: 'Keep each key in a secret of its own, or read the vault with externalSecrets' },
        mounted,
      },
    }),
);

/** By the cloud, of which an author may name any. */
const byCloud = ({ environmentType }: StoreRefs, us: string, china: string, others: string): Expression<string> => {
  const cloud = environmentType as Expression<(typeof clouds)[number]>;
  return choose<string>(
    equals(cloud, 'USGovernmentCloud'),
    us,
    choose<string>(equals(cloud, 'ChinaCloud'), china, others),
  );
};

const domainOf = (values: StoreRefs) => byCloud(values, 'vault.usgovcloudapi.net', 'vault.azure.cn', 'vault.azure.net');

function mounted(values: StoreRefs, keys: readonly KeptKey[]) {
  const objects = keys.map(({ key, remote, when }) => {
    const version = remote.version === undefined ? '' : `    objectVersion: ${JSON.stringify(remote.version)}\n`;
    return {
      text: text`  - |\n    objectName: "${remote.key}"\n    objectAlias: ${JSON.stringify(key)}\n    objectType: secret\n${version}`,
      when,
    };
  });
  return {
    parameters: {
      usePodIdentity: 'false',
      clientID: values['clientId']!,
      tenantId: values['tenantId']!,
      keyvaultName: values['vaultName']!,
      cloudName: byCloud(values, 'AzureUSGovernmentCloud', 'AzureChinaCloud', 'AzurePublicCloud'),
      objects: text`array:\n${piecesOf(objects)}`,
    },
    fileOf: (key: string) => key,
  };
}
