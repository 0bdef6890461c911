import type { Construct } from 'constructs';
import { file, text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { construct, refsOf } from '../../workloads/arguments';
import { folderOf } from '../../workloads/configuration';
import { aKey } from '../../workloads/environment';
import { SinglePodService, singlePodKnobs, watchedAt } from '../../workloads/presets/single-pod-service';
import { describedValuesOf } from '../../workloads/values-of';
import type { Named } from '../../workloads/trait';

const ports = { mongodb: 9216, redis: 9121, blackbox: 9115 } as const;

/** What is so of every exporter: one pod that turns what a server tells into metrics. */
const exporterValues = (kind: keyof typeof ports, what: string, path: string) =>
  describedValuesOf(`${kind}ExporterValues`, singlePodKnobs, what, {
    ...watchedAt(ports[kind], path, {
      liveness: { initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 },
      readiness: { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    }),
  });

/** What users may set of a `MongodbExporter`. */
export const mongodbExporterValues = exporterValues('mongodb', 'The exporter of MongoDB', '/');
/** What users may set of a `RedisExporter`. */
export const redisExporterValues = exporterValues('redis', 'The exporter of Redis', '/health');
/** What users may set of a `BlackboxExporter`. */
export const blackboxExporterValues = exporterValues(
  'blackbox',
  'The blackbox exporter, which asks for pages',
  '/-/healthy',
);

/** What a system says of an exporter. */
export interface ExporterDefaults extends Named<Parameters<typeof mongodbExporterValues>[0]> {}

const mongodbExporterTakes = construct('MongodbExporter', {
  values: refsOf(mongodbExporterValues, 'image', 'service'),
  host: is.aTemplatedText,
  /** A user with the role `clusterMonitor`. */
  user: is.aName,
  password: aKey,
});
export interface MongodbExporterProps extends Named<Parameters<typeof mongodbExporterTakes>[2]> {}

export class MongodbExporter extends SinglePodService {
  constructor(scope: Construct, id: string, props: MongodbExporterProps) {
    mongodbExporterTakes(scope, id, props);
    const { values, host, user, password } = props;
    super(scope, id, {
      values,
      port: ports.mongodb,
      args: [`--web.listen-address=:${ports.mongodb}`, '--collector.diagnosticdata'],
      env: {
        MONGODB_PASSWORD: password,
        MONGODB_URI: text`mongodb://${user}:$(MONGODB_PASSWORD)@${host}:27017/admin`,
      },
    });
  }
}

const redisExporterTakes = construct('RedisExporter', {
  values: refsOf(redisExporterValues, 'image', 'service'),
  host: is.aTemplatedText,
  password: aKey,
  /** Keys of Redis whose numbers become metrics. @default none */
  keys: is.maybe(is.listOf(is.aName)),
});
export interface RedisExporterProps extends Named<Parameters<typeof redisExporterTakes>[2]> {}

export class RedisExporter extends SinglePodService {
  constructor(scope: Construct, id: string, props: RedisExporterProps) {
    redisExporterTakes(scope, id, props);
    const { values, host, password, keys = [] } = props;
    super(scope, id, {
      values,
      port: ports.redis,
      env: {
        REDIS_ADDR: text`redis://${host}:6379`,
        REDIS_PASSWORD: password,
        ...(keys.length > 0 ? { REDIS_EXPORTER_CHECK_SINGLE_KEYS: keys.map((key) => `db0=${key}`).join(',') } : {}),
      },
    });
  }
}

/** How pages are asked for: any answer from 200 to 299 is good. */
const modules = `modules:
  http_2xx:
    prober: http
    timeout: 5s
    http:
      preferred_ip_protocol: ip4
`;

const blackboxExporterTakes = construct('BlackboxExporter', {
  values: refsOf(blackboxExporterValues, 'image', 'service'),
});

export class BlackboxExporter extends SinglePodService {
  constructor(scope: Construct, id: string, props: Parameters<typeof blackboxExporterTakes>[2]) {
    blackboxExporterTakes(scope, id, props);
    const { values } = props;
    super(scope, id, {
      values,
      port: ports.blackbox,
      args: ['--config.file=/etc/blackbox/blackbox.yml', `--web.listen-address=:${ports.blackbox}`],
      files: [folderOf(scope, `${id}-config`, '/etc/blackbox', { 'blackbox.yml': file('blackbox.yml', modules) })],
    });
  }
}
