import type { Construct } from 'constructs';
import { string, text, type Expression, type Templated } from '../../../core/values';
import { aName, aTemplatedText, aText, mapOf, maybe, propsOf, takes } from '../../../core/values/argument';
import { construct, refsOf } from '../../workloads/arguments';
import { aKey } from '../../workloads/environment';
import { restrictedPod } from '../../workloads/pod';
import { StatefulService } from '../../workloads/presets/stateful-service';
import { exec } from '../../workloads/probes';
import { trait } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { valuesOf, type RefsOf } from '../../workloads/values-of';
import type { SecretKey } from '../external-secrets/secret-source';

export interface PostgresFirstStart {
  readonly database: string;
  /** @default postgres */
  readonly user?: string;
}

const superuser = 'postgres';

/** What is made at the first start. */
const firstStart = trait({
  defaults: { database: aName, user: maybe(aName) },
  fields: ({ database, user = superuser }: PostgresFirstStart) => ({
    database: string(database, 'Name of the database, made at the first start', { minLength: 1 }),
    user: string(user, 'Owner of the database, made at the first start', { minLength: 1 }),
  }),
});

/** Asks whether the server takes connections, by the name of the user who is made at the first start. */
const probes = trait({
  defaults: { user: maybe(aName) },
  fields: ({ user = superuser }: Pick<PostgresFirstStart, 'user'>) => {
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

const server = [t.image, t.resources, t.volumeOfEachPod, probes, t.statefulRollout] as const;
const knobs = [...server, ...t.everyPod, t.unneededIdentity, t.clients, firstStart] as const;

/** What users may set of a `PostgresDatabase`. */
export const postgresValues = valuesOf('postgresValues', knobs, {
  image: { repository: 'postgres', tag: '16' },
  // The user `postgres` of Debian-based images.
  podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
  // PostgreSQL ends sessions and writes a checkpoint before it stops.
  terminationGracePeriodSeconds: 60,
});

export interface PostgresDatabaseProps {
  readonly values: RefsOf<typeof knobs>;
  /** The password of the owner. */
  readonly password: SecretKey;
  /** Name of the volume claim. @default data */
  readonly claim?: string;
  readonly podLabels?: { readonly [key: string]: string };
}

const postgresDatabaseTakes = construct(
  'PostgresDatabase',
  propsOf<PostgresDatabaseProps>({
    values: refsOf('postgresValues()', ['image', 'persistence', 'networkPolicy', 'database', 'user']),
    password: aKey,
    claim: maybe(aName),
    podLabels: maybe(mapOf(aText)),
  }),
);

const urlTakes = takes('database.urlWith(password)', aTemplatedText);

/** A PostgreSQL in the cluster, for places without a managed one: one pod, one volume, no failover. */
export class PostgresDatabase extends StatefulService {
  readonly database: Expression<string>;
  readonly user: Expression<string>;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    postgresDatabaseTakes(scope, id, props);
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

  /** The URL with a password that the pod's shell or the client fills in. */
  urlWith(password: Templated<string>): Expression<string> {
    urlTakes(password);
    return text`postgresql://${this.user}:${password}@${this.host}:5432/${this.database}`;
  }
}
