import type { Construct } from 'constructs';
import { text } from '../../../core/values';
import { construct, instanceOf, refsOf } from '../../workloads/arguments';
import { aKey } from '../../workloads/environment';
import { managementKnobs, SinglePodService, watchedAt } from '../../workloads/presets/single-pod-service';
import { describedValuesOf } from '../../workloads/values-of';
import { MongodbDatabase } from './mongodb-database';
import type { Named } from '../../workloads/trait';

const what = 'mongo-express, to look into MongoDB; whoever reaches it can change everything';
const knobs = managementKnobs(what);

/** What users may set of `MongoExpress`. */
export const mongoExpressValues = describedValuesOf('mongoExpressValues', knobs, what, {
  ...watchedAt(8081, '/status', {
    liveness: { initialDelaySeconds: 20, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
    readiness: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  }),
});

const uiTakes = construct('MongoExpress', {
  values: refsOf(mongoExpressValues, 'image', 'service', 'enabled'),
  database: instanceOf('MongodbDatabase', () => MongodbDatabase),
  /** The password of MongoDB's root user, who is also who logs in here, under the name `root`. */
  rootPassword: aKey,
});
export interface MongoExpressProps extends Named<Parameters<typeof uiTakes>[2]> {}

/** mongo-express in the browser, behind a login. */
export class MongoExpress extends SinglePodService {
  constructor(scope: Construct, id: string, props: MongoExpressProps) {
    uiTakes(scope, id, props);
    const { values, database, rootPassword } = props;
    super(scope, id, {
      values,
      port: 8081,
      env: {
        ROOT_PASSWORD: rootPassword,
        ME_CONFIG_MONGODB_URL: text`mongodb://${MongodbDatabase.rootUser}:$(ROOT_PASSWORD)@${database.host}:27017/`,
        ME_CONFIG_BASICAUTH: 'true',
        ME_CONFIG_BASICAUTH_USERNAME: MongodbDatabase.rootUser,
        ME_CONFIG_BASICAUTH_PASSWORD: rootPassword,
      },
    });
  }
}
