import { Construct } from 'constructs';
import { KubeJob, KubeServiceAccount } from '../../../../imports/k8s';
import { Comment, Condition, Hook, hookEvents, type HookEvent } from '../../../manifest';
import { integer, object, type Fields, type Expression, type Refs, type Templated } from '../../../values';
import { containerImage } from '../container-image';
import { componentLabel, componentName, componentSelector } from '../names';
import { environmentOf, mountsOf, podLabelsOf, podSettingsOf, volumesOf, type EnvironmentValue } from '../pod';
import { initContainer, waitForPort } from '../init-container';
import { SecretSource } from '../../integrations/external-secrets/secret-source';
import {
  containerValues,
  podValues,
  resourceValues,
  type imageValues,
  type ResourceDefaults,
} from '../workload-values';
import {
  aCondition,
  aName,
  aTemplatedNumber,
  aTemplatedText,
  aWholeNumber,
  anExpression,
  listOf,
  mapOf,
  propsOf,
  takes,
  wordOf,
  maybe,
} from '../../../values/argument';
import { anImage, construct, environment, instanceOf, refsOf, resourceDefaults } from '../arguments';

export interface MigrationDefaults {
  /** How often a failed pod is tried again. */
  readonly backoffLimit: number;
  /** Seconds after which the migration has failed, waiting included. */
  readonly activeDeadlineSeconds: number;
  readonly resources: ResourceDefaults;
}

const defaultsKind = propsOf<MigrationDefaults>({
  backoffLimit: aWholeNumber,
  activeDeadlineSeconds: aWholeNumber,
  resources: resourceDefaults,
});
const valuesTake = takes('migrationValues(defaults)', defaultsKind);
const fieldsTake = takes('migrationFields(defaults)', defaultsKind);

/** `migration.*`: what users may set of a `MigrationJob`. */
export const migrationValues = (defaults: MigrationDefaults) => {
  valuesTake(defaults);
  return object(migrationFields(defaults), 'The migration of the database, which runs before a new version does');
};

/** The fields that every migration has; a system may add its own. */
export const migrationFields = (defaults: MigrationDefaults) => {
  fieldsTake(defaults);
  return {
    backoffLimit: integer(defaults.backoffLimit, 'How often a failed migration is tried again'),
    activeDeadlineSeconds: integer(
      defaults.activeDeadlineSeconds,
      'Seconds after which the migration has failed, waiting for the database and the Secret included',
      { minimum: 1 },
    ),
    ttlSecondsAfterFinished: integer(86400, 'Seconds after which a finished Job is removed'),
    resources: resourceValues(defaults.resources),
    ...podValues(),
    ...containerValues(),
  } as const satisfies Fields;
};

export interface MigrationJobProps {
  readonly values: Refs<ReturnType<typeof migrationValues>>;
  readonly image: Refs<ReturnType<typeof imageValues>>;
  readonly command: readonly string[];
  /** The database, which must accept connections before the command runs. */
  readonly waitFor: { readonly host: Expression<string>; readonly port: Expression<number> };
  /** @default none */
  readonly env?: { readonly [name: string]: Templated<string> };
  /** Environment variables from keys of a Secret. */
  readonly secrets: { readonly from: SecretSource; readonly env: { readonly [name: string]: string } };
  readonly hook: { readonly on: readonly HookEvent[]; readonly weight: number };
}

const jobProps = {
  values: refsOf('migrationValues()', ['backoffLimit', 'activeDeadlineSeconds', 'resources']),
  image: anImage,
  command: listOf(aTemplatedText, 'a list of strings'),
  waitFor: propsOf<MigrationJobProps['waitFor']>({ host: aTemplatedText, port: aTemplatedNumber }),
  env: maybe(environment),
  secrets: propsOf<MigrationJobProps['secrets']>({
    from: instanceOf('SecretSource', () => SecretSource),
    env: mapOf(aName),
  }),
};

const migrationJobTakes = construct(
  'MigrationJob',
  propsOf<MigrationJobProps>({
    ...jobProps,
    hook: propsOf<MigrationJobProps['hook']>({
      on: listOf(wordOf(hookEvents), 'a list of hook events'),
      weight: aWholeNumber,
    }),
  }),
);

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Construct {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    migrationJobTakes(scope, id, props);
    super(scope, id);
    const { hook, secrets } = props;
    const name = componentName(scope, id);
    const account = new KubeServiceAccount(this, 'serviceaccount', {
      metadata: { name, labels: { [componentLabel]: id } },
      automountServiceAccountToken: false,
    });
    Hook.of(account)
      .on(...hook.on)
      .weight(hook.weight - 20);
    Comment.of(account).set(
      `For the hook ${id} alone: it runs before the objects of the release exist.\nGone when the hook has succeeded.`,
    );

    const secretKey = secrets.from.forHook(this, 'secrets', Object.values(secrets.env), hook.on, hook.weight);
    const secretEnv = Object.entries(secrets.env).map(([variable, key]) => [variable, secretKey(key)] as const);
    const job = databaseJob(this, {
      ...props,
      name,
      account: name,
      env: { ...Object.fromEntries(secretEnv), ...props.env },
    });
    Hook.of(job)
      .on(...hook.on)
      .weight(hook.weight);
  }
}

export interface RollbackJobProps extends Omit<MigrationJobProps, 'hook' | 'command'> {
  readonly command: readonly Templated<string>[];
  /** A ServiceAccount of the release, which is there when it is rolled back. */
  readonly account: Expression<string>;
  /** Whether there is something to roll back. */
  readonly when: Expression<boolean>;
}

const rollbackJobTakes = construct(
  'RollbackJob',
  propsOf<RollbackJobProps>({ ...jobProps, account: anExpression, when: aCondition }),
);

/**
 * A Job that takes a migration back before a release is rolled back. Helm runs the hooks of the revision that it goes back
 * to, with that revision's image.
 */
export class RollbackJob extends Construct {
  constructor(scope: Construct, id: string, props: RollbackJobProps) {
    rollbackJobTakes(scope, id, props);
    super(scope, id);
    const { secrets } = props;
    const secretEnv = Object.entries(secrets.env).map(([variable, key]) => [variable, secrets.from.key(key)] as const);
    const env = { ...Object.fromEntries(secretEnv), ...props.env };
    const job = databaseJob(this, { ...props, name: componentName(scope, id), env });
    Hook.of(job).on('pre-rollback').weight(0);
    Condition.of(job).when(props.when);
  }
}

interface DatabaseJobProps extends Pick<MigrationJobProps, 'values' | 'image' | 'waitFor'> {
  readonly name: Expression<string>;
  readonly account: Expression<string>;
  readonly command: readonly Templated<string>[];
  readonly env: { readonly [name: string]: EnvironmentValue };
}

/** A Job that waits for the database and runs a command against it. */
function databaseJob(scope: Construct, props: DatabaseJobProps): KubeJob {
  const { values, name } = props;
  const id = scope.node.id;
  const selector = componentSelector(id);
  return new KubeJob(scope, 'job', {
    metadata: { name, labels: { [componentLabel]: id } },
    spec: {
      backoffLimit: values.backoffLimit,
      activeDeadlineSeconds: values.activeDeadlineSeconds,
      ttlSecondsAfterFinished: values.ttlSecondsAfterFinished,
      template: {
        metadata: { labels: podLabelsOf(selector, values), annotations: values.podAnnotations },
        spec: {
          restartPolicy: 'OnFailure',
          serviceAccountName: props.account,
          automountServiceAccountToken: false,
          ...podSettingsOf(scope, values, selector),
          initContainers: [initContainer(waitForPort('wait-for-database', props.image, props.waitFor), values)],
          containers: [
            {
              name: id,
              ...containerImage(props.image),
              command: props.command,
              ...environmentOf(props.env, [], values),
              lifecycle: values.lifecycle,
              resources: values.resources,
              securityContext: values.securityContext,
              ...mountsOf(values.extraVolumeMounts),
            },
          ],
          ...volumesOf(values.extraVolumes),
        },
      },
    },
  });
}
