import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ExternalSecret, SecretStore, type ExternalSecretData } from '../../../../imports/external-secrets';
import { KubeServiceAccount } from '../../../../imports/k8s';
import {
  Condition,
  HelmChart,
  Hook,
  aRecipe,
  declareLocalSecret,
  hookEvents,
  type HookEvent,
  type Note,
} from '../../../core/manifest';
import {
  and,
  choose,
  isSet,
  named,
  not,
  orElse,
  releaseNamespace,
  string,
  text,
  toggle,
  when,
  type Expression,
  type Refs,
  type Templated,
} from '../../../core/values';
import { construct, refsOf, unknown } from '../../workloads/arguments';
import { copyForHook } from '../../workloads/hook-copies';
import type { EnvironmentKey } from '../../workloads/environment';
import { componentLabel, componentName, nameOrNothing, wellKnownName } from '../../workloads/names';
import * as is from '../../../core/values/argument';
import { checked, takes } from '../../../core/values/takes';

const remoteKey = is.propsOf({
  /** Name of the remote secret. */
  key: is.aTemplatedText,
  /** A field of it, where the remote secret is a JSON map. @default the whole secret */
  property: is.maybe(is.aText),
  /** A version stage such as `AWSPREVIOUS`. @default the current one */
  version: is.maybe(is.aText),
});
/** Where a key of the Secret comes from in AWS Secrets Manager. */
export type RemoteKey = is.TypeOf<typeof remoteKey>;

const keySource = is.propsOf({
  /** Where it is kept. @default the key is only in Secrets that somebody makes */
  remote: is.maybe(remoteKey),
  /** How it is made up where nothing keeps it. */
  local: aRecipe,
  /** Whether the key is needed. @default always */
  when: is.maybe(is.aCondition),
});
/** One key of a Secret and where its value comes from. */
export type SecretKeySource = is.TypeOf<typeof keySource>;

/** `externalSecrets.*`, for AWS Secrets Manager through the External Secrets Operator. */
export const externalSecretsValues = checked(
  'externalSecretsValues(enabled, region)',
  [is.aBoolean, is.aText],
  (enabled: boolean, region: string) =>
    toggle(
      enabled,
      {
        refreshInterval: string(
          '1h0m0s',
          'How often the operator reads the remote secrets. It writes it back as Go prints it: 1h0m0s, 15m0s, 30s',
          { pattern: '^([0-9]+h)?([0-9]+m)?[0-9]+(s|m|h)$' },
        ),
        region: string(region, 'AWS region of the remote secrets', { pattern: '^[a-z0-9-]+$' }),
        roleArn: string('', 'IAM role that may read the remote secrets, assumed through IRSA', {
          pattern: '^(arn:aws[a-z-]*:iam::[0-9]{12}:role/[-A-Za-z0-9+=,.@_/]+)?$',
        }),
      },
      'Secrets from AWS Secrets Manager through the External Secrets Operator; off means that the Secret exists already',
    ),
);
type ExternalSecretsRefs = Refs<ReturnType<typeof externalSecretsValues>>;

/** `existingSecret`. */
export const existingSecretValue = checked(
  'existingSecretValue(keys)',
  [is.listOf(is.aName, 'a list of the keys')],
  (keys: readonly string[]) =>
    string('', `Name of an existing Secret with the keys ${keys.join(', ')}; it wins over externalSecrets`, {
      pattern: nameOrNothing,
    }),
);

/** One key of a Secret, for an environment variable. */
export interface SecretKey extends EnvironmentKey {
  readonly valueFrom: { readonly secretKeyRef: { readonly name: Expression<string>; readonly key: string } };
}

const secretSourceTakes = construct('SecretSource', {
  /** Each key of the Secret and where it comes from. */
  keys: is.mapOf(keySource),
  existingSecret: is.expressionOf<string>(),
  /** @default the Secret is always made by somebody beforehand */
  externalSecrets: is.maybe(refsOf(externalSecretsValues, 'enabled', 'region', 'roleArn', 'refreshInterval')),
  /** Name of the SecretStore in the release that has the chart's name. @default aws-secrets-manager */
  storeName: is.maybe(is.aName),
  /** Whether the Secret is needed. @default always */
  when: is.maybe(is.aCondition),
});
export type SecretSourceProps = Parameters<typeof secretSourceTakes>[2];

/** What the operator does with a remote secret anyway: said, since a list that says less than is stored differs for ever. */
const readAsItIs = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } as const;

const keyTakes = takes('secrets.key(key)', is.aName);
const forHookTakes = takes(
  'secrets.forHook(scope, id, keys, events, weight)',
  is.aConstruct,
  is.aName,
  is.listOf(is.aName),
  is.listOf(is.wordOf(hookEvents)),
  is.aWholeNumber,
);

/**
 * The Secret of a system, whoever fills it: the External Secrets Operator, or somebody beforehand. Consumers read a key and
 * need not know which.
 */
export class SecretSource extends Construct {
  /** Name of the Secret that workloads read. */
  readonly name: Expression<string>;
  /** Whether the release itself has the Secret filled. */
  private readonly isManaged: Expression<boolean> | undefined;
  /** The keys that workloads read. */
  private readonly used = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretSourceProps,
  ) {
    secretSourceTakes(scope, id, props);
    super(scope, id);
    const { existingSecret, externalSecrets } = props;
    this.isManaged = externalSecrets && and(externalSecrets.enabled, not(isSet(existingSecret)));
    this.name = named(
      `${id}.name`,
      'The Secret that workloads read.',
      orElse(existingSecret, componentName(scope, id)),
    );
    const needed = [...(props.when ? [props.when] : []), ...(this.isManaged ? [not(this.isManaged)] : [])];
    declareLocalSecret(this, {
      id,
      name: this.name,
      keys: Object.fromEntries(
        Object.entries(props.keys).map(([key, { local, when: condition }]) => [
          key,
          { recipe: local, when: condition },
        ]),
      ),
      condition: needed.length > 0 ? and(...needed) : undefined,
      isManaged: this.isManaged,
    });
    HelmChart.note(scope, () => this.notes());
    if (!externalSecrets || !this.isManaged) return;
    const store = named(
      `${id}.store`,
      'The SecretStore, whose name no two releases share.',
      wellKnownName(props.storeName ?? 'aws-secrets-manager'),
    );
    const name = componentName(scope, id);
    this.fill(externalSecrets, this, { account: name, store, secret: name }, Object.keys(props.keys), id);
    Condition.of(this).when(this.isManaged);
  }

  /** The Secret that somebody must make, where neither the operator does nor another one is named. */
  private notes(): Note[] {
    const { existingSecret, externalSecrets, when: isNeeded } = this.props;
    const isOurs = [isNeeded, not(isSet(existingSecret)), externalSecrets && not(externalSecrets.enabled)];
    const note = (keys: readonly string[], isRead?: Expression<boolean>): Note => ({
      text: text`This Secret must be there, with the key${keys.length > 1 ? 's' : ''} ${keys.join(', ')}:\n  kubectl --namespace ${releaseNamespace} describe secret ${this.name}`,
      condition: and(...[...isOurs, isRead].filter((condition) => condition !== undefined)),
    });
    const read = Object.entries(this.props.keys).filter(([key]) => this.used.has(key));
    const always = read.flatMap(([key, { when: condition }]) => (condition ? [] : [key]));
    const others = read.flatMap(([key, { when: condition }]) => (condition ? [note([key], condition)] : []));
    return [...(always.length > 0 ? [note(always)] : []), ...others];
  }

  /** One key, as the value of an environment variable. Throws for a key that the Secret does not have. */
  key(key: string): SecretKey {
    keyTakes(key);
    this.mustHave(key);
    this.used.add(key);
    return { valueFrom: { secretKeyRef: { name: this.name, key } }, when: this.props.keys[key]!.when };
  }

  /**
   * The keys for a hook that runs before the release's own objects exist. Where the operator fills the Secret, the hook gets
   * a copy of its own: account, store and secret, hooks themselves of lower weights. The pod of the hook waits until the
   * operator has filled the copy.
   *
   * @param weight of the hook that reads the keys; the copies take weight - 15, - 10 and - 5
   */
  forHook(scope: Construct, id: string, keys: readonly string[], events: readonly HookEvent[], weight: number) {
    forHookTakes(scope, id, keys, events, weight);
    keys.forEach((key) => this.mustHave(key));
    keys.forEach((key) => this.used.add(key));
    const { externalSecrets } = this.props;
    if (!externalSecrets || !this.isManaged) return (key: string): SecretKey => this.key(key);
    const copy = new Construct(scope, id);
    const name = componentName(scope, id);
    const objects = this.fill(externalSecrets, copy, { account: name, store: name, secret: name }, keys, scope.node.id);
    objects.forEach((object, i) => {
      copyForHook(object, scope.node.id, events, weight - 15 + 5 * i);
      Hook.of(object).deleteWhen('before-hook-creation', 'hook-succeeded');
    });
    Condition.of(copy).when(this.isManaged);
    const secret = named(
      `${scope.node.id}.secretName`,
      'The Secret that the hook reads.',
      choose(this.isManaged, name, this.name),
    );
    return (key: string): SecretKey => ({ valueFrom: { secretKeyRef: { name: secret, key } } });
  }

  /** A ServiceAccount that may read the remote secrets, a store that uses it, and the secret that is read. */
  private fill(
    { region, roleArn, refreshInterval }: ExternalSecretsRefs,
    scope: Construct,
    { account, store, secret }: { readonly [role in 'account' | 'store' | 'secret']: Expression<string> },
    keys: readonly string[],
    component: string,
  ): ApiObject[] {
    const labels = { [componentLabel]: component };
    return [
      new KubeServiceAccount(scope, 'serviceaccount', {
        metadata: { name: account, labels, annotations: { 'eks.amazonaws.com/role-arn': roleArn } },
        automountServiceAccountToken: false,
      }),
      new SecretStore(scope, 'secretstore', {
        metadata: { name: store, labels },
        spec: {
          provider: {
            aws: { service: 'SecretsManager', region, auth: { jwt: { serviceAccountRef: { name: account } } } },
          },
        },
      }),
      new ExternalSecret(scope, 'externalsecret', {
        metadata: { name: secret, labels },
        spec: {
          refreshInterval,
          secretStoreRef: { kind: 'SecretStore', name: store },
          target: { name: secret, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
          data: keys.flatMap((key) => this.remoteData(key)),
        },
      }),
    ];
  }

  /** Where the operator finds a key; nothing for a key that nobody keeps. */
  private remoteData(key: string): Templated<ExternalSecretData>[] {
    const { remote, when: condition } = this.props.keys[key]!;
    if (!remote) return [];
    const data: ExternalSecretData = { secretKey: key, remoteRef: { ...remote, ...readAsItIs } };
    return [condition ? when(condition, data) : data];
  }

  private mustHave(key: string): void {
    const { keys } = this.props;
    if (!Object.hasOwn(keys, key)) throw unknown(this, 'key', key, Object.keys(keys));
  }
}
