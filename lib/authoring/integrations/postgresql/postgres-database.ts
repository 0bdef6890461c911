import type { Construct } from 'constructs';
import { choose, isSet, string, text, type Expression, type Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { takes } from '../../../core/values/takes';
import { construct, refsOf } from '../../workloads/arguments';
import { aKey } from '../../workloads/environment';
import { externalDatabaseValue } from '../../workloads/elsewhere';
import { restrictedPod } from '../../workloads/pod';
import { StatefulService } from '../../workloads/presets/stateful-service';
import { exec } from '../../workloads/probes';
import { trait, type DefaultsOf, type Named } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { optionalValuesOf, valuesOf, type OptionalValuesOf, type ValuesOf } from '../../workloads/values-of';

const superuser = 'postgres';

/** The owner of the database. @default postgres */
const user = is.maybe(is.aName);

const firstStartDeclared = trait({
  defaults: { database: is.aName, user },
  fields: ({ database, user = superuser }) => ({
    database: string(database, 'Name of the database, made at the first start', { minLength: 1 }),
    user: string(user, 'Owner of the database, made at the first start', { minLength: 1 }),
  }),
});

export interface PostgresFirstStartTrait extends Named<typeof firstStartDeclared> {}

/** What is made at the first start. */
const firstStart: PostgresFirstStartTrait = firstStartDeclared;
export interface PostgresFirstStart extends DefaultsOf<readonly [typeof firstStart]> {}

const probesDeclared = trait({
  defaults: { user },
  fields: ({ user = superuser }) => {
    const ready = ['pg_isready', '-U', user];
    const timeoutSeconds = 5;
    return t.probes.fields({
      probes: {
        // The first start and a recovery after a crash may take 5 minutes; a restart in the middle would undo them.
        startup: exec(ready, { periodSeconds: 5, timeoutSeconds, failureThreshold: 60 }),
        liveness: exec(ready, { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds, failureThreshold: 6 }),
        readiness: exec(ready, { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds }),
      },
    });
  },
});

export interface PostgresProbesTrait extends Named<typeof probesDeclared> {}

/** Asks whether the server takes connections, by the name of the user who is made at the first start. */
const probes: PostgresProbesTrait = probesDeclared;

const server = [t.image, t.resources, t.volumeOfEachPod, probes, t.statefulRollout] as const;
const knobs = [...server, t.entryPoint, ...t.everyPod, t.unneededIdentity, t.clients, firstStart] as const;

const given = {
  image: { repository: 'postgres', tag: '16' },
  // The user `postgres` of Debian-based images.
  podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
  // PostgreSQL ends sessions and writes a checkpoint before it stops.
  terminationGracePeriodSeconds: 60,
};

/** What users may set of a `PostgresDatabase`. */
export const postgresValues: ValuesOf<typeof knobs, 'image' | 'podSecurityContext' | 'terminationGracePeriodSeconds'> =
  valuesOf('postgresValues', knobs, given);

const elsewhereDeclared = trait({
  fields: () => ({ external: externalDatabaseValue(5432, 'sslmode=require') }),
});

export interface PostgresElsewhereTrait extends Named<typeof elsewhereDeclared> {}

/** A server of users' own in place of this one. */
const elsewhere: PostgresElsewhereTrait = elsewhereDeclared;
const optionalKnobs = [...knobs, elsewhere] as const;

/** The same for one that users may replace by a server of their own. */
export const optionalPostgresValues: OptionalValuesOf<typeof optionalKnobs, keyof typeof given> = optionalValuesOf(
  'optionalPostgresValues',
  optionalKnobs,
  given,
);

const databaseTakes = construct('PostgresDatabase', {
  values: refsOf(postgresValues, 'image', 'persistence', 'networkPolicy', 'database', 'user'),
  /** The password of the owner. */
  password: aKey,
  /** Name of the volume claim. @default data */
  claim: is.maybe(is.aName),
  podLabels: is.maybe(is.mapOf(is.aText)),
});
export interface PostgresDatabaseProps extends Named<Parameters<typeof databaseTakes>[2]> {}

const urlTakes = takes('database.urlWith(password)', is.aTemplatedText);

/** A PostgreSQL in the cluster, for places without a managed one: one pod, one volume, no failover. */
export class PostgresDatabase extends StatefulService {
  readonly database: Expression<string>;
  readonly user: Expression<string>;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    databaseTakes(scope, id, props);
    const { values } = props;
    super(scope, id, {
      values,
      port: { name: 'postgres', number: 5432 },
      data: { mountPath: '/var/lib/postgresql/data', claim: props.claim ?? 'data' },
      env: {
        POSTGRES_DB: values.database,
        POSTGRES_USER: values.user,
        POSTGRES_PASSWORD: props.password,
        // A volume may hold lost+found; the database wants an empty folder.
        PGDATA: '/var/lib/postgresql/data/pgdata',
      },
      scratch: ['/var/run/postgresql'],
      podLabels: props.podLabels,
    });
    this.database = values.database;
    this.user = values.user;
  }

  /** The URL of the database, without a user or password. */
  override get url(): Expression<string> {
    return text`postgresql://${this.host}:${this.port}/${this.database}`;
  }

  /** The URL with a password that the pod's shell or the client fills in. */
  urlWith(password: Templated<string>): Expression<string> {
    urlTakes(password);
    return text`postgresql://${this.user}:${password}@${this.host}:${this.port}/${this.database}`;
  }

  /** The same of a server of users' own, where the values let them have one. */
  urlElsewhere(password: Templated<string>): Expression<string> {
    urlTakes(password);
    const { host, port, parameters } = this.elsewhere!;
    const end = parameters ? choose<string>(isSet(parameters), text`?${parameters}`, '') : '';
    return text`postgresql://${this.user}:${password}@${host}:${port}/${this.database}${end}`;
  }
}
