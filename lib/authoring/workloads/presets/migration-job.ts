import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Comment, Condition, Hook, hookEvents, type HookEvent } from '../../../core/manifest';
import { and, choose, isSet, not, text, type Expression, type Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { job } from '../controllers/job';
import { environment, environmentVariables, type EnvironmentKey, type EnvironmentVariables } from '../environment';
import { anImage, containerImage, type ImageRefs } from '../image';
import { trait, type Bearer, type DefaultsOf, type Parts } from '../trait';
import * as t from '../traits';
import { describedValuesOf, partOfValues } from '../values-of';
import { anEndpoint, waitForPort, type Endpoint } from '../wait-for-port';
import { Workload, preset, type WorkloadProps } from '../workload';

const limits = t.jobLimits('migration', 'waiting for the database and the Secret');
const knobs = [limits, t.resources, ...t.everyPod, t.identity, t.jobAccess] as const;

export type MigrationDefaults = DefaultsOf<typeof knobs>;

/** `migration.*`: what users may set of a `MigrationJob`. */
export const migrationValues = describedValuesOf(
  'migrationValues',
  knobs,
  'The migration of the database, which runs before a new version does',
);

/** The values that every migration has; a system may add its own. */
export const migrationFields = partOfValues('migrationFields', knobs);

/** A Secret whose keys hooks read, which may need a copy of their own; a `SecretSource` is one. */
export interface HookSecrets {
  key(key: string): EnvironmentKey;
  forHook(
    scope: Construct,
    id: string,
    keys: readonly string[],
    events: readonly HookEvent[],
    weight: number,
  ): (key: string) => EnvironmentKey;
}

export interface DatabaseJobProps {
  readonly image: ImageRefs;
  readonly command: readonly Templated<string>[];
  /** The database, which must accept connections before the command runs. */
  readonly waitFor: Endpoint;
  /** @default none */
  readonly env?: EnvironmentVariables;
  /** Environment variables from keys of a Secret. */
  readonly secrets: { readonly from: HookSecrets; readonly env: { readonly [name: string]: string } };
}

const hookSecrets: is.Kind = {
  words: 'a SecretSource',
  holds: (value) => is.isObject(value) && ['key', 'forHook'].every((method) => method in value),
};
const databaseKinds = {
  image: anImage,
  command: is.listOf(is.aTemplatedText, 'a list of strings'),
  waitFor: anEndpoint,
  env: is.maybe(environment),
  secrets: is.propsOf<DatabaseJobProps['secrets']>({ from: hookSecrets, env: is.mapOf(is.aName) }),
};

/** The pods: they wait for the database and run a command against it. */
function databaseParts(
  { rules }: Bearer,
  { image, command, waitFor, env, secrets }: DatabaseJobProps,
  key: (name: string) => EnvironmentKey,
): Parts {
  rules.egress.push({ ports: [{ port: waitFor.port, protocol: 'TCP' }] });
  const secretEnv = Object.entries(secrets.env).map(([variable, name]) => [variable, key(name)] as const);
  return {
    pod: { restartPolicy: 'OnFailure' },
    initContainers: [waitForPort('wait-for-database', image, waitFor)],
    container: {
      ...containerImage(image),
      command,
      env: environmentVariables({ ...Object.fromEntries(secretEnv), ...env }),
    },
  };
}

export interface ForwardProps extends DatabaseJobProps {
  readonly hook: { readonly on: readonly HookEvent[]; readonly weight: number };
}

const aHook = is.propsOf<ForwardProps['hook']>({
  on: is.listOf(is.wordOf(hookEvents), 'a list of hook events'),
  weight: is.aWholeNumber,
});

/** A command against the database before the objects of the release are there. */
const forward = trait({
  props: { ...databaseKinds, hook: aHook },
  apply: (workload, _, props: ForwardProps) => {
    const { hook, secrets } = props;
    const key = secrets.from.forHook(workload, 'secrets', Object.values(secrets.env), hook.on, hook.weight);
    return databaseParts(workload, props, key);
  },
});

const forwardTraits = [forward, ...knobs] as const;
const maker = { name: 'migrationValues', fields: ['backoffLimit', 'activeDeadlineSeconds', 'resources'] };
const migrationJob = preset('MigrationJob', maker, forwardTraits, job);

export type MigrationJobProps = WorkloadProps<typeof forwardTraits>;

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Workload {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id, migrationJob, props);
    const { on, weight } = props.hook;
    Hook.of(this.controller)
      .on(...on)
      .weight(weight);
    const objects = this.node.children.filter((each) => ApiObject.isApiObject(each));
    // Each hook has a weight of its own: first the network policy, then the ServiceAccount.
    for (const [i, before] of objects.filter((each) => each !== this.controller).entries()) {
      Hook.of(before)
        .on(...on)
        .weight(weight - 20 - 5 * i);
      Comment.of(before).set(
        `For the hook ${this.component} alone: it runs before the objects of the release exist.\nGone when the hook has succeeded.`,
      );
    }
  }
}

export interface BackProps extends DatabaseJobProps {
  /** A ServiceAccount of the release, which is there when it is rolled back. */
  readonly account: Templated<string>;
  /** Whether there is something to roll back. */
  readonly when: Expression<boolean>;
}

/**
 * A command against the database while all objects of the release are there. The values are those of the migration, whose
 * ServiceAccount is gone, so that the other one is used unless users name theirs.
 */
const back = trait({
  props: { ...databaseKinds, account: is.aTemplatedText, when: is.aCondition },
  fields: () => t.identity.fields({}),
  apply: (workload, { serviceAccount: { create, name, automount } }, props: BackProps) => {
    const parts = databaseParts(workload, props, (key) => props.secrets.from.key(key));
    const account = choose(and(not(create), isSet(name)), name, text`${props.account}`);
    const pod = { ...parts.pod, serviceAccountName: account, automountServiceAccountToken: automount };
    return { ...parts, account, pod };
  },
});

const backTraits = [back, limits, t.resources, ...t.everyPod, t.jobAccess] as const;
const rollbackJob = preset('RollbackJob', maker, backTraits, job);

export type RollbackJobProps = WorkloadProps<typeof backTraits>;

/**
 * A Job that takes a migration back before a release is rolled back. Helm runs the hooks of the revision that it goes back
 * to, with that revision's image.
 */
export class RollbackJob extends Workload {
  constructor(scope: Construct, id: string, props: RollbackJobProps) {
    super(scope, id, rollbackJob, props);
    Hook.of(this.controller).on('pre-rollback').weight(0);
    Condition.of(this).when(props.when);
  }
}
