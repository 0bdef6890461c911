import { optional, string, text } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { otherStore, piecesOf, setting, type KeptKey, SecretStoreKind, type StoreRefs } from './store';

const settings = is.propsOf({
  /** Project that keeps the secrets. @default none: users must say it */
  projectId: is.maybe(is.aText),
  /**
   * The service account of Google Cloud as which External Secrets reads them, by its address. @default none: the
   * ServiceAccount of Kubernetes may read them itself
   */
  serviceAccount: is.maybe(is.aText),
});
export type GcpSecretManagerSettings = is.TypeOf<typeof settings>;

/** Google Cloud Secret Manager. External Secrets signs in through Workload Identity Federation for GKE. */
export const gcpSecretManager = checked(
  'gcpSecretManager(settings)',
  [settings],
  ({ projectId, serviceAccount = '' }: GcpSecretManagerSettings) =>
    new SecretStoreKind({
      name: 'gcp-secret-manager',
      title: 'Google Cloud Secret Manager',
      fields: {
        projectId: setting(
          projectId,
          'Google Cloud project of the remote secrets',
          '^([a-z0-9.-]+:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$',
        ),
      },
      ofOperator: {
        ...otherStore,
        serviceAccount: string(
          serviceAccount,
          'Google service account that may read the remote secrets; empty where the ServiceAccount may itself',
          { pattern: '^([-a-z0-9]+@[-a-z0-9.]+\\.gserviceaccount\\.com)?$' },
        ),
      },
      operator: {
        annotations: ({ serviceAccount: account }) => ({ 'iam.gke.io/gcp-service-account': optional(account!) }),
        provider: ({ projectId: project }, account) => ({
          gcpsm: { projectID: project!, auth: { workloadIdentity: { serviceAccountRef: { name: account } } } },
        }),
      },
      driver: { provider: 'gcp', mounted },
    }),
);

function mounted({ projectId }: StoreRefs, keys: readonly KeptKey[]) {
  const secrets = keys.map(({ key, remote, when }) => {
    const version = remote.version ?? 'latest';
    const field = remote.property === undefined ? '' : `  extractJSONKey: ${JSON.stringify(remote.property)}\n`;
    const resource = text`projects/${projectId!}/secrets/${remote.key}/versions/${version}`;
    return { text: text`- resourceName: "${resource}"\n  path: ${JSON.stringify(key)}\n${field}`, when };
  });
  return { parameters: { secrets: piecesOf(secrets) }, fileOf: (key: string) => key };
}
