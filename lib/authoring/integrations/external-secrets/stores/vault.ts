import { choose, equals, isSet, oneOf, optional, string, text, when, type Expression } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { otherStore, piecesOf, setting, type KeptKey, SecretStoreKind, type StoreRefs } from './store';

const versions = ['v1', 'v2'] as const;

const settings = is.propsOf({
  /** Address of the server, as `https://vault.example.com:8200`. @default none: users must say it */
  server: is.maybe(is.aText),
  /** The role of the auth method, to which the ServiceAccount is bound. @default none: users must say it */
  role: is.maybe(is.aText),
  /** Where the KV engine is mounted. @default secret */
  path: is.maybe(is.aText),
  /** Version of the KV engine. @default v2 */
  version: is.maybe(is.wordOf(versions)),
  /** Where the auth method for Kubernetes is mounted. @default kubernetes */
  mountPath: is.maybe(is.aText),
});
export type VaultSettings = is.TypeOf<typeof settings>;

const mountPath = '^[-A-Za-z0-9_.]+(/[-A-Za-z0-9_.]+)*$';

/** HashiCorp Vault, or OpenBao. Who reads it signs in through the auth method for Kubernetes. */
export const vault = checked(
  'vault(settings)',
  [settings],
  ({ server, role, path = 'secret', version = 'v2', mountPath: mount = 'kubernetes' }: VaultSettings) =>
    new SecretStoreKind({
      name: 'vault',
      title: 'HashiCorp Vault',
      fields: {
        server: setting(server, 'Address of Vault', '^https?://[-A-Za-z0-9.:\\[\\]]+(/[-A-Za-z0-9_./]*)?$'),
        role: setting(role, 'Role of Vault to which the ServiceAccount is bound', '^[-A-Za-z0-9_.]+$'),
        path: string(path, 'Where the KV engine is mounted in Vault', { pattern: mountPath }),
        version: oneOf(versions, version, 'Version of the KV engine'),
        mountPath: string(mount, 'Where the auth method for Kubernetes is mounted in Vault', { pattern: mountPath }),
        namespace: string('', 'Namespace of Vault Enterprise; empty means the root', {
          pattern: '^([-A-Za-z0-9_.]+(/[-A-Za-z0-9_.]+)*)?$',
        }),
        audience: string('', 'Audience that the role wants of a token; empty means that of the API server', {
          pattern: '^[-A-Za-z0-9_.:/]*$',
        }),
      },
      ofOperator: {
        ...otherStore,
        caBundle: string('', 'Certificates of the authority of Vault, PEM in base64; empty means those of the system', {
          pattern: '^[A-Za-z0-9+/]*={0,2}$',
        }),
      },
      operator: {
        annotations: () => ({}),
        provider: (values, account) => ({
          vault: {
            server: values['server']!,
            path: values['path']!,
            version: values['version'] as Expression<(typeof versions)[number]>,
            namespace: optional(values['namespace']!),
            caBundle: optional(values['caBundle']!),
            auth: {
              kubernetes: {
                mountPath: values['mountPath']!,
                role: values['role']!,
                serviceAccountRef: {
                  name: account,
                  audiences: [when(isSet(values['audience']!), values['audience']!)],
                },
              },
            },
          },
        }),
      },
      driver: { provider: 'vault', lacks: { version: 'Leave it out, or read Vault with externalSecrets' }, mounted },
    }),
);

function mounted(values: StoreRefs, keys: readonly KeptKey[]) {
  const version = values['version'] as Expression<(typeof versions)[number]>;
  // The provider asks the API of Vault, which has the secrets of version 2 below data/.
  const root = text`${values['path']!}/${choose<string>(equals(version, 'v2'), 'data/', '')}`;
  const objects = keys.map(({ key, remote, when: condition }) => {
    const field = remote.property === undefined ? '' : `  secretKey: ${JSON.stringify(remote.property)}\n`;
    return {
      text: text`- objectName: ${JSON.stringify(key)}\n  secretPath: "${root}${remote.key}"\n${field}`,
      when: condition,
    };
  });
  return {
    parameters: {
      vaultAddress: values['server']!,
      roleName: values['role']!,
      vaultKubernetesMountPath: values['mountPath']!,
      vaultNamespace: optional(values['namespace']!),
      audience: optional(values['audience']!),
      objects: piecesOf(objects),
    },
    fileOf: (key: string) => key,
  };
}
