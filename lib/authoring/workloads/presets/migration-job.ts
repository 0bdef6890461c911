import type { Construct } from 'constructs';
import { KubeServiceAccount } from '../../../../imports/k8s';
import { Comment, Condition, Hook, hookEvents, type HookEvent } from '../../../core/manifest';
import { object, type Expression, type Group, type Refs, type Templated } from '../../../core/values';
import {
  aCondition,
  aName,
  aTemplatedText,
  aWholeNumber,
  isObject,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
  wordOf,
  type Kind,
} from '../../../core/values/argument';
import { construct, refsOf } from '../arguments';
import { job } from '../controllers/job';
import { environment, environmentVariables, type EnvironmentKey, type EnvironmentVariables } from '../environment';
import { anImage, containerImage, type ImageRefs } from '../image';
import { fieldsOf, kindsOf, type Bearer, type DefaultsOf, type FieldsOf, type Parts } from '../trait';
import { everyPod } from '../traits/every-pod';
import { jobLimits } from '../traits/job-limits';
import { resources } from '../traits/resources';
import { anEndpoint, waitForPort, type Endpoint } from '../wait-for-port';
import { Workload, preset } from '../workload';

const traits = [jobLimits('migration', 'waiting for the database and the Secret'), resources, ...everyPod] as const;

export type MigrationDefaults = DefaultsOf<typeof traits>;
export type MigrationFields = FieldsOf<typeof traits>;

const defaultsKind = propsOf<object>(kindsOf(traits, 'defaults'));
const valuesTake = takes('migrationValues(defaults)', defaultsKind);
const fieldsTake = takes('migrationFields(defaults)', defaultsKind);

/** `migration.*`: what users may set of a `MigrationJob`. */
export const migrationValues = (defaults: MigrationDefaults) => {
  valuesTake(defaults);
  return object(fieldsOf(traits, defaults), 'The migration of the database, which runs before a new version does');
};

/** The fields that every migration has; a system may add its own. */
export const migrationFields = (defaults: MigrationDefaults): MigrationFields => {
  fieldsTake(defaults);
  return fieldsOf(traits, defaults);
};

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

const hookSecrets: Kind = {
  words: 'a SecretSource',
  holds: (value) => isObject(value) && ['key', 'forHook'].every((method) => method in value),
};

interface DatabaseJobProps {
  readonly values: Refs<Group<MigrationFields>>;
  readonly image: ImageRefs;
  readonly command: readonly Templated<string>[];
  /** The database, which must accept connections before the command runs. */
  readonly waitFor: Endpoint;
  /** @default none */
  readonly env?: EnvironmentVariables;
  /** Environment variables from keys of a Secret. */
  readonly secrets: { readonly from: HookSecrets; readonly env: { readonly [name: string]: string } };
}

const jobKinds = {
  values: refsOf('migrationValues()', ['backoffLimit', 'activeDeadlineSeconds', 'resources']),
  image: anImage,
  command: listOf(aTemplatedText, 'a list of strings'),
  waitFor: anEndpoint,
  env: maybe(environment),
  secrets: propsOf<DatabaseJobProps['secrets']>({ from: hookSecrets, env: mapOf(aName) }),
};

const databaseJob = preset('MigrationJob', { name: 'migrationValues', fields: [] }, traits, job);

/** The pods: they wait for the database and run a command against it. */
const databaseParts = (
  { values, image, command, waitFor, env }: DatabaseJobProps,
  serviceAccountName: Templated<string>,
  secretEnv: EnvironmentVariables,
): Parts => ({
  pod: { restartPolicy: 'OnFailure', serviceAccountName, automountServiceAccountToken: false },
  initContainers: [waitForPort('wait-for-database', image, waitFor)],
  container: {
    ...containerImage(image),
    command,
    env: environmentVariables({ ...secretEnv, ...env }),
    lifecycle: values.lifecycle,
  },
});

const secretEnvOf = (
  { env }: DatabaseJobProps['secrets'],
  key: (name: string) => EnvironmentKey,
): EnvironmentVariables => Object.fromEntries(Object.entries(env).map(([variable, name]) => [variable, key(name)]));

export interface MigrationJobProps extends DatabaseJobProps {
  readonly hook: { readonly on: readonly HookEvent[]; readonly weight: number };
}

const migrationJobTakes = construct(
  'MigrationJob',
  propsOf<MigrationJobProps>({
    ...jobKinds,
    hook: propsOf<MigrationJobProps['hook']>({
      on: listOf(wordOf(hookEvents), 'a list of hook events'),
      weight: aWholeNumber,
    }),
  }),
);

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Workload {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    migrationJobTakes(scope, id, props);
    const { hook, secrets } = props;
    super(scope, id, databaseJob, props, (workload) => {
      account(workload, hook);
      const key = secrets.from.forHook(workload, 'secrets', Object.values(secrets.env), hook.on, hook.weight);
      return databaseParts(props, workload.name, secretEnvOf(secrets, key));
    });
    Hook.of(this.controller)
      .on(...hook.on)
      .weight(hook.weight);
  }
}

/** A ServiceAccount that is there before the objects of the release are. */
function account(workload: Bearer, hook: MigrationJobProps['hook']): void {
  const made = new KubeServiceAccount(workload, 'serviceaccount', {
    metadata: workload.metadata,
    automountServiceAccountToken: false,
  });
  Hook.of(made)
    .on(...hook.on)
    .weight(hook.weight - 20);
  Comment.of(made).set(
    `For the hook ${workload.component} alone: it runs before the objects of the release exist.\nGone when the hook has succeeded.`,
  );
}

export interface RollbackJobProps extends DatabaseJobProps {
  /** A ServiceAccount of the release, which is there when it is rolled back. */
  readonly account: Templated<string>;
  /** Whether there is something to roll back. */
  readonly when: Expression<boolean>;
}

const rollbackJobTakes = construct(
  'RollbackJob',
  propsOf<RollbackJobProps>({ ...jobKinds, account: aTemplatedText, when: aCondition }),
);

/**
 * A Job that takes a migration back before a release is rolled back. Helm runs the hooks of the revision that it goes back
 * to, with that revision's image.
 */
export class RollbackJob extends Workload {
  constructor(scope: Construct, id: string, props: RollbackJobProps) {
    rollbackJobTakes(scope, id, props);
    const { from } = props.secrets;
    super(scope, id, databaseJob, props, () =>
      databaseParts(
        props,
        props.account,
        secretEnvOf(props.secrets, (key) => from.key(key)),
      ),
    );
    Hook.of(this.controller).on('pre-rollback').weight(0);
    Condition.of(this.controller).when(props.when);
  }
}
