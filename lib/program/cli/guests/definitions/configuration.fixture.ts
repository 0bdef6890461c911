import { join } from 'node:path';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, string } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, enabled, host, text } from './fields.fixture';

const files = join(__dirname, '../files');
const base64 = string('AAECAwQF', 'Bytes', { pattern: '^([A-Za-z0-9+/]{4}){1,4}$' });

/** ConfigMaps and Secrets. */
export const configuration = [
  define(
    'a ConfigMap of entries',
    { greeting: text('hello: "world"\n', 'Greeting'), level: text('1e3', 'Level') },
    (scope, v, as) => {
      const settings = new kplus.ConfigMap(scope, 'settings', { data: { GREETING: as.text(v.greeting), MODE: 'yes' } });
      settings.addData('LEVEL', as.text(v.level));
    },
  ),

  define('a ConfigMap whose file has values in it', { host, workers: integer(4, 'Workers') }, (scope, v, as) => {
    new kplus.ConfigMap(scope, 'settings', {
      data: {
        'app.conf': `server {\n  listen 80;\n  server_name ${as.text(v.host)};\n  # {{ not ours }}\n}\n`,
        'app.json': JSON.stringify({ host: as.text(v.host), workers: as.count(v.workers) }, null, 2),
      },
    });
  }),

  define(
    'a ConfigMap of bytes that never changes',
    { bytes: base64, immutable: boolean(true, 'For good') },
    (scope, v, as) => {
      const logo = new kplus.ConfigMap(scope, 'logo', {
        binaryData: { 'logo.png': as.text(v.bytes) },
        immutable: as.flag(v.immutable),
      });
      logo.addBinaryData('empty.bin', 'AA==');
    },
  ),

  define('a ConfigMap of files and folders', { enabled, name: dnsName('assets', 'Name') }, (scope, v, as) => {
    const assets = new kplus.ConfigMap(scope, 'assets', { metadata: { labels: { part: as.text(v.name) } } });
    assets.addDirectory(files, { keyPrefix: 'files-' });
    assets.addFile(join(files, 'nginx.conf'), 'site.conf');
    as.where(assets, v.enabled);
  }),

  define('a ConfigMap under a name of its own', { name: dnsName('shared-settings', 'Name') }, (scope, v, as) => {
    const settings = new kplus.ConfigMap(scope, 'settings', { metadata: { name: as.name(v.name) }, data: { a: 'b' } });
    new kplus.Pod(scope, 'reader', {
      containers: [{ image: 'reader:1', envFrom: [kplus.Env.fromConfigMap(settings)] }],
    });
  }),

  define(
    'a Secret of entries',
    { url: text('postgres://db', 'Address'), kind: dnsName('opaque', 'Type') },
    (scope, v, as) => {
      const secret = new kplus.Secret(scope, 'connection', { type: `example.org/${as.text(v.kind)}` });
      secret.addStringData('url', as.text(v.url));
      new kplus.Deployment(scope, 'web', {
        containers: [{ image: 'web:1', envVariables: { URL: secret.envValue('url') } }],
      });
    },
  ),

  define(
    'a Secret of a user',
    { user: text('admin', 'User'), immutable: boolean(false, 'For good') },
    (scope, v, as) => {
      new kplus.BasicAuthSecret(scope, 'login', {
        username: as.text(v.user),
        password: 'from a vault',
        immutable: as.flag(v.immutable),
      });
    },
  ),

  define('a Secret of an SSH key', { key: text('-----BEGIN KEY-----\nabc\n', 'Key') }, (scope, v, as) => {
    new kplus.SshAuthSecret(scope, 'key', { sshPrivateKey: as.text(v.key) });
  }),

  define(
    'a Secret of a certificate',
    { cert: text('-----BEGIN CERTIFICATE-----\n', 'Certificate') },
    (scope, v, as) => {
      new kplus.TlsSecret(scope, 'tls', { tlsCert: as.text(v.cert), tlsKey: 'key' });
    },
  ),

  define('a Secret of a registry', { host, user: text('ci', 'User') }, (scope, v, as) => {
    new kplus.DockerConfigSecret(scope, 'registry', {
      data: { auths: { 'registry.example.org': { username: as.text(v.user), email: `ci@${as.text(v.host)}` } } },
    });
  }),

  define('a Secret for the token of an account', { name: dnsName('robot', 'Account') }, (scope, v, as) => {
    const account = kplus.ServiceAccount.fromServiceAccountName(scope, 'account', as.text(v.name));
    new kplus.ServiceAccountTokenSecret(scope, 'token', { serviceAccount: account });
  }),
];
