import { string } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { otherStore, setting, SecretStoreKind } from './store';

const settings = is.propsOf({
  /** Namespace with the Secrets. @default none: users must say it */
  namespace: is.maybe(is.aText),
});
export type KubernetesSecretsSettings = is.TypeOf<typeof settings>;

/** Secrets of another namespace of the cluster. External Secrets reads them as a ServiceAccount to which a Role there allows it. */
export const kubernetesSecrets = checked(
  'kubernetesSecrets(settings)',
  [settings],
  ({ namespace }: KubernetesSecretsSettings) =>
    new SecretStoreKind({
      name: 'kubernetes-secrets',
      title: 'another namespace of the cluster',
      fields: {
        namespace: setting(namespace, 'Namespace of the remote Secrets', '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'),
      },
      ofOperator: {
        ...otherStore,
        server: string('kubernetes.default', 'Host of the API server, as the operator reaches it', {
          pattern: '^(https://)?[-A-Za-z0-9.:]+$',
        }),
      },
      operator: {
        annotations: () => ({}),
        provider: (values, account) => ({
          kubernetes: {
            remoteNamespace: values['namespace']!,
            server: {
              url: values['server']!,
              caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' },
            },
            auth: { serviceAccount: { name: account } },
          },
        }),
      },
    }),
);
