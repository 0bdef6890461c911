import { alertsOf, targets } from './alerts';

/** What is wrong where the chart promises what it does by itself. */
export const alerts = alertsOf(targets);

export type AlertName = { [G in keyof typeof alerts]: keyof (typeof alerts)[G] }[keyof typeof alerts];

/** Series by name, with values in promtool's notation: `0+60x30` is 0, 60, 120 ... at one minute's distance. */
export type Series = { readonly [series: string]: string };

/** When a rule must fire and when not. The condition begins at the start unless `at` says when to look. */
export interface Scenario {
  readonly fires: Series;
  readonly silent: Series;
  /** Another state in which it must stay silent, such as the edge of the threshold. */
  readonly silentToo?: Series;
  /** Labels of the alert beside those of the rule. @default none */
  readonly labels?: { readonly [label: string]: string };
  /** Minutes after which the state is looked at. @default long enough for the rule */
  readonly at?: number;
  /** What somebody reads. @default not checked */
  readonly description?: string;
}

const job = (name: string, more = '') => `{job="kirana-${name}",namespace="kirana"${more}}`;
const backend = (metric: string, more = '') => metric + job('backend', more);

/** A histogram's sum and count with one observation a second. */
const duration = (metric: string, seconds: number, more = '') => ({
  [backend(`${metric}_sum`, more)]: `0+${seconds * 60}x60`,
  [backend(`${metric}_count`, more)]: '0+60x60',
});

/** A counter with this share of failures, 100 events a minute. */
const outcomes = (metric: string, failed: number, more = '') => ({
  [backend(metric, `${more},outcome="failed"`)]: `0+${failed}x60`,
  [backend(metric, `${more},outcome="succeeded"`)]: `0+${100 - failed}x60`,
});

const connections = (current: number) => ({
  [`mongodb_ss_connections${job('mongodb', ',instance="a",conn_type="current"')}`]: `${current}x60`,
  [`mongodb_ss_connections${job('mongodb', ',instance="a",conn_type="available"')}`]: `${1000 - current}x60`,
});
const queued = (count: number) => ({
  [`mongodb_ss_globalLock_currentQueue${job('mongodb', ',count_type="total"')}`]: `${count}x60`,
});
const redisMemory = (used: number) => ({
  [`redis_memory_used_bytes${job('redis')}`]: `${used}x60`,
  [`redis_memory_max_bytes${job('redis')}`]: '1000x60',
});
const cacheReads = (hits: number) => ({
  [`redis_keyspace_hits_total${job('redis')}`]: `0+${hits}x60`,
  [`redis_keyspace_misses_total${job('redis')}`]: `0+${100 - hits}x60`,
});
/** Seconds of every minute in which a CPU is idle. */
const idle = (seconds: number) => ({ 'node_cpu_seconds_total{instance="n",mode="idle",cpu="0"}': `0+${seconds}x60` });
const nodeMemory = (available: number) => ({
  'node_memory_MemAvailable_bytes{instance="n"}': `${available}x60`,
  'node_memory_MemTotal_bytes{instance="n"}': '100x60',
});
const disk = (available: number, fstype = 'ext4') => ({
  [`node_filesystem_avail_bytes{instance="n",mountpoint="/",fstype="${fstype}"}`]: `${available}x60`,
  [`node_filesystem_size_bytes{instance="n",mountpoint="/",fstype="${fstype}"}`]: '100x60',
});
const container = 'pod="p",container="c"';
const containerMemory = (used: number, limit: number, namespace = 'kirana') => ({
  [`container_memory_working_set_bytes{namespace="${namespace}",${container}}`]: `${used}x60`,
  [`container_spec_memory_limit_bytes{namespace="${namespace}",${container}}`]: `${limit}x60`,
});
/** As many starts of one container, one a minute; each start is a series of its own. */
const starts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `container_start_time_seconds{namespace="kirana",${container},id="${i}"}`,
      `${'_ '.repeat(i)}${i * 60}x1`,
    ]),
  );
const logins = (aMinute: number) => ({ [backend('kirana_login_failures_total')]: `0+${aMinute}x60` });
/** Orders in the hours from 06:00 on; before, there are some every minute. */
const orders = (aMinute: number) => ({ [backend('kirana_orders_total')]: `0+1x360 360+${aMinute}x120` });
const shop = (isUp: number, backendUp = 1) => ({
  [`probe_success${job('frontend')}`]: `${isUp}x60`,
  [`nginx_up${job('nginx')}`]: '1x60',
  [backend('up')]: `${backendUp}x60`,
});
const key = (name: string) => `redis_key_value${job('redis', `,db="db0",key="kirana:backup:${name}"`)}`;

export const scenarios: { readonly [A in AlertName]: Scenario } = {
  ApiErrorRateHigh: {
    fires: {
      [backend('flask_http_request_total', ',status="200"')]: '0+998x60',
      [backend('flask_http_request_total', ',status="503"')]: '0+2x60',
    },
    silent: {
      [backend('flask_http_request_total', ',status="200"')]: '0+1000x60',
      [backend('flask_http_request_total', ',status="404"')]: '0+50x60',
    },
    silentToo: {
      [backend('flask_http_request_total', ',status="200"')]: '0+9995x60',
      [backend('flask_http_request_total', ',status="500"')]: '0+5x60',
    },
    description: '0.2% of the requests of the last 5 minutes were answered with a status of 500 or above.',
  },
  ApiLatencyHigh: {
    fires: duration('flask_http_request_duration_seconds', 0.25),
    silent: duration('flask_http_request_duration_seconds', 0.15),
    description: 'A request takes 250ms on average over 5 minutes; the target is 0.2 s.',
  },
  SearchLatencyHigh: {
    fires: duration('kirana_search_duration_seconds', 0.3),
    silent: duration('kirana_search_duration_seconds', 0.1),
  },
  MongodbDown: {
    fires: { [`mongodb_up${job('mongodb')}`]: '0x60' },
    silent: { [`mongodb_up${job('mongodb')}`]: '1x60' },
    labels: { job: 'kirana-mongodb' },
  },
  DatabaseQueriesSlow: {
    fires: duration('kirana_database_query_duration_seconds', 0.4),
    silent: duration('kirana_database_query_duration_seconds', 0.2),
  },
  MongodbConnectionsHigh: { fires: connections(900), silent: connections(700), labels: { instance: 'a' } },
  MongodbOperationsQueued: {
    fires: queued(25),
    silent: queued(20),
    labels: { job: 'kirana-mongodb', count_type: 'total' },
    description: '25 operations have been waiting for a lock for 5 minutes.',
  },
  RedisMemoryHigh: { fires: redisMemory(950), silent: redisMemory(800), labels: { job: 'kirana-redis' } },
  CacheHitRateLow: { fires: cacheReads(70), silent: cacheReads(90), labels: { job: 'kirana-redis' } },
  PermissionChecksSlow: {
    fires: duration('kirana_permission_check_duration_seconds', 0.15),
    silent: duration('kirana_permission_check_duration_seconds', 0.05),
  },
  NodeCpuHigh: { fires: idle(3), silent: idle(30), labels: { instance: 'n' } },
  NodeMemoryHigh: { fires: nodeMemory(5), silent: nodeMemory(20), labels: { instance: 'n' } },
  NodeDiskLow: {
    fires: disk(5),
    silent: disk(50),
    silentToo: disk(1, 'tmpfs'),
    labels: { instance: 'n', mountpoint: '/', fstype: 'ext4' },
    description: '/ of n has 5% left.',
  },
  ContainerMemoryNearLimit: {
    fires: containerMemory(95, 100),
    silent: containerMemory(95, 0),
    silentToo: containerMemory(95, 100, 'elsewhere'),
    labels: { pod: 'p', container: 'c' },
  },
  ContainerRestarting: { fires: starts(6), silent: starts(2), labels: { pod: 'p', container: 'c' }, at: 8 },
  ConcurrentOrdersHigh: {
    fires: {
      [backend('kirana_orders_in_progress', ',pod="1"')]: '30x60',
      [backend('kirana_orders_in_progress', ',pod="2"')]: '21x60',
    },
    silent: {
      [backend('kirana_orders_in_progress', ',pod="1"')]: '25x60',
      [backend('kirana_orders_in_progress', ',pod="2"')]: '25x60',
    },
  },
  OrderFailuresHigh: { fires: outcomes('kirana_orders_total', 10), silent: outcomes('kirana_orders_total', 2) },
  NoOrders: {
    fires: orders(0),
    silent: orders(1),
    // At night nobody orders.
    silentToo: { [backend('kirana_orders_total')]: '0x200 0+1x300' },
    at: 450,
  },
  PaymentFailuresHigh: { fires: outcomes('kirana_payments_total', 10), silent: outcomes('kirana_payments_total', 2) },
  LoginFailuresHigh: { fires: logins(120), silent: logins(30) },
  BackendDown: {
    fires: { [backend('up', ',instance="a"')]: '0x60', [backend('up', ',instance="b"')]: '0x60' },
    silent: { [backend('up', ',instance="a"')]: '0x60', [backend('up', ',instance="b"')]: '1x60' },
  },
  StorefrontDown: { fires: shop(0), silent: shop(1) },
  AvailabilityBelowTarget: { fires: { ...shop(1), [backend('up')]: '1x30 0x2 1x60' }, silent: shop(1), at: 60 },
  ExternalDependencyFailing: {
    fires: outcomes('kirana_external_requests_total', 20, ',dependency="razorpay"'),
    silent: outcomes('kirana_external_requests_total', 5, ',dependency="razorpay"'),
    labels: { dependency: 'razorpay' },
    description: '20% of the requests to razorpay failed.',
  },
  ExternalDependencySlow: {
    fires: duration('kirana_external_request_duration_seconds', 3, ',dependency="razorpay"'),
    silent: duration('kirana_external_request_duration_seconds', 1, ',dependency="razorpay"'),
    labels: { dependency: 'razorpay' },
  },
  BackupMissing: {
    // Time begins at 0, so that a backup of the time 0 gets old.
    fires: { [key('last_success_timestamp_seconds')]: '0x2000' },
    silent: { [key('last_success_timestamp_seconds')]: '0x1000 60000x1000' },
    labels: { job: 'kirana-redis', db: 'db0', key: 'kirana:backup:last_success_timestamp_seconds' },
    at: 1600,
  },
  BackupShrunk: {
    fires: { [key('last_size_bytes')]: '1000x30 400x120' },
    silent: { [key('last_size_bytes')]: '1000x30 900x120' },
    labels: { job: 'kirana-redis', db: 'db0', key: 'kirana:backup:last_size_bytes' },
    at: 120,
  },
};

/** Alerts that must fire too when the series are gone altogether. */
export const absent: readonly AlertName[] = ['MongodbDown', 'BackendDown', 'StorefrontDown', 'BackupMissing'];
