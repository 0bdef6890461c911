import { or, string, text, textOf, type Expression } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { otherStore, piecesOf, setting, type KeptKey, SecretStoreKind, type StoreRefs } from './store';

const settings = is.propsOf({
  /** Region of the secrets. */
  region: is.aText,
  /** The IAM role as which External Secrets reads them. @default none: that of the operator itself */
  roleArn: is.maybe(is.aText),
});
export type AwsSecretsManagerSettings = is.TypeOf<typeof settings>;

/** AWS Secrets Manager. External Secrets signs in through IAM Roles for Service Accounts (IRSA). */
export const awsSecretsManager = checked(
  'awsSecretsManager(settings)',
  [settings],
  ({ region, roleArn = '' }: AwsSecretsManagerSettings) =>
    new SecretStoreKind({
      name: 'aws-secrets-manager',
      title: 'AWS Secrets Manager',
      fields: { region: setting(region, 'AWS region of the remote secrets', '^[a-z0-9-]+$') },
      ofOperator: {
        ...otherStore,
        roleArn: string(roleArn, 'IAM role that may read the remote secrets, assumed through IRSA', {
          pattern: '^(arn:aws[a-z-]*:iam::[0-9]{12}:role/[-A-Za-z0-9+=,.@_/]+)?$',
        }),
      },
      operator: {
        annotations: ({ roleArn: role }) => ({ 'eks.amazonaws.com/role-arn': role! }),
        provider: ({ region: where }, account) => ({
          aws: { service: 'SecretsManager', region: where!, auth: { jwt: { serviceAccountRef: { name: account } } } },
        }),
      },
      driver: { provider: 'aws', mounted },
    }),
);

/** The provider takes each remote secret once: its fields are told by JMESPath, below it. */
function mounted({ region }: StoreRefs, keys: readonly KeptKey[]) {
  const groups: KeptKey[][] = [];
  for (const key of keys) {
    const own = groups.find(([first]) => isSame(first!, key));
    if (own) own.push(key);
    else groups.push([key]);
  }
  const fileOf = (wanted: string) => {
    const group = groups.find((each) => each.some(({ key }) => key === wanted))!;
    const { remote } = group.find(({ key }) => key === wanted)!;
    return remote.property === undefined ? wholeFile(group) : wanted;
  };
  return { parameters: { region: region!, objects: textOf(groups.map(objectOf)) }, fileOf };
}

const isSame = (a: KeptKey, b: KeptKey): boolean =>
  a.remote.key === b.remote.key && a.remote.version === b.remote.version;

/** The file with all of a remote secret. */
const wholeFile = (group: readonly KeptKey[]): string =>
  group.find(({ remote }) => remote.property === undefined)?.key ?? `${group[0]!.key}.json`;

function objectOf(group: readonly KeptKey[]): Expression<string> {
  const [{ remote }] = group as [KeptKey];
  const version = remote.version === undefined ? '' : `\n  objectVersionLabel: ${JSON.stringify(remote.version)}`;
  const head = text`- objectName: "${remote.key}"\n  objectType: "secretsmanager"\n  objectAlias: ${JSON.stringify(wholeFile(group))}${version}\n`;
  const fields = group.filter((each) => each.remote.property !== undefined);
  const whole = [
    { text: head, when: anyOf(group) },
    ...(fields.length > 0 ? [{ text: '  jmesPath:\n', when: anyOf(fields) }] : []),
    ...fields.map(({ key, remote: { property }, when }) => ({
      text: `    - path: ${JSON.stringify(pathOf(property!))}\n      objectAlias: ${JSON.stringify(key)}\n`,
      when,
    })),
  ];
  return piecesOf(whole);
}

/** Where one of some keys is wanted; undefined where one always is. */
const anyOf = (keys: readonly KeptKey[]): Expression<boolean> | undefined => {
  const conditions = keys.flatMap(({ when }) => when ?? []);
  return conditions.length < keys.length ? undefined : or(...conditions);
};

/** A field in JMESPath, in which a name that is not a plain one stands in quotes. */
const pathOf = (property: string): string =>
  /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(property) ? property : JSON.stringify(property);
