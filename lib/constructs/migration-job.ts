import { Construct } from 'constructs';
import { KubeJob, KubeServiceAccount } from '../../imports/k8s';
import { Comment, Hook, type HookEvent } from '../manifest';
import { integer, object, type Expression, type Refs, type Templated } from '../values';
import { containerImage } from './container-image';
import { componentLabel, componentName, componentSelector } from './names';
import {
  environmentOf,
  imagePullSecrets,
  mountsOf,
  podLabelsOf,
  schedulingOf,
  volumesOf,
  type EnvironmentValue,
} from './pod';
import { initContainer, waitForPort } from './init-container';
import type { SecretSource } from './secret-source';
import { containerValues, podValues, resourceValues, type imageValues, type ResourceDefaults } from './workload-values';

export interface MigrationDefaults {
  /** How often a failed pod is tried again. */
  readonly backoffLimit: number;
  /** Seconds after which the migration has failed, waiting included. */
  readonly activeDeadlineSeconds: number;
  readonly resources: ResourceDefaults;
}

/** `migration.*`: what users may set of a `MigrationJob`. */
export const migrationValues = (defaults: MigrationDefaults) =>
  object(
    {
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
    },
    'The migration of the database, which runs before a new version does',
  );

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

/** A Job that migrates the database before a new version runs. When it fails, the release fails and nothing else changes. */
export class MigrationJob extends Construct {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id);
    const { values, hook } = props;
    const name = componentName(scope, id);
    const selector = componentSelector(id);
    const labels = { [componentLabel]: id };

    const account = new KubeServiceAccount(this, 'serviceaccount', {
      metadata: { name, labels },
      automountServiceAccountToken: false,
    });
    Hook.of(account).on(...hook.on).weight(hook.weight - 20);
    Comment.of(account).set(`For the hook ${id} alone: it runs before the objects of the release exist.\nGone when the hook has succeeded.`);

    const secretKeys = Object.values(props.secrets.env);
    const secretKey = props.secrets.from.forHook(this, 'secrets', secretKeys, hook.on, hook.weight);
    const secretEnv = Object.entries(props.secrets.env).map(([variable, key]) => [variable, secretKey(key)] as const);
    const env: { [name: string]: EnvironmentValue } = { ...Object.fromEntries(secretEnv), ...props.env };

    const limits = { resources: values.resources, securityContext: values.securityContext };
    const job = new KubeJob(this, 'job', {
      metadata: { name, labels },
      spec: {
        backoffLimit: values.backoffLimit,
        activeDeadlineSeconds: values.activeDeadlineSeconds,
        ttlSecondsAfterFinished: values.ttlSecondsAfterFinished,
        template: {
          metadata: { labels: podLabelsOf(selector, values), annotations: values.podAnnotations },
          spec: {
            restartPolicy: 'OnFailure',
            serviceAccountName: name,
            automountServiceAccountToken: false,
            imagePullSecrets: imagePullSecrets(this),
            securityContext: values.podSecurityContext,
            ...schedulingOf(values, selector),
            initContainers: [
              initContainer(waitForPort('wait-for-database', props.image, props.waitFor), values),
            ],
            containers: [
              {
                name: id,
                ...containerImage(props.image),
                command: props.command,
                ...environmentOf(env, [], values),
                lifecycle: values.lifecycle,
                ...limits,
                ...mountsOf(values.extraVolumeMounts),
              },
            ],
            ...volumesOf(values.extraVolumes),
          },
        },
      },
    });
    Hook.of(job).on(...hook.on).weight(hook.weight);
  }
}
