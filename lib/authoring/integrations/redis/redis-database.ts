import type { Construct } from 'constructs';
import { integer, text, type Expression } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { takes } from '../../../core/values/takes';
import { construct, refsOf } from '../../workloads/arguments';
import { aKey } from '../../workloads/environment';
import { externalServerValue } from '../../workloads/elsewhere';
import { restrictedPod } from '../../workloads/pod';
import { StatefulService, statefulKnobs } from '../../workloads/presets/stateful-service';
import { exec } from '../../workloads/probes';
import { trait, type DefaultsOf, type Named } from '../../workloads/trait';
import { optionalValuesOf, valuesOf, type OptionalValuesOf, type ValuesOf } from '../../workloads/values-of';

const memoryDeclared = trait({
  defaults: {
    /** Above it, writes are refused; it must leave room below the container's limit for the copy that is saved. */
    maxMemoryMegabytes: is.aWholeNumber,
  },
  fields: (defaults) => ({
    maxMemoryMegabytes: integer(defaults.maxMemoryMegabytes, 'Megabytes of data above which writes are refused', {
      minimum: 1,
      maximum: 1000000,
    }),
  }),
});

export interface RedisMemoryTrait extends Named<typeof memoryDeclared> {}

const memory: RedisMemoryTrait = memoryDeclared;
export interface RedisMemoryDefaults extends DefaultsOf<readonly [typeof memory]> {}

/** `redis-cli` ends with 0 also when the answer is an error; it finds the password in REDISCLI_AUTH. */
const ping = ['sh', '-c', 'test "$(redis-cli ping)" = PONG'];

const knobs = [...statefulKnobs, memory] as const;

const given = {
  probes: {
    liveness: exec(ping, { initialDelaySeconds: 20, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 6 }),
    readiness: exec(ping, { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
  },
  // The user `redis` of Debian-based images.
  podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 1000, fsGroup: 1000 },
};

/** What users may set of a `RedisDatabase`. */
export const redisValues: ValuesOf<typeof knobs, 'probes' | 'podSecurityContext'> = valuesOf(
  'redisValues',
  knobs,
  given,
);

const elsewhereDeclared = trait({ fields: () => ({ external: externalServerValue(6379) }) });

export interface RedisElsewhereTrait extends Named<typeof elsewhereDeclared> {}

/** A server of users' own in place of this one. */
const elsewhere: RedisElsewhereTrait = elsewhereDeclared;
const optionalKnobs = [...knobs, elsewhere] as const;

/** The same for one that users may replace by a server of their own. */
export const optionalRedisValues: OptionalValuesOf<typeof optionalKnobs, keyof typeof given> = optionalValuesOf(
  'optionalRedisValues',
  optionalKnobs,
  given,
);

const databaseTakes = construct('RedisDatabase', {
  values: refsOf(redisValues, 'image', 'persistence', 'networkPolicy', 'maxMemoryMegabytes'),
  password: aKey,
});
export interface RedisDatabaseProps extends Named<Parameters<typeof databaseTakes>[2]> {}

const urlTakes = takes('database.urlWith(passwordVariable, database)', is.aName, is.maybe(is.aWholeNumber));

/** A Redis in the cluster that keeps what it is told over restarts: one pod, one volume, no failover. */
export class RedisDatabase extends StatefulService {
  constructor(scope: Construct, id: string, props: RedisDatabaseProps) {
    databaseTakes(scope, id, props);
    const { values } = props;
    super(scope, id, {
      values,
      port: { name: 'redis', number: 6379 },
      data: { mountPath: '/data', claim: 'data' },
      args: [
        'redis-server',
        ...['--dir', '/data'],
        ...['--appendonly', 'yes'],
        ...['--appendfsync', 'everysec'],
        ...['--requirepass', '$(REDIS_PASSWORD)'],
        ...['--maxmemory', text`${values.maxMemoryMegabytes}mb`],
        ...['--maxmemory-policy', 'noeviction'],
      ],
      env: { REDIS_PASSWORD: props.password, REDISCLI_AUTH: props.password },
    });
  }

  /** The URL of the server, without a password. */
  override get url(): Expression<string> {
    return text`redis://${this.host}:${this.port}`;
  }

  /** The URL of one of its databases; Kubernetes puts the password from the variable `passwordVariable` in. */
  urlWith(passwordVariable: string, database = 0): Expression<string> {
    urlTakes(passwordVariable, database);
    return text`redis://:$(${passwordVariable})@${this.host}:${this.port}/${database}`;
  }
}
