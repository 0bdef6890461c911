import type { Construct } from 'constructs';
import { object, string, text, type Expression, type Refs, type Templated } from '../../../core/values';
import { construct, refsOf } from '../../workloads/arguments';
import { aKey } from '../../workloads/environment';
import { imageDefaults, type ImageDefaults } from '../../workloads/image';
import { restrictedPod } from '../../workloads/pod';
import { StatefulService, statefulServiceFields } from '../../workloads/presets/stateful-service';
import { exec } from '../../workloads/probes';
import { resourceDefaults, type ResourceDefaults } from '../../workloads/traits/resources';
import type { SecretKey } from '../external-secrets/secret-source';
import { aBoolean, aName, aTemplatedText, aText, mapOf, maybe, propsOf, takes } from '../../../core/values/argument';

export interface PostgresDefaults {
  /** @default postgres:16 */
  readonly image?: ImageDefaults;
  readonly resources: ResourceDefaults;
  readonly storage: string;
  readonly database: string;
  /** @default postgres */
  readonly user?: string;
  readonly networkPolicy?: boolean;
}

/** The user `postgres` of Debian-based images. */
const postgresUser = { runAsUser: 999, runAsGroup: 999, fsGroup: 999 };

const valuesTake = takes(
  'postgresValues(defaults, description)',
  propsOf<PostgresDefaults>({
    image: maybe(imageDefaults),
    resources: resourceDefaults,
    storage: aName,
    database: aName,
    user: maybe(aName),
    networkPolicy: maybe(aBoolean),
  }),
  aText,
);

/** What users may set of a `PostgresDatabase`. */
export const postgresValues = (defaults: PostgresDefaults, description: string) => {
  valuesTake(defaults, description);
  const ready = ['pg_isready', '-U', defaults.user ?? 'postgres'];
  const timeoutSeconds = 5;
  return object(
    {
      ...statefulServiceFields({
        image: defaults.image ?? { repository: 'postgres', tag: '16' },
        resources: defaults.resources,
        storage: defaults.storage,
        probes: {
          // The first start and a recovery after a crash may take 5 minutes; a restart in the middle would undo them.
          startup: exec(ready, { periodSeconds: 5, timeoutSeconds, failureThreshold: 60 }),
          liveness: exec(ready, { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds, failureThreshold: 6 }),
          readiness: exec(ready, { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds }),
        },
        podSecurityContext: { ...restrictedPod, ...postgresUser },
        // PostgreSQL ends sessions and writes a checkpoint before it stops.
        terminationGracePeriodSeconds: 60,
        networkPolicy: defaults.networkPolicy,
      }),
      database: string(defaults.database, 'Name of the database, made at the first start', { minLength: 1 }),
      user: string(defaults.user ?? 'postgres', 'Owner of the database, made at the first start', { minLength: 1 }),
    },
    description,
  );
};

export interface PostgresDatabaseProps {
  readonly values: Refs<ReturnType<typeof postgresValues>>;
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
