import type { Construct } from 'constructs';
import { text, type Refs } from '../../../values';
import type { SecretKey } from '../external-secrets/secret-source';
import { MongodbDatabase } from './mongodb-database';
import { type ManagementUiDefaults, oneForAll } from '../../workloads/presets/management-ui';
import { WebService, optionalWebServiceValues } from '../../workloads/presets/web-service';
import { http } from '../../workloads/probes';

/** What users may set of `MongoExpress`. */
export const mongoExpressValues = ({ enabled, ...defaults }: ManagementUiDefaults) =>
  optionalWebServiceValues(
    enabled,
    {
      ...defaults,
      ...oneForAll,
      probes: {
        liveness: http('/status', {
          initialDelaySeconds: 20,
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 6,
        }),
        readiness: http('/status', { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
      },
      service: { port: 8081 },
    },
    'mongo-express, to look into MongoDB; whoever reaches it can change everything',
  );

export interface MongoExpressProps {
  readonly values: Refs<ReturnType<typeof mongoExpressValues>>;
  readonly database: MongodbDatabase;
  /** The password of MongoDB's root user, who is also who logs in here, under the name `root`. */
  readonly rootPassword: SecretKey;
}

export class MongoExpress extends WebService {
  constructor(scope: Construct, id: string, { values, database, rootPassword }: MongoExpressProps) {
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
