import { Construct } from 'constructs';
import { KubeJob, KubePersistentVolumeClaim } from '../../../../imports/k8s';
import { Hook, Retain, type HookEvent } from '../../../manifest';
import { appVersion, boolean, choose, integer, object, optional, text, type Refs } from '../../../values';
import { containerImage } from '../../workloads/container-image';
import { MongodbDatabase } from './mongodb-database';
import { componentLabel, componentName, componentSelector } from '../../workloads/names';
import {
  environmentOf,
  environmentVariables,
  mountsOf,
  podLabelsOf,
  podSettingsOf,
  volumesOf,
  type EnvironmentValue,
} from '../../workloads/pod';
import type { SecretKey } from '../external-secrets/secret-source';
import { persistenceValues } from '../../workloads/presets/stateful-service-values';
import {
  containerValues,
  podValues,
  resourceValues,
  type imageValues,
  type ResourceDefaults,
} from '../../workloads/workload-values';

export interface MongodbMigrationDefaults {
  readonly backoffLimit: number;
  readonly activeDeadlineSeconds: number;
  readonly resources: ResourceDefaults;
  /** Size of the volume with the dumps. */
  readonly storage: string;
  /** How many dumps are kept. */
  readonly keep: number;
}

/** `migration.*`. */
export const mongodbMigrationValues = (defaults: MongodbMigrationDefaults) =>
  object(
    {
      rollback: boolean(false, 'Whether to go back by one version instead of forward; set it for one upgrade only'),
      keep: integer(defaults.keep, 'How many dumps of the time before a migration are kept', {
        minimum: 1,
        maximum: 1000,
      }),
      backoffLimit: integer(defaults.backoffLimit, 'How often a failed migration is tried again'),
      activeDeadlineSeconds: integer(
        defaults.activeDeadlineSeconds,
        'Seconds after which the migration has failed, waiting for the database and the dump included',
        { minimum: 1 },
      ),
      ttlSecondsAfterFinished: integer(86400, 'Seconds after which a finished Job is removed'),
      persistence: persistenceValues(defaults.storage),
      resources: resourceValues(defaults.resources),
      ...podValues({ podSecurityContext: { ...mongodbOwner } }),
      ...containerValues(),
    },
    'The migration of the database, after every installation and upgrade',
  );

/** The dumps belong to the user of MongoDB's image, whichever container writes. */
const mongodbOwner = {
  runAsNonRoot: true,
  runAsUser: 999,
  runAsGroup: 999,
  fsGroup: 999,
  seccompProfile: { type: 'RuntimeDefault' },
};

export interface MongodbMigrationProps {
  readonly values: Refs<ReturnType<typeof mongodbMigrationValues>>;
  readonly image: Refs<ReturnType<typeof imageValues>>;
  /** Shell command that migrates forward, and what is added to it to go back by one version. */
  readonly command: string;
  readonly rollbackOption: string;
  readonly env: { readonly [name: string]: EnvironmentValue };
  readonly database: MongodbDatabase;
  /** The image with mongodump. */
  readonly databaseImage: Refs<ReturnType<typeof imageValues>>;
  readonly rootPassword: SecretKey;
}

/** Where dumps and history are in the pod. */
const folder = '/migrations';

/** Waits for MongoDB, then dumps all of it before anything is changed. A dump that is not whole gets no name. */
const dump = `until mongosh --quiet --host "$MONGODB_HOST" --eval "db.adminCommand('ping')" > /dev/null; do
  echo "waiting for $MONGODB_HOST"
  sleep 2
done
target=${folder}/before-$APP_VERSION-$(date -u +%Y-%m-%dT%H-%M-%S).dump
mongodump --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \\
  --authenticationDatabase admin --gzip --archive="$target.part"
mv "$target.part" "$target"
ls -t ${folder}/before-*.dump | tail -n +$((KEEP + 1)) | xargs -r rm --
ls -l ${folder}
`;

/** Runs the application's migration and writes a line about it, also when it fails. */
const migrate = (
  command: string,
) => `note() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $APP_VERSION $DIRECTION $1" >> ${folder}/history.log; }
if ${command} $MIGRATION_OPTIONS; then
  note succeeded
else
  note failed
  exit 1
fi
tail -n 20 ${folder}/history.log
`;

/**
 * A Job that dumps the database and then migrates it, with a history of what was done.
 *
 * It runs after the objects of the release are there, since the database is one of them: before the installation it would
 * wait in vain, and Argo CD, which knows no difference between installing and upgrading, would wait in vain at its first sync
 * if it ran before upgrades. So a new version of the application meets the old data for a moment: migrations add, and remove
 * only what the version before did not use any more.
 */
export class MongodbMigration extends Construct {
  readonly selector: { [key: string]: string };

  constructor(scope: Construct, id: string, props: MongodbMigrationProps) {
    super(scope, id);
    const { values, database } = props;
    const name = componentName(this, id);
    const events: HookEvent[] = ['post-install', 'post-upgrade'];
    this.selector = componentSelector(id);
    const labels = { [componentLabel]: id };

    const claim = new KubePersistentVolumeClaim(this, 'persistentvolumeclaim', {
      metadata: { name, labels },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: optional(values.persistence.storageClassName),
        resources: { requests: { storage: values.persistence.size } },
      },
    });
    Retain.of(claim).always();

    const limits = { resources: values.resources, securityContext: values.securityContext };
    const mounts = mountsOf(values.extraVolumeMounts, [{ name: 'migrations', mountPath: folder }]);
    const job = new KubeJob(this, 'job', {
      metadata: { name, labels },
      spec: {
        backoffLimit: values.backoffLimit,
        activeDeadlineSeconds: values.activeDeadlineSeconds,
        ttlSecondsAfterFinished: values.ttlSecondsAfterFinished,
        template: {
          metadata: { labels: podLabelsOf(this.selector, values), annotations: values.podAnnotations },
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            ...podSettingsOf(this, values, this.selector),
            initContainers: [
              {
                name: 'dump',
                ...containerImage(props.databaseImage),
                command: ['bash', '-ec', dump],
                env: environmentVariables({
                  MONGODB_HOST: database.host,
                  MONGODB_USER: MongodbDatabase.rootUser,
                  MONGODB_PASSWORD: props.rootPassword,
                  APP_VERSION: text`${appVersion}`,
                  KEEP: text`${values.keep}`,
                  HOME: '/tmp',
                }),
                ...limits,
                ...mounts,
              },
            ],
            containers: [
              {
                name: id,
                ...containerImage(props.image),
                command: ['sh', '-ec', migrate(props.command)],
                ...environmentOf(
                  {
                    ...props.env,
                    APP_VERSION: text`${appVersion}`,
                    DIRECTION: choose<string>(values.rollback, 'back', 'forward'),
                    MIGRATION_OPTIONS: choose<string>(values.rollback, props.rollbackOption, ''),
                  },
                  [],
                  values,
                ),
                lifecycle: values.lifecycle,
                ...limits,
                ...mounts,
              },
            ],
            ...volumesOf(values.extraVolumes, [{ name: 'migrations', persistentVolumeClaim: { claimName: name } }]),
          },
        },
      },
    });
    // The Job stays until the next one, for its log.
    Hook.of(job)
      .on(...events)
      .weight(0)
      .deleteWhen('before-hook-creation');
  }

  /** The pods of the Job, as a peer of a network policy. */
  get peer() {
    return { podSelector: { matchLabels: this.selector } };
  }
}
