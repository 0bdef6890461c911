export { SecretSource, type SecretKey, type SecretKeySource, type SecretSourceProps } from './secret-source';
export {
  awsSecretsManager,
  azureKeyVault,
  clusterStore,
  gcpSecretManager,
  kubernetesSecrets,
  vault,
  type AwsSecretsManagerSettings,
  type AzureKeyVaultSettings,
  type GcpSecretManagerSettings,
  type KubernetesSecretsSettings,
  type RemoteKey,
  type SecretStoreKind,
  type VaultSettings,
} from './stores';
export {
  existingSecretKeysValue,
  existingSecretValue,
  externalSecretsValues,
  replacePodsValue,
  sealedSecretsValues,
  secretsStoreValues,
} from './values';
