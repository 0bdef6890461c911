import type { Construct } from 'constructs';
import {
  Configuration,
  HttpIngress,
  HttpRoute,
  PostgresDatabase,
  type SecretKeySource,
  SecretSource,
  WebService,
  alembicUpgrade,
  waitForPostgres,
} from '../../authoring';
import { HelmChart, composed, random } from '../../core/manifest';
import { isSet, items, not, type Refs, type Templated } from '../../core/values';
import { about } from '../about';
import { environments } from './environments';
import { EndToEndTest } from './end-to-end-test';
import { readme } from './readme';
import { Values } from './values';

type Shop = Refs<typeof Values>;

/** A service with a database of its own, which it migrates before it starts. */
interface OwnedService {
  readonly values: Shop['user'];
  readonly database: Shop['userDatabase'];
  readonly settings: { readonly [key: string]: Templated<string> };
  /** Keys of the Secret beside those of the database, each an environment variable. @default none */
  readonly keys?: { readonly [key: string]: SecretKeySource };
}

/** Four services of a small shop, three of them with a database each, behind one gateway. */
export class Microshop extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'microshop', {
      values: Values,
      environments,
      rules: 'strict',
      naming: 'wellKnown',
      ...about('microshop'),
      version: '1.2.0',
      appVersion: '1.0.0',
      description: 'A small shop of four services, for kind, minikube or a cluster',
      keywords: ['microservices', 'shop', 'kind', 'postgresql'],
      readme,
    });
    const { values } = this;
    const { config, existingSecrets, existingSecretKeys } = values;
    const port = '8000';

    const user = this.ownedService('user', {
      values: values.user,
      database: values.userDatabase,
      settings: { JWT_EXPIRES_IN: config.jwtExpiresIn, LOG_LEVEL: config.userLogLevel, PORT: port },
      keys: { JWT_SECRET: { local: random(64) } },
    });
    const product = this.ownedService('product', {
      values: values.product,
      database: values.productDatabase,
      settings: { LOG_LEVEL: config.productLogLevel, PORT: port },
    });
    const order = this.ownedService('order', {
      values: values.order,
      database: values.orderDatabase,
      settings: {
        USER_SERVICE_URL: user.url,
        PRODUCT_SERVICE_URL: product.url,
        LOG_LEVEL: config.orderLogLevel,
        PORT: port,
      },
    });
    // Both check the same logins.
    const gatewaySecret = new SecretSource(this, 'gateway-secret', {
      existingSecret: existingSecrets.gateway,
      existingSecretKeys: existingSecretKeys.gateway,
      keys: { JWT_SECRET: { local: composed((read) => read('user-secret', 'JWT_SECRET')) } },
    });
    const gateway = new WebService(this, 'gateway', {
      values: values.gateway,
      port: 8080,
      configuration: new Configuration(this, 'gateway-config', {
        data: {
          USER_SERVICE_URL: user.url,
          PRODUCT_SERVICE_URL: product.url,
          ORDER_SERVICE_URL: order.url,
          CORS_ORIGINS: config.corsOrigins,
          LOG_LEVEL: config.gatewayLogLevel,
          PORT: '8080',
        },
      }),
      env: { JWT_SECRET: gatewaySecret.key('JWT_SECRET') },
      metricsPath: '/metrics',
    });

    gateway.allowFrom(...items(values.clients), EndToEndTest.peer);
    for (const service of [user, product, order]) gateway.allowTo(service);
    for (const service of [user, product]) order.allowTo(service);

    new HttpIngress(this, 'ingress', { values: values.ingress, routes: { '/': gateway } });
    new HttpRoute(this, 'httproute', { values: values.httpRoute, routes: { '/': gateway } });
    new EndToEndTest(this, 'end-to-end', { values: values.tests, gateway });
  }

  private ownedService(
    id: 'user' | 'product' | 'order',
    { values, database, settings, keys = {} }: OwnedService,
  ): WebService {
    const secret: SecretSource = new SecretSource(this, `${id}-secret`, {
      existingSecret: this.values.existingSecrets[id],
      existingSecretKeys: this.values.existingSecretKeys[id],
      keys: {
        DATABASE_PASSWORD: { local: random() },
        DATABASE_URL: {
          local: composed((read, value) => {
            const password = read(`${id}-secret`, 'DATABASE_PASSWORD');
            return `postgresql://${value(db.user)}:${password}@${value(db.host)}:5432/${value(db.database)}`;
          }),
          when: database.enabled,
        },
        ...keys,
      },
    });
    const password = secret.key('DATABASE_PASSWORD');
    const db: PostgresDatabase = new PostgresDatabase(this, `${id}-db`, { values: database, password });
    const databaseUrl = {
      DATABASE_PASSWORD: { ...password, when: not(database.enabled) },
      DATABASE_URL: { ...secret.key('DATABASE_URL'), otherwise: db.urlElsewhere('$(DATABASE_PASSWORD)') },
    };
    const service = new WebService(this, id, {
      values,
      port: 8000,
      // The database is part of the release: a hook before the installation would wait for it in vain.
      initContainers: [
        waitForPostgres('wait-for-database', {
          values: this.values.waiting,
          image: database.image,
          host: db.host,
          port: db.port,
          database: db,
        }),
        alembicUpgrade('migrate', {
          image: values.image,
          command: items(this.values.migration.command),
          env: databaseUrl,
          when: isSet(this.values.migration.command),
        }),
      ],
      configuration: new Configuration(this, `${id}-config`, { data: settings }),
      env: { ...databaseUrl, ...Object.fromEntries(Object.keys(keys).map((key) => [key, secret.key(key)])) },
      metricsPath: '/metrics',
    });
    service.allowTo(db);
    return service;
  }
}
