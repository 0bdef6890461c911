export { awsSecretsManager, type AwsSecretsManagerSettings } from './aws-secrets-manager';
export { azureKeyVault, type AzureKeyVaultSettings } from './azure-key-vault';
export { clusterStore } from './cluster-store';
export { gcpSecretManager, type GcpSecretManagerSettings } from './gcp-secret-manager';
export { kubernetesSecrets, type KubernetesSecretsSettings } from './kubernetes-secrets';
export { vault, type VaultSettings } from './vault';
export { SecretStoreKind, aStore, readStore, remoteKey, storeOfUsers, storeRefs } from './store';
export type { KeptKey, Mounted, RemoteKey, StoreRefs } from './store';
