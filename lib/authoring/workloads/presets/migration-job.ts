import type { Construct } from 'constructs';
import { KubeServiceAccount } from '../../../../imports/k8s';
import { Comment, Condition, Hook, hookEvents, type HookEvent } from '../../../core/manifest';
import type { Expression, Templated } from '../../../core/values';
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
const knobs = [limits, t.resources, ...t.everyPod] as const;

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

interface DatabaseJobProps {
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
const databaseParts = (
  { image, command, waitFor, env, secrets }: DatabaseJobProps,
  serviceAccountName: Templated<string>,
  key: (name: string) => EnvironmentKey,
): Parts => {
  const secretEnv = Object.entries(secrets.env).map(([variable, name]) => [variable, key(name)] as const);
  return {
    pod: { restartPolicy: 'OnFailure', serviceAccountName, automountServiceAccountToken: false },
    initContainers: [waitForPort('wait-for-database', image, waitFor)],
    container: {
      ...containerImage(image),
      command,
      env: environmentVariables({ ...Object.fromEntries(secretEnv), ...env }),
    },
  };
};

interface ForwardProps extends DatabaseJobProps {
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
    account(workload, hook);
    const key = secrets.from.forHook(workload, 'secrets', Object.values(secrets.env), hook.on, hook.weight);
    return databaseParts(props, workload.name, key);
  },
});

/** A ServiceAccount that is there before the objects of the release are. */
function account(workload: Bearer, hook: ForwardProps['hook']): void {
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

const forwardTraits = [forward, ...knobs] as const;
const maker = { name: 'migrationValues', fields: ['backoffLimit', 'activeDeadlineSeconds', 'resources'] };
const migrationJob = preset('MigrationJob', maker, forwardTraits, job);

export type MigrationJobProps = WorkloadProps<typeof forwardTraits>;

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Workload {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id, migrationJob, props);
    Hook.of(this.controller)
      .on(...props.hook.on)
      .weight(props.hook.weight);
  }
}

interface BackProps extends DatabaseJobProps {
  /** A ServiceAccount of the release, which is there when it is rolled back. */
  readonly account: Templated<string>;
  /** Whether there is something to roll back. */
  readonly when: Expression<boolean>;
}

/** A command against the database while all objects of the release are there. */
const back = trait({
  props: { ...databaseKinds, account: is.aTemplatedText, when: is.aCondition },
  apply: (_, _values, props: BackProps) => databaseParts(props, props.account, (key) => props.secrets.from.key(key)),
});

const backTraits = [back, ...knobs] as const;
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
    Condition.of(this.controller).when(props.when);
  }
}
