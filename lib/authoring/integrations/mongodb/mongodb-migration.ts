import type { Construct } from 'constructs';
import { Hook } from '../../../core/manifest';
import { appVersion, boolean, choose, integer, text, when } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { instanceOf } from '../../workloads/arguments';
import { job } from '../../workloads/controllers/job';
import { aKey, environment, environmentVariables } from '../../workloads/environment';
import { anImage, containerImage } from '../../workloads/image';
import { restrictedPod } from '../../workloads/pod';
import { trait, type DefaultsOf, type PropsOf } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { describedValuesOf } from '../../workloads/values-of';
import type { Mount } from '../../workloads/volumes';
import { Workload, preset, type WorkloadProps } from '../../workloads/workload';
import { MongodbDatabase } from './mongodb-database';

/** Where dumps and history are in the pod. */
const folder = '/migrations';

const migrations: Mount = { name: 'migrations', mountPath: folder };

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

/** Dumps the database, then migrates it. */
const dumpAndMigrate = trait({
  defaults: {
    /** How many dumps are kept. */
    keep: is.aWholeNumber,
  },
  props: {
    image: anImage,
    /** Shell command that migrates forward, and what is added to it to go back by one version. */
    command: is.aName,
    rollbackOption: is.aText,
    env: environment,
    database: instanceOf('MongodbDatabase', () => MongodbDatabase),
    /** The image with mongodump. */
    databaseImage: anImage,
    rootPassword: aKey,
  },
  fields: (defaults) => ({
    rollback: boolean(false, 'Whether to go back by one version instead of forward; set it for one upgrade only'),
    keep: integer(defaults.keep, 'How many dumps of the time before a migration are kept', {
      minimum: 1,
      maximum: 1000,
    }),
  }),
  apply: (_, { rollback, keep }, props) => ({
    initContainers: [
      {
        name: 'dump',
        image: props.databaseImage,
        command: ['bash', '-ec', dump],
        env: {
          MONGODB_HOST: props.database.host,
          MONGODB_USER: MongodbDatabase.rootUser,
          MONGODB_PASSWORD: props.rootPassword,
          APP_VERSION: text`${appVersion}`,
          KEEP: text`${keep}`,
          HOME: '/tmp',
        },
        mounts: [migrations],
      },
    ],
    container: {
      ...containerImage(props.image),
      command: ['sh', '-ec', migrate(props.command)],
      env: [
        ...environmentVariables({
          ...props.env,
          APP_VERSION: text`${appVersion}`,
          DIRECTION: choose<string>(rollback, 'back', 'forward'),
        }),
        // Not there rather than empty: the API server does not store an empty value.
        when(rollback, { name: 'MIGRATION_OPTIONS', value: props.rollbackOption }),
      ],
    },
  }),
});
export type MongodbMigrationDefaults = DefaultsOf<readonly [typeof dumpAndMigrate]>;
export type DumpAndMigrateProps = PropsOf<readonly [typeof dumpAndMigrate]>;

const limits = t.jobLimits('migration', 'waiting for the database and the dump');
const kept = t.keptVolume(migrations.name, folder);
const everyJob = [limits, kept, t.resources, ...t.everyPod, t.unneededIdentity, t.jobAccess] as const;
const traits = [dumpAndMigrate, ...everyJob] as const;

/** `migration.*`. */
export const mongodbMigrationValues = describedValuesOf(
  'mongodbMigrationValues',
  traits,
  'The migration of the database, after every installation and upgrade',
  // The dumps belong to the user of MongoDB's image, whichever container writes.
  { podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 } },
);

export type MongodbMigrationProps = WorkloadProps<typeof traits>;

const maker = { name: 'mongodbMigrationValues', fields: ['rollback', 'keep', 'persistence', 'backoffLimit'] };
const mongodbMigration = preset('MongodbMigration', maker, traits, job);

/**
 * A Job that dumps the database and then migrates it, with a history of what was done.
 *
 * It runs after the objects of the release are there, since the database is one of them: before the installation it would
 * wait in vain, and Argo CD, which knows no difference between installing and upgrading, would wait in vain at its first sync
 * if it ran before upgrades. So a new version of the application meets the old data for a moment: migrations add, and remove
 * only what the version before did not use any more.
 */
export class MongodbMigration extends Workload {
  constructor(scope: Construct, id: string, props: MongodbMigrationProps) {
    super(scope, id, mongodbMigration, props);
    // The Job stays until the next one, for its log.
    Hook.of(this.controller).on('post-install', 'post-upgrade').weight(0).deleteWhen('before-hook-creation');
  }
}
