import type { Construct } from 'constructs';
import { ApplyPhase, NamedByContent } from '../../../core/manifest';
import { appVersion, boolean, choose, integer, text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { instanceOf } from '../../workloads/arguments';
import { job } from '../../workloads/controllers/job';
import type { InitContainer } from '../../workloads/container';
import { aKey, environment, environmentVariables, type EnvironmentVariables } from '../../workloads/environment';
import { anImage, containerImage, type ImageRefs } from '../../workloads/image';
import { restrictedPod } from '../../workloads/pod';
import { trait, type DefaultsOf, type PropsOf, type Named } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { describedValuesOf } from '../../workloads/values-of';
import type { Mount } from '../../workloads/volumes';
import { preset, type WorkloadProps } from '../../workloads/preset';
import { Workload } from '../../workloads/workload';
import * as scripts from './migration-scripts';
import { folder } from './migration-scripts';
import { MongodbDatabase } from './mongodb-database';

const migrations: Mount = { name: 'migrations', mountPath: folder };

/** How a container reads and writes what is known of the image: as the application's user, in its database. */
const recordsOf = (image: ImageRefs, database: MongodbDatabase): EnvironmentVariables => ({
  APP_PASSWORD: database.password,
  MONGODB_URI: text`${database.urlWith('APP_PASSWORD')}&serverSelectionTimeoutMS=5000`,
  IMAGE: containerImage(image).image,
  // mongosh keeps its state at home.
  HOME: '/tmp',
});

/** Who dumps: of a server elsewhere nobody's root password is known. */
const rootOf = ({ elsewhere }: MongodbDatabase) =>
  elsewhere ? choose<string>(elsewhere.isHere, MongodbDatabase.rootUser, '') : MongodbDatabase.rootUser;

const dumpAndMigrateDeclared = trait({
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
  apply: (_, { rollback, keep }, props) => {
    const job = {
      ...recordsOf(props.image, props.database),
      APP_VERSION: text`${appVersion}`,
      DIRECTION: choose<string>(rollback, 'back', 'forward'),
    };
    return {
      initContainers: [
        {
          name: 'dump',
          image: props.databaseImage,
          command: ['bash', '-ec', scripts.dump],
          env: {
            MONGODB_HOST: props.database.host,
            MONGODB_USER: rootOf(props.database),
            MONGODB_PASSWORD: props.rootPassword,
            KEEP: text`${keep}`,
            ...job,
          },
          mounts: [migrations],
          waitsFor: [props.database],
        },
        {
          name: 'migrate',
          image: props.image,
          command: ['sh', '-ec', scripts.migrate(props.command, props.rollbackOption)],
          env: {
            ...props.env,
            APP_VERSION: job.APP_VERSION,
            DIRECTION: job.DIRECTION,
            JOB: { valueFrom: { fieldRef: { fieldPath: "metadata.labels['controller-uid']" } } },
          },
          mounts: [migrations],
          takesExtraEnv: true,
        },
      ],
      container: {
        name: 'record',
        ...containerImage(props.databaseImage),
        command: ['bash', '-ec', scripts.record],
        env: environmentVariables(job),
      },
    };
  },
});

export interface DumpAndMigrateTrait extends Named<typeof dumpAndMigrateDeclared> {}

/** Dumps the database, migrates it, and writes down which image did. */
const dumpAndMigrate: DumpAndMigrateTrait = dumpAndMigrateDeclared;
export interface MongodbMigrationDefaults extends DefaultsOf<readonly [typeof dumpAndMigrate]> {}
export interface DumpAndMigrateProps extends PropsOf<readonly [typeof dumpAndMigrate]> {}

const limits = t.keptJobLimits('migration', 'waiting for the database and the dump');
const kept = t.keptVolume(migrations.name, folder, 'pre-deploy');
const everyJob = [limits, kept, t.resources, ...t.everyPod, t.unneededIdentity, t.jobAccess] as const;
const traits = [dumpAndMigrate, ...everyJob] as const;

/** `migration.*`. */
export const mongodbMigrationValues = describedValuesOf(
  'mongodbMigrationValues',
  traits,
  'The migration of the database, which runs once for each version',
  // The dumps belong to the user of MongoDB's image, whichever container writes.
  { podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 } },
);

export interface MongodbMigrationProps extends WorkloadProps<typeof traits> {}

const maker = { name: 'mongodbMigrationValues', fields: ['rollback', 'keep', 'persistence', 'backoffLimit'] };
const mongodbMigration = preset('MongodbMigration', maker, traits, job);

/**
 * A Job that dumps the database and then migrates it, with a history of what was done.
 *
 * It is part of the release and not a hook, since the database is part of it too: before the installation a hook would wait in vain,
 * and after it new code would have met the old schema. Its name ends in a hash of what it does, so that each version has a Job of its
 * own. Pods that need the schema wait for it by `gate`.
 */
export class MongodbMigration extends Workload {
  /** Waits, before the containers of a pod start, until the image has migrated the database. */
  readonly gate: InitContainer;

  constructor(scope: Construct, id: string, props: MongodbMigrationProps) {
    super(scope, id, mongodbMigration, props);
    NamedByContent.of(this.controller).always();
    ApplyPhase.of(this.controller).set('pre-deploy');
    this.gate = {
      name: `wait-for-${id}`,
      image: props.databaseImage,
      command: ['bash', '-ec', scripts.gate],
      env: recordsOf(props.image, props.database),
      waitsFor: [this],
    };
  }
}
