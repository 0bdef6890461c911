import type { Construct } from 'constructs';
import { text, type Refs } from '../values';
import { MongodbDatabase } from './mongodb-database';
import { http } from './probes';
import type { SecretKey } from './secret-source';
import { WebService } from './web-service';
import { optionalWebServiceValues } from './web-service-values';
import { restrictedContainer, restrictedPod, type ImageDefaults, type ResourceDefaults } from './workload-values';

export interface ManagementUiDefaults {
  readonly enabled: boolean;
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

/** One pod is enough for those who look, and it needs no capacity while it is replaced. */
const shared = { replicaCount: 1, podDisruptionBudget: false } as const;

/** What users may set of `MongoExpress`. */
export const mongoExpressValues = ({ enabled, ...defaults }: ManagementUiDefaults) =>
  optionalWebServiceValues(
    enabled,
    {
      ...defaults,
      ...shared,
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

/** What users may set of `PgAdmin`. */
export const pgAdminValues = ({ enabled, ...defaults }: ManagementUiDefaults) =>
  optionalWebServiceValues(
    enabled,
    {
      ...defaults,
      ...shared,
      probes: {
        liveness: http('/misc/ping', {
          initialDelaySeconds: 60,
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 6,
        }),
        readiness: http('/misc/ping', {
          initialDelaySeconds: 10,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 3,
        }),
      },
      service: { port: 5050 },
      podSecurityContext: { ...restrictedPod, runAsUser: 5050, runAsGroup: 5050, fsGroup: 5050 },
      // Its Python has this capability as a file attribute: without it in the bounding set the kernel refuses to start it.
      // The entry point writes its configuration beside the program.
      securityContext: {
        ...restrictedContainer,
        readOnlyRootFilesystem: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      },
    },
    'pgAdmin, to look into PostgreSQL databases elsewhere; it keeps nothing over restarts',
  );

export interface PgAdminProps {
  readonly values: Refs<ReturnType<typeof pgAdminValues>>;
  readonly email: string;
  readonly password: SecretKey;
}

export class PgAdmin extends WebService {
  constructor(scope: Construct, id: string, { values, email, password }: PgAdminProps) {
    super(scope, id, {
      values,
      port: 5050,
      env: {
        PGADMIN_LISTEN_PORT: '5050',
        PGADMIN_DEFAULT_EMAIL: email,
        PGADMIN_DEFAULT_PASSWORD: password,
        // The name is no mail address that anybody writes to.
        PGADMIN_CONFIG_ALLOW_SPECIAL_EMAIL_DOMAINS: "['internal']",
        PGADMIN_DISABLE_POSTFIX: 'true',
      },
      mounts: [{ name: 'data', mountPath: '/var/lib/pgadmin' }],
      volumes: [{ name: 'data', emptyDir: {} }],
    });
  }
}
