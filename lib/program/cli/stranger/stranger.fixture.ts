import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/* What somebody writes who has this package from a registry, in a folder of her own. */

export type Format = 'esm' | 'cjs';

const resources = `{ requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } }`;

/** A system that reads files beside its source, in each way that its kind of module has. */
const system = (format: Format) => `
import { readFileSync } from 'node:fs';
import { basename${format === 'cjs' ? ', join' : ''} } from 'node:path';
import type { App } from 'cdk8s';
import { Condition, HelmChart, WebService, fullname, http, k8s, text, toggle, values, webServiceValues } from 'chartwright';
import { RedisDatabase } from 'chartwright/integrations/redis';
import { KubeConfigMap, type ConfigMapVolumeSource } from 'chartwright/k8s';
import { ScaledObject } from 'chartwright/keda';
import settings from './settings.json'${format === 'esm' ? ` with { type: 'json' }` : ''};

const resources = ${resources};
const probes = { liveness: http('/'), readiness: http('/') };
const Values = values({
  web: webServiceValues({ image: { repository: 'nginx' }, replicaCount: 1, resources, probes, service: { port: 80 } }, 'The web'),
  events: toggle(false, {}, 'Whether the web is scaled'),
});
export const volume: ConfigMapVolumeSource = { name: 'places' };

export class Shop extends HelmChart<typeof Values> {
  constructor(scope: App, colour: string) {
    super(scope, 'shop', {
      values: Values,
      environments: { local: { values: {} }, production: { values: { web: { replicaCount: 2 } } } },
      version: '0.1.0',
      appVersion: '1.0.0',
      description: 'A shop',
    });
    new WebService(this, 'web', { values: this.values.web, port: 8080 });
    new KubeConfigMap(this, 'places', {
      metadata: { name: text\`\${fullname}-places\` },
      data: {
        colour,
        folder: basename(${format === 'esm' ? 'import.meta.dirname' : '__dirname'}),
        file: basename(${format === 'esm' ? 'import.meta.filename' : '__filename'}),
        read: readFileSync(${format === 'esm' ? `new URL('banner.txt', import.meta.url)` : `join(__dirname, 'banner.txt')`}, 'utf8'),
        greeting: settings.greeting,
        oneLibrary: String(KubeConfigMap === k8s.KubeConfigMap && typeof RedisDatabase === 'function'),
      },
    });
    const scaled = new ScaledObject(this, 'scaled', {
      metadata: { name: text\`\${fullname}-web\` },
      spec: {
        scaleTargetRef: { name: text\`\${fullname}-web\` },
        triggers: [{ type: 'cron', metadata: { timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '2' } }],
      },
    });
    Condition.of(scaled).when(this.values.events.enabled);
  }
}
`;

const main = (format: Format) => `
import { App } from 'cdk8s';
import { run } from 'chartwright';
import { Shop } from './systems/shop${format === 'esm' ? '.js' : ''}';

const colour = ${format === 'esm' ? `await Promise.resolve('green')` : `'green'`};
const app = new App();
new Shop(app, colour);
${format === 'esm' ? 'await' : 'void'} run(app);
`;

/** The ConfigMap that the system above comes to. */
export const places = {
  colour: 'green',
  folder: 'systems',
  file: 'shop.ts',
  read: 'Welcome',
  greeting: 'Hello',
  oneLibrary: 'true',
};

/** Something of each subpath. */
export const everySubpath = `
import { HelmChart } from 'chartwright';
import { ExternalSecret } from 'chartwright/external-secrets';
import { HTTPRoute } from 'chartwright/gateway-api';
import { AlbIngress } from 'chartwright/integrations/aws';
import { alembicGate } from 'chartwright/integrations/alembic';
import { SecretSource } from 'chartwright/integrations/external-secrets';
import { QueueWorker } from 'chartwright/integrations/keda';
import { MongodbDatabase } from 'chartwright/integrations/mongodb';
import { Monitoring } from 'chartwright/integrations/monitoring';
import { ReverseProxy } from 'chartwright/integrations/nginx';
import { PostgresDatabase } from 'chartwright/integrations/postgresql';
import { RedisDatabase } from 'chartwright/integrations/redis';
import { KubeDeployment } from 'chartwright/k8s';
import { ScaledObject } from 'chartwright/keda';
import { PrometheusRule } from 'chartwright/prometheus-operator';
import { SealedSecret } from 'chartwright/sealed-secrets';
import { SecretProviderClass } from 'chartwright/secrets-store';

export const all = [
  HelmChart, ExternalSecret, HTTPRoute, AlbIngress, alembicGate, SecretSource, QueueWorker, MongodbDatabase, Monitoring, ReverseProxy,
  PostgresDatabase, RedisDatabase, KubeDeployment, ScaledObject, PrometheusRule, SealedSecret, SecretProviderClass,
];
`;

/** Workloads and values as somebody would publish them for others: the types of all that is exported must have names. */
export const published = `
import type { Construct } from 'constructs';
import * as c from 'chartwright';

export const timeZone = c.trait({
  defaults: { timeZone: c.kinds.aName },
  props: { offsets: c.kinds.maybe(c.kinds.listOf(c.kinds.propsOf({ hours: c.kinds.aTemplatedNumber }))) },
  fields: (defaults) => ({ timeZone: c.string(defaults.timeZone, 'Time zone of the program') }),
  apply: (_, { timeZone }) => ({ container: { env: [{ name: 'TZ', value: timeZone }] } }),
});
export const everyTrait = Object.values(c.traits);
const { access, everyPod, identity, image, metrics, probes, program, replicas, resources, service } = c.traits;
export const knobs = [image, replicas, resources, probes, timeZone, ...everyPod, identity, service, access, metrics] as const;
export const all = [...knobs, program] as const;
export const gatewayValues = c.valuesOf('gatewayValues', knobs, { timeZone: 'Etc/UTC' });
export const optionalGatewayValues = c.optionalValuesOf('optionalGatewayValues', knobs);
export const gateway = c.preset('Gateway', { name: 'gatewayValues', fields: ['image'] }, all, c.controllers.deployment);

export class Gateway extends c.Server {
  constructor(scope: Construct, id: string, readonly props: c.WorkloadProps<typeof all>) {
    super(scope, id, gateway, props);
  }
}

const its = { image: { repository: 'a' }, resources: { requests: { cpu: '1', memory: '1Mi' }, limits: { memory: '1Mi' } } };
const probed = { ...its, replicaCount: 1, probes: { liveness: c.http('/'), readiness: c.http('/') }, service: { port: 80 } };
export const Values = c.values({
  gateway: gatewayValues(probed, 'The way in'),
  web: c.webServiceValues({ ...probed, metrics: true }, 'The web'),
  worker: c.optionalWorkerValues(false, { ...its, replicaCount: 1 }, 'Work'),
  db: c.postgresValues({ ...its, storage: '1Gi', database: 'shop' }, 'The database'),
  backup: c.backupValues({ resources: its.resources, storage: '1Gi', enabled: true, retentionDays: 7 }),
  migration: c.migrationValues({ ...its, backoffLimit: 1, activeDeadlineSeconds: 1 }),
  ingress: c.httpIngressValues({ enabled: true }),
  image: c.imageValues({ repository: 'a' }),
});
export const describing = [c.backupValues, c.pgAdminValues];
`;

/** The files of a project that has installed nothing yet. */
export const filesOf = (format: Format, tarball: string): { readonly [path: string]: string } => ({
  'package.json': JSON.stringify({
    name: 'stranger',
    version: '1.0.0',
    private: true,
    ...(format === 'esm' && { type: 'module' }),
    dependencies: { chartwright: `file:${tarball}`, cdk8s: '2.70.106', constructs: '10.8.1' },
  }),
  'main.ts': main(format),
  'all.ts': everySubpath,
  'systems/shop.ts': system(format),
  'systems/settings.json': '{ "greeting": "Hello" }',
  'systems/banner.txt': 'Welcome',
});

/** A folder outside of this repository with these files. */
export function folderWith(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-stranger-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

export const removeFolders = (): void =>
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
