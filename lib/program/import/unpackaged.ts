import type { Api, Field, FieldType, Kind, Struct } from './api';

/*
 * Custom resources that no package describes, written down from their CustomResourceDefinitions.
 */

const text: FieldType = { kind: 'primitive', name: 'string' };
const listOf = (of: FieldType): FieldType => ({ kind: 'list', of });
const mapOf = (of: FieldType): FieldType => ({ kind: 'map', of });
const struct = (id: string): FieldType => ({ kind: 'struct', id });
const metadata = struct('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');

const field = (name: string, type: FieldType, doc = '', required = false): Field => ({ name, doc, required, type });

/** An API with one kind, and the structs of which it is made. */
function api(source: string, kind: Kind, structs: readonly Struct[]): Api {
  return { source, kinds: [kind], structs: new Map([kind.struct, ...structs].map((each) => [each.id, each])) };
}

const kindOf = (apiVersion: string, kind: string, doc: string, spec: Field): Kind => ({
  apiVersion,
  kind,
  className: kind,
  struct: {
    id: `${apiVersion.replace('/', '.')}.${kind}`,
    name: `${kind}Props`,
    doc,
    fields: [field('metadata', metadata), spec],
  },
});

const sealed = 'bitnami.com.v1alpha1';

/** https://github.com/bitnami-labs/sealed-secrets, `helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml` */
export const sealedSecrets: Api = api(
  'bitnami.com_sealedsecrets.yaml of Sealed Secrets 0.27',
  kindOf(
    'bitnami.com/v1alpha1',
    'SealedSecret',
    "A Secret that has been encrypted with the controller's key, which alone can make the Secret of it.",
    field('spec', struct(`${sealed}.SealedSecretSpec`), '', true),
  ),
  [
    {
      id: `${sealed}.SealedSecretSpec`,
      name: 'SealedSecretSpec',
      doc: 'What is sealed, and the Secret that is made of it.',
      fields: [
        field('encryptedData', mapOf(text), 'Each key, as `kubeseal` has encrypted its value.', true),
        field('data', text, 'Deprecated: all keys encrypted as one. Use `encryptedData`.'),
        field('template', struct(`${sealed}.SecretTemplateSpec`), 'What the Secret is like beside its encrypted keys.'),
      ],
    },
    {
      id: `${sealed}.SecretTemplateSpec`,
      name: 'SecretTemplateSpec',
      doc: 'What the Secret is like beside its encrypted keys.',
      fields: [
        field('data', mapOf(text), 'Keys that are templated with the decrypted ones.'),
        field('immutable', { kind: 'primitive', name: 'boolean' }, 'Whether the Secret never changes.'),
        field('metadata', metadata, 'Labels and annotations of the Secret. Its name is that of the SealedSecret.'),
        field('type', text, 'Type of the Secret.'),
      ],
    },
  ],
);

const store = 'secrets-store.csi.x-k8s.io.v1';

/** https://github.com/kubernetes-sigs/secrets-store-csi-driver, `config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml` */
export const secretsStore: Api = api(
  'secrets-store.csi.x-k8s.io_secretproviderclasses.yaml of Secrets Store CSI Driver 1.4',
  kindOf(
    'secrets-store.csi.x-k8s.io/v1',
    'SecretProviderClass',
    'What the volumes of the Secrets Store CSI Driver hold, and the Secrets that it makes of them.',
    field('spec', struct(`${store}.SecretProviderClassSpec`)),
  ),
  [
    {
      id: `${store}.SecretProviderClassSpec`,
      name: 'SecretProviderClassSpec',
      doc: 'The provider, what it is asked for, and the Secrets that are made of it.',
      fields: [
        field('parameters', mapOf(text), 'What the provider is told.'),
        field('provider', text, 'Name of the provider: `aws`, `azure`, `gcp`, `vault`.'),
        field(
          'secretObjects',
          listOf(struct(`${store}.SecretObject`)),
          'Secrets that are there while a pod mounts it.',
        ),
      ],
    },
    {
      id: `${store}.SecretObject`,
      name: 'SecretObject',
      doc: 'A Secret that is made of what is mounted.',
      fields: [
        field('annotations', mapOf(text), 'Annotations of the Secret.'),
        field('data', listOf(struct(`${store}.SecretObjectData`)), 'Its keys.'),
        field('labels', mapOf(text), 'Labels of the Secret.'),
        field('secretName', text, 'Name of the Secret.'),
        field('type', text, 'Type of the Secret.'),
      ],
    },
    {
      id: `${store}.SecretObjectData`,
      name: 'SecretObjectData',
      doc: 'One key of a Secret.',
      fields: [
        field('key', text, 'The key.'),
        field('objectName', text, 'The mounted file, by its name, that is its value.'),
      ],
    },
  ],
);
