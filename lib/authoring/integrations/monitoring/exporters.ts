import type { Construct } from 'constructs';
import { file, text, type Expression, type Refs } from '../../../core/values';
import { construct, refsOf } from '../../workloads/arguments';
import { Configuration } from '../../workloads/configuration';
import { aKey } from '../../workloads/environment';
import { imageDefaults, type ImageDefaults } from '../../workloads/image';
import { WebService, webServiceValues } from '../../workloads/presets/web-service';
import { http } from '../../workloads/probes';
import { resourceDefaults, type ResourceDefaults } from '../../workloads/traits/resources';
import type { SecretKey } from '../external-secrets/secret-source';
import { aName, aTemplatedText, listOf, maybe, propsOf, takes } from '../../../core/values/argument';

export interface ExporterDefaults {
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

export const exporterDefaults = propsOf<ExporterDefaults>({ image: imageDefaults, resources: resourceDefaults });

const ports = { mongodb: 9216, redis: 9121, blackbox: 9115 } as const;

const valuesTake = {
  mongodb: takes('mongodbExporterValues(defaults)', exporterDefaults),
  redis: takes('redisExporterValues(defaults)', exporterDefaults),
  blackbox: takes('blackboxExporterValues(defaults)', exporterDefaults),
};

/** What users may set of an exporter: one pod that turns what a server tells into metrics. */
const exporterValues = (kind: keyof typeof ports, path: string, defaults: ExporterDefaults, description: string) => {
  valuesTake[kind](defaults);
  return webServiceValues(
    {
      ...defaults,
      replicaCount: 1,
      probes: {
        liveness: http(path, { initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 }),
        readiness: http(path, { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
      },
      service: { port: ports[kind] },
      podDisruptionBudget: false,
    },
    description,
  );
};

export const mongodbExporterValues = (defaults: ExporterDefaults) =>
  exporterValues('mongodb', '/', defaults, 'The exporter of MongoDB');
export const redisExporterValues = (defaults: ExporterDefaults) =>
  exporterValues('redis', '/health', defaults, 'The exporter of Redis');
export const blackboxExporterValues = (defaults: ExporterDefaults) =>
  exporterValues('blackbox', '/-/healthy', defaults, 'The blackbox exporter, which asks for pages');

type ExporterRefs = Refs<ReturnType<typeof mongodbExporterValues>>;

export interface MongodbExporterProps {
  readonly values: ExporterRefs;
  readonly host: Expression<string>;
  /** A user with the role `clusterMonitor`. */
  readonly user: string;
  readonly password: SecretKey;
}

const mongodbExporterTakes = construct(
  'MongodbExporter',
  propsOf<MongodbExporterProps>({
    values: refsOf('mongodbExporterValues()', ['image', 'service', 'podDisruptionBudget']),
    host: aTemplatedText,
    user: aName,
    password: aKey,
  }),
);

export class MongodbExporter extends WebService {
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

export interface RedisExporterProps {
  readonly values: ExporterRefs;
  readonly host: Expression<string>;
  readonly password: SecretKey;
  /** Keys of Redis whose numbers become metrics. @default none */
  readonly keys?: readonly string[];
}

const redisExporterTakes = construct(
  'RedisExporter',
  propsOf<RedisExporterProps>({
    values: refsOf('redisExporterValues()', ['image', 'service', 'podDisruptionBudget']),
    host: aTemplatedText,
    password: aKey,
    keys: maybe(listOf(aName)),
  }),
);

export class RedisExporter extends WebService {
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

export interface BlackboxExporterProps {
  readonly values: ExporterRefs;
}

const blackboxExporterTakes = construct(
  'BlackboxExporter',
  propsOf<BlackboxExporterProps>({
    values: refsOf('blackboxExporterValues()', ['image', 'service', 'podDisruptionBudget']),
  }),
);

export class BlackboxExporter extends WebService {
  constructor(scope: Construct, id: string, props: BlackboxExporterProps) {
    blackboxExporterTakes(scope, id, props);
    const { values } = props;
    super(scope, id, {
      values,
      port: ports.blackbox,
      args: ['--config.file=/etc/blackbox/blackbox.yml', `--web.listen-address=:${ports.blackbox}`],
      files: [
        {
          configuration: new Configuration(scope, `${id}-config`, {
            data: { 'blackbox.yml': file('blackbox.yml', modules) },
          }),
          mountPath: '/etc/blackbox',
        },
      ],
    });
  }
}
