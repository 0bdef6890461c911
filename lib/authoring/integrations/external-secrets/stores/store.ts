import type { SecretStoreProvider } from '../../../../../imports/external-secrets';
import { objectNameOrNothing } from '../../../../core/kubernetes/value-forms';
import {
  choose,
  isSet,
  object,
  oneOf,
  orElse,
  required,
  string,
  textOf,
  type Expression,
  type Fields,
  type Leaf,
  type Refs,
  type Templated,
} from '../../../../core/values';
import * as is from '../../../../core/values/argument';

export const remoteKey = is.propsOf({
  /** Name of the remote secret; of Vault, its path; of Kubernetes, the name of the Secret. */
  key: is.aTemplatedText,
  /** A field of it, where the remote secret is a map. @default the whole secret */
  property: is.maybe(is.aText),
  /** A version, such as `AWSPREVIOUS` in AWS or `3` in Google Cloud. @default the current one */
  version: is.maybe(is.aText),
});
/** Where a store keeps the value of a key. */
export type RemoteKey = is.TypeOf<typeof remoteKey>;

/** A key of a Secret that a store keeps. */
export interface KeptKey {
  readonly key: string;
  readonly remote: RemoteKey;
  /** @default always */
  readonly when?: Expression<boolean>;
}

/** The values of a store, each a string: its fields, as the chart has them. */
export interface StoreRefs {
  readonly [field: string]: Expression<string>;
}

/** The references to the values of a store, whose fields were looked for when the store was given. */
export const storeRefs = (refs: object): StoreRefs => refs as StoreRefs;

/** What pods mount of a store: what the driver's provider is told, and the file that holds each key. */
export interface Mounted {
  readonly parameters: { readonly [name: string]: Templated<string> };
  readonly fileOf: (key: string) => string;
}

/** What a store is made of. */
interface StoreDeclaration<F extends Fields, O extends Fields> {
  /** Name of the SecretStore that External Secrets reads, in the release that has the chart's name. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** What users may set, whoever reads the store. */
  readonly fields: F;
  /** What users may set beside, for External Secrets: as whom it reads. */
  readonly ofOperator: O;
  /** How External Secrets reads it, signed in as a ServiceAccount; none for a store that is there already. */
  readonly operator?: {
    readonly annotations: (values: StoreRefs) => { readonly [name: string]: Templated<string> };
    readonly provider: (values: StoreRefs, account: Expression<string>) => SecretStoreProvider;
  };
  /** Name of the ClusterSecretStore, where it is one. */
  readonly clusterStore?: (values: StoreRefs) => Expression<string>;
  /** How the Secrets Store CSI Driver reads it, signed in as the pod; none where the driver has no provider for it. */
  readonly driver?: {
    readonly provider: string;
    /** What the provider cannot give of a remote secret, and what to do about it. */
    readonly lacks?: { readonly [field in 'property' | 'version']?: string };
    readonly mounted: (values: StoreRefs, keys: readonly KeptKey[]) => Mounted;
  };
}

/** Where secrets are kept, and how the operators of a cluster read them from there. `gcpSecretManager(...)` and the like give one. */
export class SecretStoreKind<F extends Fields = Fields, O extends Fields = Fields> {
  readonly name: string;
  readonly title: string;
  readonly fields: F;
  readonly ofOperator: O;
  readonly operator: StoreDeclaration<F, O>['operator'];
  readonly clusterStore: StoreDeclaration<F, O>['clusterStore'];
  readonly driver: StoreDeclaration<F, O>['driver'];

  constructor({ name, title, fields, ofOperator, operator, clusterStore, driver }: StoreDeclaration<F, O>) {
    this.name = name;
    this.title = title;
    this.fields = fields;
    this.ofOperator = ofOperator;
    this.operator = operator;
    this.clusterStore = clusterStore;
    this.driver = driver;
  }
}

export const aStore: is.Kind<SecretStoreKind> = {
  words: 'a store of secrets, as gcpSecretManager(...) gives it',
  holds: (value) => value instanceof SecretStoreKind,
};

const storeKinds = ['SecretStore', 'ClusterSecretStore'] as const;

/** Of a store that the release makes for External Secrets: another one, which is there already. */
export const otherStore = {
  secretStoreRef: object(
    {
      name: string(
        '',
        'Name of a store that is there already; the chart then makes none, and how to read one means nothing',
        objectNameOrNothing,
      ),
      kind: oneOf(storeKinds, 'SecretStore', 'Whether it is of the namespace or of the whole cluster'),
    },
    'Which store is read, where not that of the chart',
  ),
};

/** The store that users name, and where they do; undefined of a store that the release never makes. */
export const storeOfUsers = (refs: object) => {
  const { secretStoreRef } = refs as { readonly secretStoreRef?: Refs<(typeof otherStore)['secretStoreRef']> };
  return secretStoreRef && { isIt: isSet(secretStoreRef.name), ...secretStoreRef };
};

/** The store that is read: that of users, where they name one, or else our own. */
export const readStore = (refs: object, own: Expression<string>) => {
  const users = storeOfUsers(refs);
  return users
    ? { kind: choose(users.isIt, users.kind, storeKinds[0]), name: orElse(users.name, own) }
    : { kind: storeKinds[0], name: own };
};

/** A setting that users must supply where the author does not. */
export const setting = (value: string | undefined, description: string, pattern: string): Leaf<string> =>
  value === undefined ? required(string('', description, { pattern })) : string(value, description, { pattern });

/** Pieces of a text, each there where its condition holds. */
export const piecesOf = (
  pieces: readonly { readonly text: Templated<string>; readonly when?: Expression<boolean> }[],
) => textOf(pieces.map(({ text, when }) => (when ? choose(when, text, '') : text)));
