import { dataKey, objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import {
  boolean,
  mistake,
  object,
  oneOf,
  string,
  stringMap,
  toggle,
  type Leaf,
  type Fields,
  type Refs,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { camelCase } from '../../../core/values/camel-case';
import { checked } from '../../../core/values/takes';
import { aStore, awsSecretsManager, type SecretStoreKind } from './stores';

const refreshInterval = string(
  '1h0m0s',
  'How often the operator reads the remote secrets. It writes it back as Go prints it: 1h0m0s, 15m0s, 30s',
  { pattern: '^([0-9]+h)?([0-9]+m)?[0-9]+(s|m|h)$' },
);

type Of<F extends Fields> = ReturnType<typeof toggle<F>>;
type Aws = ReturnType<typeof awsSecretsManager>;
type OfOperator<S extends SecretStoreKind> = Of<
  { readonly refreshInterval: typeof refreshInterval } & S['fields'] & S['ofOperator']
>;

const keyNames = is.listOf(is.aName, 'a list of the keys');

/** `externalSecrets.*`, for a store that the External Secrets Operator reads; a region alone means AWS Secrets Manager. */
export const externalSecretsValues = checked(
  'externalSecretsValues(enabled, store)',
  [is.aBoolean, is.eitherOf(is.aText, aStore)],
  (enabled: boolean, store: string | SecretStoreKind) => {
    const { title, fields, ofOperator } = typeof store === 'string' ? awsSecretsManager({ region: store }) : store;
    const about = `Secrets from ${title} through the External Secrets Operator; off means that the Secret exists already`;
    return toggle(enabled, { refreshInterval, ...fields, ...ofOperator }, about);
  },
) as {
  (enabled: boolean, region: string): OfOperator<Aws>;
  <S extends SecretStoreKind>(enabled: boolean, store: S): OfOperator<S>;
};

/** `secretsStore.*`, for a store that the Secrets Store CSI Driver mounts into the pods. */
export const secretsStoreValues = checked(
  'secretsStoreValues(enabled, store)',
  [is.aBoolean, aStore],
  (enabled: boolean, { title, fields }: SecretStoreKind) =>
    toggle(
      enabled,
      fields,
      `Secrets from ${title} through the Secrets Store CSI Driver, read as the ServiceAccounts of the pods; off means that the Secret exists already`,
    ),
) as <S extends SecretStoreKind>(enabled: boolean, store: S) => Of<S['fields']>;

/** `sealedSecrets.*`: a Secret that users have sealed with `kubeseal`. */
export const sealedSecretsValues = checked(
  'sealedSecretsValues(enabled, keys)',
  [is.aBoolean, keyNames],
  (enabled: boolean, keys: readonly string[]) =>
    toggle(
      enabled,
      {
        scope: oneOf(
          ['namespace-wide', 'cluster-wide'],
          'namespace-wide',
          'Where the sealed keys can be opened: `kubeseal --scope`. The strict scope is for one name alone, and releases and hooks have several',
        ),
        encryptedData: stringMap({}, `The keys ${keys.join(', ')}, each as \`kubeseal --raw\` prints it`, {
          propertyNames: { enum: [...keys] },
          // What is sealed is longer than the controller's key, 256 bytes or more: nothing else is taken by mistake.
          additionalProperties: { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$', minLength: 340 },
        }),
      },
      'Secrets that were sealed for the controller of Sealed Secrets; off means that the Secret exists already',
    ),
);

/** `existingSecret`. */
export const existingSecretValue = checked('existingSecretValue(keys)', [keyNames], (keys: readonly string[]) =>
  string(
    '',
    `Name of an existing Secret with the keys ${keys.join(', ')}; it wins over externalSecrets`,
    objectNameOrNothing,
  ),
);

/** `existingSecretKeys.*`: what the keys are called in the Secret that users name, each by its name in camelCase. */
export const existingSecretKeysValue = checked(
  'existingSecretKeysValue(keys)',
  [keyNames],
  (keys: readonly string[]) => {
    const fields: { [value: string]: Leaf<string> } = {};
    for (const key of keys) {
      const value = camelCase(key);
      if (Object.hasOwn(fields, value)) {
        const message = `two keys of the Secret would be the value ${value}`;
        throw mistake({ code: 'invalid-props', message, remedy: 'Give them names that differ by more than signs.' });
      }
      fields[value] = string(key, `The key of existingSecret that holds ${key}`, dataKey);
    }
    return object(fields, 'What the keys of existingSecret are called, where there is one');
  },
);

/** `replacePods`: whether a changed Secret replaces the pods that read it. */
export const replacePodsValue = checked('replacePodsValue(enabled)', [is.aBoolean], (enabled: boolean) =>
  boolean(enabled, 'Whether Reloader (stakater) replaces the pods that read the Secret when it changes'),
);

/** The references to `externalSecrets.*`, whatever the store. */
export type ExternalSecretsRefs = Refs<Of<{ readonly refreshInterval: typeof refreshInterval }>>;
/** The references to `secretsStore.*`, whatever the store. */
export type SecretsStoreRefs = Refs<Of<Record<never, never>>>;
export type ExistingSecretKeysRefs = Refs<ReturnType<typeof existingSecretKeysValue>>;
export type SealedSecretsRefs = Refs<ReturnType<typeof sealedSecretsValues>>;
