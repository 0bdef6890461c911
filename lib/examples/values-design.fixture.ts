import { App } from 'cdk8s';
import { KubeConfigMap } from '../../imports/k8s';
import {
  SecretSource,
  WebService,
  existingSecretValue,
  http,
  optionalWorkerValues,
  Worker,
  webServiceValues,
} from '../authoring';
import { Condition, HelmChart, random, type Environment } from '../core/manifest';
import {
  choose,
  equals,
  fullname,
  integer,
  object,
  oneOf,
  orElse,
  placeholder,
  quantity,
  required,
  string,
  stringMap,
  text,
  values,
} from '../core/values';

/* The programs of docs/values-design.md, which shows what stands between the marks. */

const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } };
const probes = { liveness: http('/live'), readiness: http('/ready') };
const web = {
  image: { repository: 'registry.example.com/web' },
  replicaCount: 2,
  resources,
  probes,
  service: { port: 80 },
};
const worker = { image: { repository: 'registry.example.com/worker' }, replicaCount: 1, resources };

// #region groups
const Values = values({
  web: webServiceValues(web, 'The web application'),
  mailer: optionalWorkerValues(false, worker, 'Sends mails'),
  database: object(
    {
      host: required(string('', 'Host name of PostgreSQL', { minLength: 1 })),
      port: integer(5432, 'Port of PostgreSQL', { minimum: 1, maximum: 65535 }),
      timeoutSeconds: integer(30, 'Longest wait for an answer, in seconds', { minimum: 1 }),
    },
    'The database',
  ),
  // #endregion groups
  // #region narrow
  level: oneOf(['debug', 'info', 'warn'], 'info', 'What is logged'),
  bucket: string('shop-pictures', 'Bucket of the pictures', { pattern: '^[a-z0-9.-]{3,63}$' }),
  cacheSize: quantity('256Mi', 'Memory of the cache'),
  // #endregion narrow
  // #region follows
  host: string('shop.example.com', 'Host name of the shop'),
  url: string('', 'Address in mails; empty means https:// and the host'),
  // #endregion follows
  // #region mode
  mode: oneOf(['single', 'cluster'], 'single', 'How the pods know each other'),
  // #endregion mode
  // #region maps
  features: stringMap({ search: 'on', payment: 'card' }, 'Features and how each is set'),
  // #endregion maps
  // #region secrets
  existingSecret: existingSecretValue(['password']),
  // #endregion secrets
  // #region renamed
  sender: string('', 'Sender of mails; empty means the value `mailFrom`'),
  mailFrom: string('shop@example.com', 'Deprecated, will be removed in 3.0.0: use `sender`'),
  // #endregion renamed
});

// #region environments
const environments: { readonly [name: string]: Environment<typeof Values> } = {
  local: {
    values: { database: { host: 'postgres.default' }, web: { replicaCount: 1 } },
  },
  production: {
    namespace: 'shop-production',
    values: {
      database: { host: placeholder('db.example.com', 'host of the managed database') },
      web: { replicaCount: 5 },
      mailer: { enabled: true },
      features: { payment: 'invoice' },
    },
  },
};
// #endregion environments

export class Shop extends HelmChart<typeof Values> {
  constructor(scope: App) {
    super(scope, 'shop', {
      values: Values,
      environments,
      version: '2.1.0',
      appVersion: '2.1.0',
      description: 'A shop',
    });
    const { values } = this;
    const { host, url, mode, sender, mailFrom, existingSecret } = values;

    const secrets = new SecretSource(this, 'secrets', { existingSecret, keys: { password: { local: random() } } });
    const settings = {
      LEVEL: values.level,
      BUCKET: values.bucket,
      CACHE: values.cacheSize,
      // #region follows-use
      URL: orElse(url, text`https://${host}`),
      QUEUE: text`${fullname}-orders`,
      // #endregion follows-use
      // #region mode-use
      PEERS: choose(equals(mode, 'cluster'), text`${fullname}-members`, ''),
      // #endregion mode-use
      // #region renamed-use
      SENDER: orElse(sender, mailFrom),
      // #endregion renamed-use
      DATABASE: text`${values.database.host}:${values.database.port}`,
      TIMEOUT: text`${values.database.timeoutSeconds}`,
      PASSWORD: secrets.key('password'),
    };
    new WebService(this, 'web', { values: values.web, port: 8080, env: settings });
    const mailer = new Worker(this, 'mailer', { values: values.mailer, env: settings });
    Condition.of(mailer).when(values.mailer.enabled);
    new KubeConfigMap(this, 'features', { data: values.features });
  }
}
