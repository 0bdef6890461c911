import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Condition, Hook, hookEvents, type HookEvent } from '../../../core/manifest';
import { and, boolean, choose, isSet, not, object, string, type Expression } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { isObject } from '../../../core/values/takes';
import { anAccount, nameOfAccount } from '../cdk8s-plus';
import { job } from '../controllers/job';
import { environment, environmentVariables, type EnvironmentKey } from '../environment';
import { copyForHook } from '../hook-copies';
import { anImage, containerImage } from '../image';
import { trait, type Bearer, type DefaultsOf, type Parts, type PropsOf, type Named } from '../trait';
import * as t from '../traits';
import { describedValuesOf, partOfValues } from '../values-of';
import { addressOf, anEndpoint, waitForPort } from '../wait-for-port';
import { preset, type WorkloadProps } from '../preset';
import { Workload } from '../workload';

const limits = t.jobLimits('migration', 'waiting for the database and the Secret');
const pods = [limits, t.resources, ...t.everyPod] as const;
const knobs = [...pods, t.identity, t.jobAccess] as const;

export interface MigrationDefaults extends DefaultsOf<typeof knobs> {}

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

const hookSecrets: is.Kind<HookSecrets> = {
  words: 'a SecretSource',
  holds: (value) => isObject(value) && ['key', 'forHook'].every((method) => method in value),
};
const databaseKinds = {
  image: anImage,
  command: is.listOf(is.aTemplatedText, 'a list of strings'),
  /** The database, which must accept connections before the command runs. The image must have Python, which waits for it. */
  waitFor: anEndpoint,
  /** @default none */
  env: is.maybe(environment),
  /** Environment variables from keys of a Secret. */
  secrets: is.propsOf({ from: hookSecrets, env: is.mapOf(is.aName) }),
};
export type DatabaseJobProps = is.TypesOf<typeof databaseKinds>;

/** The pods: they wait for the database and run a command against it. */
function databaseParts(
  { rules }: Bearer,
  { image, command, waitFor, env, secrets }: DatabaseJobProps,
  key: (name: string) => EnvironmentKey,
): Parts {
  rules.egress.push({ ports: [{ port: addressOf(waitFor).podPort, protocol: 'TCP' }] });
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

const forwardDeclared = trait({
  props: {
    ...databaseKinds,
    hook: is.propsOf({ on: is.listOf(is.wordOf(hookEvents), 'a list of hook events'), weight: is.aWholeNumber }),
  },
  apply: (workload, _, props) => {
    const { hook, secrets } = props;
    const key = secrets.from.forHook(workload, 'secrets', Object.values(secrets.env), hook.on, hook.weight);
    return databaseParts(workload, props, key);
  },
});

export interface MigrationTrait extends Named<typeof forwardDeclared> {}

/** A command against the database before the objects of the release are there. */
const forward: MigrationTrait = forwardDeclared;
export interface ForwardProps extends PropsOf<readonly [typeof forward]> {}

const forwardTraits = [forward, ...knobs] as const;
const fields = ['backoffLimit', 'activeDeadlineSeconds', 'resources'];
const migrationJob = preset('MigrationJob', { name: 'migrationValues', fields }, forwardTraits, job);

export interface MigrationJobProps extends WorkloadProps<typeof forwardTraits> {}

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Workload {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id, migrationJob, props);
    const { on, weight } = props.hook;
    Hook.of(this.controller)
      .on(...on)
      .weight(weight)
      // Who installs it looks whether it has completed, and reads its log; it goes by its time to live.
      .deleteWhen('before-hook-creation');
    const objects = this.node.children.filter((each) => ApiObject.isApiObject(each));
    // Each hook has a weight of its own: first the network policy, then the ServiceAccount.
    for (const [i, before] of objects.filter((each) => each !== this.controller).entries()) {
      copyForHook(before, this.component, on, weight - 20 - 5 * i);
    }
  }
}

interface Account {
  readonly create?: Expression<boolean>;
  readonly name: Expression<string>;
  readonly automount: Expression<boolean>;
}

const backDeclared = trait({
  props: {
    ...databaseKinds,
    /** A ServiceAccount of the release, which is there when it is rolled back: its name, or one of cdk8s-plus. */
    account: anAccount,
    /** Whether there is something to roll back. */
    when: is.aCondition,
  },
  fields: () => ({
    serviceAccount: object(
      {
        name: string('', 'Its name; empty means one of the release', objectNameOrNothing),
        automount: boolean(false, 'Whether pods can read its token'),
      },
      'The identity of the pods towards the Kubernetes API',
    ),
  }),
  apply: (workload, { serviceAccount: { create, name, automount } }: { readonly serviceAccount: Account }, props) => {
    const parts = databaseParts(workload, props, (key) => props.secrets.from.key(key));
    const isNamed = create ? and(not(create), isSet(name)) : isSet(name);
    const account = choose(isNamed, name, nameOfAccount(props.account));
    const pod = { ...parts.pod, serviceAccountName: account, automountServiceAccountToken: automount };
    return { ...parts, account, pod };
  },
});

export interface RollbackTrait extends Named<typeof backDeclared> {}

/**
 * A command against the database while all objects of the release are there. Where its values are those of the migration, whose
 * ServiceAccount is gone, the other one is used unless users name theirs.
 */
const back: RollbackTrait = backDeclared;
export interface BackProps extends PropsOf<readonly [typeof back]> {}

const backTraits = [back, ...pods, t.jobAccess] as const;
const rollbackJob = preset('RollbackJob', { name: 'migrationValues', fields }, backTraits, job);

/** What users may set of a `RollbackJob` that has no values of a `MigrationJob` beside it. */
export const rollbackValues = describedValuesOf(
  'rollbackValues',
  backTraits,
  'How the database goes back to what it was, before a release is rolled back',
);

export interface RollbackJobProps extends WorkloadProps<typeof backTraits> {}

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
