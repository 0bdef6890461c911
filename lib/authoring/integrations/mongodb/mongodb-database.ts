import type { Construct } from 'constructs';
import { Condition } from '../../../core/manifest';
import { choose, file, isSet, string, text, type Expression } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { takes } from '../../../core/values/takes';
import { construct, refsOf } from '../../workloads/arguments';
import { folderOf } from '../../workloads/configuration';
import { aKey, type EnvironmentValue } from '../../workloads/environment';
import { externalMongodbValue } from '../../workloads/elsewhere';
import { restrictedPod } from '../../workloads/pod';
import { StatefulService, statefulKnobs } from '../../workloads/presets/stateful-service';
import { exec } from '../../workloads/probes';
import { trait, type DefaultsOf, type Named } from '../../workloads/trait';
import { optionalValuesOf, valuesOf, type OptionalValuesOf, type ValuesOf } from '../../workloads/values-of';

const pattern = '^[A-Za-z][A-Za-z0-9_-]*$';

const firstStartDeclared = trait({
  defaults: { database: is.aName, user: is.aName },
  fields: ({ database, user }) => ({
    database: string(database, 'Name of the database, made at the first start', { pattern }),
    user: string(user, 'User of the application, made at the first start', { pattern }),
  }),
});

export interface MongodbFirstStartTrait extends Named<typeof firstStartDeclared> {}

/** What is made at the first start. */
const firstStart: MongodbFirstStartTrait = firstStartDeclared;
export interface MongodbFirstStart extends DefaultsOf<readonly [typeof firstStart]> {}

/** A ping needs no login. */
const ping = ['mongosh', '--quiet', '--eval', "db.adminCommand('ping')"];

const knobs = [...statefulKnobs, firstStart] as const;

const given = {
  probes: {
    liveness: exec(ping, { initialDelaySeconds: 30, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 }),
    readiness: exec(ping, { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 3 }),
  },
  // The user `mongodb` of the image.
  podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
  // It writes a checkpoint before it stops.
  terminationGracePeriodSeconds: 60,
};

/** What users may set of a `MongodbDatabase`. */
export const mongodbValues: ValuesOf<typeof knobs, 'probes' | 'podSecurityContext' | 'terminationGracePeriodSeconds'> =
  valuesOf('mongodbValues', knobs, given);

const elsewhereDeclared = trait({ fields: () => ({ external: externalMongodbValue() }) });

export interface MongodbElsewhereTrait extends Named<typeof elsewhereDeclared> {}

/** A server of users' own in place of this one. */
const elsewhere: MongodbElsewhereTrait = elsewhereDeclared;
const optionalKnobs = [...knobs, elsewhere] as const;

/** The same for one that users may replace by a server of their own. */
export const optionalMongodbValues: OptionalValuesOf<typeof optionalKnobs, keyof typeof given> = optionalValuesOf(
  'optionalMongodbValues',
  optionalKnobs,
  given,
);

const databaseTakes = construct('MongodbDatabase', {
  values: refsOf(mongodbValues, 'image', 'persistence', 'networkPolicy', 'database', 'user'),
  rootPassword: aKey,
  /** The password of the application's user, who may read and write its database and nothing else. */
  password: aKey,
  /** The password of a user who may read the server's figures and no data. */
  monitorPassword: aKey,
});
export interface MongodbDatabaseProps extends Named<Parameters<typeof databaseTakes>[2]> {}

const urlTakes = takes('database.urlWith(passwordVariable)', is.aName);

/** The image runs it once, on an empty volume. */
const users = `// Makes the users at the first start. Afterwards a password is changed with db.changeUserPassword().
const { APP_DATABASE, APP_USER, APP_PASSWORD, MONITOR_USER, MONITOR_PASSWORD } = process.env;
db.getSiblingDB(APP_DATABASE).createUser({
  user: APP_USER,
  pwd: APP_PASSWORD,
  roles: [
    { role: 'readWrite', db: APP_DATABASE },
    { role: 'dbAdmin', db: APP_DATABASE },
  ],
});
db.getSiblingDB('admin').createUser({
  user: MONITOR_USER,
  pwd: MONITOR_PASSWORD,
  roles: [
    { role: 'clusterMonitor', db: 'admin' },
    { role: 'read', db: 'local' },
  ],
});
`;

/** A key of which the database itself need not ask whether it is there: it is, where the database is. */
const ownKey = (key: MongodbDatabaseProps['rootPassword']): EnvironmentValue =>
  'when' in key ? { valueFrom: key.valueFrom } : key;

/** A MongoDB in the cluster with authentication on: one pod, one volume, no failover. */
export class MongodbDatabase extends StatefulService {
  static readonly rootUser = 'root';
  static readonly monitorUser = 'monitor';
  readonly database: Expression<string>;
  readonly user: Expression<string>;
  /** The password of the application's user. */
  readonly password: EnvironmentValue;

  constructor(scope: Construct, id: string, props: MongodbDatabaseProps) {
    databaseTakes(scope, id, props);
    const { values } = props;
    const data = { 'users.js': file(`${id}/users.js`, users) };
    super(scope, id, {
      values,
      port: { name: 'mongodb', number: 27017 },
      data: { mountPath: '/data/db', claim: 'data' },
      args: ['mongod', '--auth', '--bind_ip_all'],
      env: {
        MONGO_INITDB_ROOT_USERNAME: MongodbDatabase.rootUser,
        MONGO_INITDB_ROOT_PASSWORD: ownKey(props.rootPassword),
        APP_DATABASE: values.database,
        APP_USER: values.user,
        APP_PASSWORD: props.password,
        MONITOR_USER: MongodbDatabase.monitorUser,
        MONITOR_PASSWORD: ownKey(props.monitorPassword),
        // mongosh keeps its state at home.
        HOME: '/tmp',
      },
      scratch: ['/data/configdb'],
      files: [folderOf(scope, `${id}-init`, '/docker-entrypoint-initdb.d', data, 'files')],
    });
    // It stands beside this construct, of which the condition is.
    if (this.elsewhere) Condition.of(scope.node.findChild(`${id}-init`)).when(this.elsewhere.isHere);
    this.database = values.database;
    this.user = values.user;
    this.password = props.password;
  }

  /** The URL of the application's database, without a user or password. */
  override get url(): Expression<string> {
    return text`mongodb://${this.host}:${this.port}/${this.database}`;
  }

  /** The URL of the application's database; Kubernetes puts the password from the variable `passwordVariable` in. */
  urlWith(passwordVariable: string): Expression<string> {
    urlTakes(passwordVariable);
    const here = text`authSource=${this.database}`;
    const { elsewhere } = this;
    if (!elsewhere) return this.urlEndingIn(passwordVariable, here);
    const { authSource, parameters } = elsewhere;
    const there = text`authSource=${authSource!}${choose<string>(isSet(parameters!), text`&${parameters!}`, '')}`;
    return this.urlEndingIn(passwordVariable, choose<string>(elsewhere.isHere, here, there));
  }

  private urlEndingIn(passwordVariable: string, end: Expression<string>): Expression<string> {
    return text`mongodb://${this.user}:$(${passwordVariable})@${this.host}:${this.port}/${this.database}?${end}`;
  }
}
