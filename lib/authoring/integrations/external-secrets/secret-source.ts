import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Condition,
  External,
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
  or,
  orElse,
  releaseNamespace,
  text,
  textOf,
  type Expression,
  type Templated,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { camelCase } from '../../../core/values/camel-case';
import { takes } from '../../../core/values/takes';
import { construct, groupOf, refsOf, unknown } from '../../workloads/arguments';
import type { EnvironmentKey } from '../../workloads/environment';
import { copyForHook } from '../../workloads/hook-copies';
import { componentName, componentOf, wellKnownName } from '../../workloads/names';
import { declareSecretNeeds } from '../../workloads/secret-readers';
import { driverVolume, filledByDriver, filledByOperator, filledBySeal, type Filled } from './filled';
import {
  aStore,
  awsSecretsManager,
  remoteKey,
  storeOfUsers,
  storeRefs,
  type KeptKey,
  type SecretStoreKind,
} from './stores';
import {
  sealedSecretsValues,
  type ExistingSecretKeysRefs,
  type ExternalSecretsRefs,
  type SecretsStoreRefs,
} from './values';
import { refuseOthersStore } from './store-mistakes';
import type { Named } from '../../workloads/trait';

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

/** One key of a Secret, for an environment variable. */
export interface SecretKey extends EnvironmentKey {
  readonly valueFrom: { readonly secretKeyRef: { readonly name: Expression<string>; readonly key: Templated<string> } };
}

const secretSourceTakes = construct('SecretSource', {
  /** Each key of the Secret and where it comes from. */
  keys: is.mapOf(keySource),
  existingSecret: is.expressionOf<string>(),
  /** What its keys are called. @default as our own */
  existingSecretKeys: is.maybe(groupOf<ExistingSecretKeysRefs>('existingSecretKeysValue', [])),
  /** Filled by the External Secrets Operator. @default never */
  externalSecrets: is.maybe(groupOf<ExternalSecretsRefs>('externalSecretsValues', ['enabled', 'refreshInterval'])),
  /** Filled from what users have sealed, where externalSecrets are off. @default never */
  sealedSecrets: is.maybe(refsOf(sealedSecretsValues, 'enabled', 'scope', 'encryptedData')),
  /** Filled by the Secrets Store CSI Driver, where the others are off; the pods that read a key mount it. @default never */
  secretsStore: is.maybe(groupOf<SecretsStoreRefs>('secretsStoreValues', ['enabled'])),
  /** What keeps the keys: the store with which `externalSecrets` or `secretsStore` were declared. @default AWS Secrets Manager */
  store: is.maybe(aStore),
  /** Whether Reloader replaces the pods that read the Secret when it changes. @default never */
  replacePods: is.maybe(is.aCondition),
  /** Name of the SecretStore in the release that has the chart's name. @default that of the store, as aws-secrets-manager */
  storeName: is.maybe(is.aName),
  /** What the ExternalSecret is called in the system, as the end of its name. @default as the Secret */
  readerName: is.maybe(is.aName),
  /** Whether the Secret is needed. @default always */
  when: is.maybe(is.aCondition),
});
export interface SecretSourceProps extends Named<Parameters<typeof secretSourceTakes>[2]> {}

const keyTakes = takes('secrets.key(key)', is.aName);
const keyNameTakes = takes('secrets.keyName(key)', is.aName);
const forHookTakes = takes(
  'secrets.forHook(scope, id, keys, events, weight)',
  is.aConstruct,
  is.aName,
  is.listOf(is.aName),
  is.listOf(is.wordOf(hookEvents)),
  is.aWholeNumber,
);

/** One way in which the release has its Secret filled. */
interface Way {
  /** Where it is this one: it is on, and no earlier one is. */
  readonly isIt: Expression<boolean>;
  /** Makes the objects that fill a Secret; `storeName` where the SecretStore is not called after the Secret. */
  readonly fill: (
    scope: Construct,
    filled: Filled,
    keys: readonly KeptKey[],
    storeName?: Expression<string>,
  ) => ApiObject[];
  /** Whether the Secret is there only while pods mount it. */
  readonly isMounted?: boolean;
}

/**
 * The Secret of a system, whoever fills it: an operator, the pods' own mount, or somebody beforehand. Consumers read a key and
 * need not know which.
 */
export class SecretSource extends Construct {
  /** Name of the Secret that workloads read. */
  readonly name: Expression<string>;
  /** How the release has the Secret filled. */
  private readonly ways: readonly Way[];
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
    const { existingSecret, storeName, readerName, store = awsSecretsManager({ region: '' }) } = props;
    refuseOthersStore(this, props, store);
    this.ways = this.waysOf(store);
    this.isManaged = this.ways.length > 0 ? anyOf(this.ways.map(({ isIt }) => isIt)) : undefined;
    const name = componentName(scope, id);
    this.name = named(`${id}.name`, 'The Secret that workloads read.', orElse(existingSecret, name));
    this.declareNeeds(this.name, name, componentOf(scope, id));
    this.declareLocal(id);
    HelmChart.note(scope, () => this.notes());
    const kept = this.keptKeys(Object.keys(props.keys));
    const reader = readerName === undefined ? undefined : componentName(scope, readerName);
    for (const [i, { isIt, fill }] of this.ways.entries()) {
      // The first needs no scope of its own, and leaves no mark in names.
      const around = i === 0 ? this : new Construct(this, `way-${i + 1}`);
      const ofStore = named(
        `${id}.store`,
        'The SecretStore, whose name no two releases share.',
        wellKnownName(storeName ?? store.name),
      );
      for (const object of fill(around, { secret: name, component: id, reader }, kept, ofStore))
        Condition.of(object).when(isIt);
    }
  }

  /** The ways that the author gives users, each where no earlier one is on. */
  private waysOf(store: SecretStoreKind): Way[] {
    const { existingSecret, externalSecrets, sealedSecrets, secretsStore } = this.props;
    const ways: Way[] = [];
    const none: Expression<boolean>[] = [not(isSet(existingSecret))];
    const add = (enabled: Expression<boolean>, way: Omit<Way, 'isIt'>) => {
      ways.push({ ...way, isIt: and(enabled, ...none) });
      none.push(not(enabled));
    };
    if (externalSecrets) {
      const { clusterStore } = store;
      if (clusterStore) {
        const reason = 'the platform has it, for all namespaces';
        External.of(this).secretStore(clusterStore(storeRefs(externalSecrets)), {
          reason,
          when: externalSecrets.enabled,
        });
      }
      this.declareStoreOfOthers(externalSecrets);
      add(externalSecrets.enabled, {
        fill: (scope, filled, keys, name = filled.secret) =>
          filledByOperator(scope, { ...filled, account: filled.secret, name }, store, externalSecrets, keys),
      });
    }
    if (sealedSecrets) {
      add(sealedSecrets.enabled, { fill: (scope, filled) => filledBySeal(scope, filled, sealedSecrets) });
    }
    const { driver } = store;
    if (secretsStore && driver) {
      add(secretsStore.enabled, {
        isMounted: true,
        fill: (scope, filled, keys) => filledByDriver(scope, filled, driver, secretsStore, keys),
      });
    }
    return ways;
  }

  /** The store that users name, which the release does not make. */
  private declareStoreOfOthers(externalSecrets: ExternalSecretsRefs): void {
    const users = storeOfUsers(externalSecrets);
    if (!users) return;
    const reason = 'users name it, and it is there already';
    External.of(this).secretStore(users.name, { reason, when: and(externalSecrets.enabled, users.isIt) });
  }

  /** What the pods must have that read a Secret of this name. */
  private declareNeeds(name: Expression<string>, providerClass: Expression<string>, component: string): void {
    const mounted = this.ways.find(({ isMounted }) => isMounted);
    declareSecretNeeds(name, {
      volume: mounted && { component, source: driverVolume(providerClass), when: mounted.isIt },
      replacesPods: this.props.replacePods,
    });
  }

  private declareLocal(id: string): void {
    const needed = [...(this.props.when ? [this.props.when] : []), ...(this.isManaged ? [not(this.isManaged)] : [])];
    declareLocalSecret(this, {
      id,
      name: this.name,
      keys: Object.fromEntries(
        Object.entries(this.props.keys).map(([key, { local, when: condition }]) => [
          key,
          { recipe: local, name: this.keyName(key), when: condition },
        ]),
      ),
      condition: needed.length > 0 ? and(...needed) : undefined,
      isManaged: this.isManaged,
    });
  }

  /** The Secret that somebody must make, where neither an operator does nor another one is named. */
  private notes(): Note[] {
    const { existingSecret, externalSecrets, sealedSecrets, secretsStore, when: isNeeded } = this.props;
    const switches = [externalSecrets, sealedSecrets, secretsStore].flatMap((each) => (each ? not(each.enabled) : []));
    const isOurs = [isNeeded, not(isSet(existingSecret)), ...switches];
    const note = (keys: readonly string[], isRead?: Expression<boolean>): Note => ({
      text: text`This Secret must be there, with the key${keys.length > 1 ? 's' : ''} ${textOf(keys.flatMap((key, i) => [i > 0 ? ', ' : '', this.keyName(key)]))}:\n  kubectl --namespace ${releaseNamespace} describe secret ${this.name}`,
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
    return {
      valueFrom: { secretKeyRef: { name: this.name, key: this.keyName(key) } },
      when: this.props.keys[key]!.when,
    };
  }

  /** What a key is called in the Secret that workloads read: as here, or as users say of a Secret of their own. */
  keyName(key: string): Templated<string> {
    keyNameTakes(key);
    this.mustHave(key);
    const { existingSecret, existingSecretKeys } = this.props;
    const others = existingSecretKeys?.[camelCase(key)];
    if (others === undefined) return key;
    const description = `The key of the Secret that holds ${key}.`;
    return named(
      `${this.node.id}.key.${camelCase(key)}`,
      description,
      choose<string>(isSet(existingSecret), others, key),
    );
  }

  /**
   * The keys for a hook that runs before the release's own objects exist. Where the release has the Secret filled, the hook gets
   * a copy of its own: what fills it, hooks themselves of lower weights. The pod of the hook waits until the copy is filled;
   * one of the Secrets Store CSI Driver is, by the mount of that pod.
   *
   * @param weight of the hook that reads the keys; the copies take weight - 15, - 10 and - 5
   */
  forHook(scope: Construct, id: string, keys: readonly string[], events: readonly HookEvent[], weight: number) {
    forHookTakes(scope, id, keys, events, weight);
    keys.forEach((key) => this.mustHave(key));
    keys.forEach((key) => this.used.add(key));
    if (!this.isManaged) return (key: string): SecretKey => this.key(key);
    const copy = new Construct(scope, id);
    const name = componentName(scope, id);
    for (const [i, { isIt, fill }] of this.ways.entries()) {
      const around = i === 0 ? copy : new Construct(copy, `way-${i + 1}`);
      const objects = fill(around, { secret: name, component: scope.node.id }, this.keptKeys(keys));
      for (const [j, object] of objects.entries()) {
        copyForHook(object, scope.node.id, events, weight - 5 * (objects.length - j));
        Hook.of(object).deleteWhen('before-hook-creation', 'hook-succeeded');
        Condition.of(object).when(isIt);
      }
    }
    const secret = named(
      `${scope.node.id}.secretName`,
      'The Secret that the hook reads.',
      choose(this.isManaged, name, this.name),
    );
    this.declareNeeds(secret, name, componentOf(scope, id));
    return (key: string): SecretKey => ({ valueFrom: { secretKeyRef: { name: secret, key: this.keyName(key) } } });
  }

  /** Where the store has some keys; nothing for a key that nobody keeps. */
  private keptKeys(keys: readonly string[]): KeptKey[] {
    return [...new Set(keys)].flatMap((key) => {
      const { remote, when } = this.props.keys[key]!;
      return remote ? { key, remote, when } : [];
    });
  }

  private mustHave(key: string): void {
    const { keys } = this.props;
    if (!Object.hasOwn(keys, key)) throw unknown(this, 'key', key, Object.keys(keys));
  }
}

const anyOf = (conditions: readonly Expression<boolean>[]): Expression<boolean> =>
  conditions.length === 1 ? conditions[0]! : or(...conditions);
