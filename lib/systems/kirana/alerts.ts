import { type AlertGroups, seriesOf } from '../../authoring';
import { releaseNamespace, text, type Templated } from '../../core/values';
import type { Team } from './alert-routes';

const backend = seriesOf('backend');
const frontend = seriesOf('frontend');
const mongodb = seriesOf('mongodb');
const redis = seriesOf('redis');
const nginx = seriesOf('nginx');
/** cAdvisor's series of the containers of this namespace; the pause container has no name. */
const containers = text`namespace="${releaseNamespace}",container!=""`;

/** What the system promises, in the units of its metrics; users may promise something else. */
export const targets = {
  apiSeconds: 0.2,
  searchSeconds: 0.2,
  permissionCheckSeconds: 0.1,
  databaseQuerySeconds: 0.3,
  errorRatio: 0.001,
  availability: 0.999,
  concurrentOrders: 50,
} as const;
type Targets = { readonly [target in keyof typeof targets]: Templated<number> };

/** Average duration over five minutes of what a histogram of the application counts. */
const average = (metric: string) =>
  text`sum(rate(${metric}_sum{${backend}}[5m])) / sum(rate(${metric}_count{${backend}}[5m]))`;

/** Share of a counter's events of the last minutes that have this outcome. */
const share = (metric: string, outcome: string, window: string) =>
  text`sum(rate(${metric}{${backend},${outcome}}[${window}])) / sum(rate(${metric}{${backend}}[${window}]))`;

/** A number that the nightly backup leaves in Redis. */
const backup = (key: string) => text`redis_key_value{${redis},key="kirana:backup:${key}"}`;

/** All that can be wrong with kirana and that somebody is told about. */
export const alertsOf = (targets: Targets) =>
  ({
    'api-and-application': {
      ApiErrorRateHigh: {
        expr: text`${share('flask_http_request_total', 'status=~"5.."', '5m')} > ${targets.errorRatio}`,
        for: '5m',
        severity: 'critical',
        team: 'backend',
        service: 'backend',
        summary: 'The API answers too many of the requests with an error',
        description:
          '{{ $value | humanizePercentage }} of the requests of the last 5 minutes were answered with a status of 500 or above.',
      },
      ApiLatencyHigh: {
        expr: text`${average('flask_http_request_duration_seconds')} > ${targets.apiSeconds}`,
        for: '5m',
        severity: 'warning',
        team: 'backend',
        service: 'backend',
        summary: 'The API takes longer than promised on average',
        description: text`A request takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is ${targets.apiSeconds} s.`,
      },
      SearchLatencyHigh: {
        expr: text`${average('kirana_search_duration_seconds')} > ${targets.searchSeconds}`,
        for: '5m',
        severity: 'warning',
        team: 'backend',
        service: 'backend',
        summary: 'The search takes longer than promised on average',
        description: text`A search takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is ${targets.searchSeconds} s.`,
      },
    },

    database: {
      MongodbDown: {
        expr: text`mongodb_up{${mongodb}} == 0 or absent(mongodb_up{${mongodb}})`,
        for: '1m',
        severity: 'critical',
        team: 'database',
        service: 'mongodb',
        summary: 'MongoDB does not answer',
        description:
          'The exporter cannot reach MongoDB, or the exporter itself is gone. The API cannot serve anything without it.',
      },
      DatabaseQueriesSlow: {
        expr: text`${average('kirana_database_query_duration_seconds')} > ${targets.databaseQuerySeconds}`,
        for: '5m',
        severity: 'warning',
        team: 'database',
        service: 'mongodb',
        summary: 'Database queries take longer than promised on average',
        description: text`A query takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is ${targets.databaseQuerySeconds} s.`,
      },
      MongodbConnectionsHigh: {
        expr: text`mongodb_ss_connections{${mongodb},conn_type="current"} / on (instance) (mongodb_ss_connections{${mongodb},conn_type="current"} + on (instance) mongodb_ss_connections{${mongodb},conn_type="available"}) > 0.8`,
        for: '5m',
        severity: 'warning',
        team: 'database',
        service: 'mongodb',
        summary: 'MongoDB is running out of connections',
        description: '{{ $value | humanizePercentage }} of the connections of MongoDB are in use.',
      },
      MongodbOperationsQueued: {
        expr: text`mongodb_ss_globalLock_currentQueue{${mongodb},count_type="total"} > 20`,
        for: '5m',
        severity: 'warning',
        team: 'database',
        service: 'mongodb',
        summary: 'Operations wait for a lock of MongoDB',
        description: '{{ $value }} operations have been waiting for a lock for 5 minutes.',
      },
    },

    'cache-and-performance': {
      RedisMemoryHigh: {
        expr: text`redis_memory_used_bytes{${redis}} / redis_memory_max_bytes{${redis}} > 0.9`,
        for: '5m',
        severity: 'warning',
        team: 'database',
        service: 'redis',
        summary: 'Redis is nearly full',
        description: 'Redis uses {{ $value | humanizePercentage }} of its memory and will soon refuse to write.',
      },
      CacheHitRateLow: {
        expr: text`rate(redis_keyspace_hits_total{${redis}}[15m]) / (rate(redis_keyspace_hits_total{${redis}}[15m]) + rate(redis_keyspace_misses_total{${redis}}[15m])) < 0.8`,
        for: '15m',
        severity: 'info',
        team: 'backend',
        service: 'redis',
        summary: 'The cache knows the answer too rarely',
        description: 'Only {{ $value | humanizePercentage }} of the reads of the last 15 minutes found their key.',
      },
      PermissionChecksSlow: {
        expr: text`${average('kirana_permission_check_duration_seconds')} > ${targets.permissionCheckSeconds}`,
        for: '5m',
        severity: 'warning',
        team: 'backend',
        service: 'backend',
        summary: 'Permission checks take longer than promised on average',
        description: text`A permission check takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is ${targets.permissionCheckSeconds} s.`,
      },
    },

    infrastructure: {
      NodeCpuHigh: {
        expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.85',
        for: '10m',
        severity: 'warning',
        team: 'operations',
        service: 'node',
        summary: 'A node has hardly any CPU time left',
        description: '{{ $labels.instance }} has been {{ $value | humanizePercentage }} busy for 10 minutes.',
      },
      NodeMemoryHigh: {
        expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.9',
        for: '5m',
        severity: 'warning',
        team: 'operations',
        service: 'node',
        summary: 'A node has hardly any memory left',
        description: '{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory.',
      },
      NodeDiskLow: {
        expr: 'node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs|ramfs"} < 0.1',
        for: '5m',
        severity: 'critical',
        team: 'operations',
        service: 'node',
        summary: 'A disk is nearly full',
        description: '{{ $labels.mountpoint }} of {{ $labels.instance }} has {{ $value | humanizePercentage }} left.',
      },
      ContainerMemoryNearLimit: {
        expr: text`container_memory_working_set_bytes{${containers}} / (container_spec_memory_limit_bytes{${containers}} > 0) > 0.9`,
        for: '5m',
        severity: 'warning',
        team: 'operations',
        service: 'container',
        summary: 'A container will soon be killed for want of memory',
        description:
          '{{ $labels.container }} of {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its limit.',
      },
      ContainerRestarting: {
        // A restarted container has a new id, and so a new series: their number is that of the starts.
        expr: text`count by (namespace, pod, container) (last_over_time(container_start_time_seconds{${containers}}[15m])) > 3`,
        for: '1m',
        severity: 'critical',
        team: 'operations',
        service: 'container',
        summary: 'A container restarts again and again',
        description: '{{ $labels.container }} of {{ $labels.pod }} was started {{ $value }} times within 15 minutes.',
      },
    },

    'business-logic': {
      ConcurrentOrdersHigh: {
        expr: text`sum(kirana_orders_in_progress{${backend}}) > ${targets.concurrentOrders}`,
        for: '5m',
        severity: 'info',
        team: 'backend',
        service: 'orders',
        summary: 'More orders are under way at once than the system is proven for',
        description: text`{{ $value }} orders are under way; ${targets.concurrentOrders} at once are what is promised and tested.`,
      },
      OrderFailuresHigh: {
        expr: text`${share('kirana_orders_total', 'outcome="failed"', '10m')} > 0.05`,
        for: '5m',
        severity: 'critical',
        team: 'backend',
        service: 'orders',
        summary: 'More than 5 % of the orders fail',
        description: '{{ $value | humanizePercentage }} of the orders of the last 10 minutes failed.',
      },
      NoOrders: {
        // The shops are open from 04:00 to 15:00 UTC (09:30 to 20:30 in India).
        expr: text`sum(increase(kirana_orders_total{${backend}}[1h])) == 0 and on () (hour() >= 5) and on () (hour() < 15)`,
        for: '15m',
        severity: 'warning',
        team: 'backend',
        service: 'orders',
        summary: 'Nobody has ordered for an hour although the shops are open',
        description:
          'No order has come in within an hour of the opening hours. Something on the way to the order may be broken.',
      },
      PaymentFailuresHigh: {
        expr: text`${share('kirana_payments_total', 'outcome="failed"', '10m')} > 0.05`,
        for: '5m',
        severity: 'critical',
        team: 'payments',
        service: 'payments',
        summary: 'More than 5 % of the payments fail',
        description: '{{ $value | humanizePercentage }} of the payments of the last 10 minutes failed.',
      },
      LoginFailuresHigh: {
        expr: text`sum(rate(kirana_login_failures_total{${backend}}[5m])) > 1`,
        for: '5m',
        severity: 'warning',
        team: 'security',
        service: 'login',
        summary: 'Somebody may be trying passwords',
        description: '{{ $value | humanize }} logins a second have failed for 5 minutes.',
      },
    },

    'service-availability': {
      BackendDown: {
        expr: text`sum(up{${backend}}) == 0 or absent(up{${backend}})`,
        for: '1m',
        severity: 'critical',
        team: 'backend',
        service: 'backend',
        summary: 'No backend pod answers',
        description: 'Prometheus reads metrics from none of the backend pods: the API is away.',
      },
      StorefrontDown: {
        expr: text`min(probe_success{${frontend}}) == 0 or max(nginx_up{${nginx}}) == 0 or absent(probe_success{${frontend}}) or absent(nginx_up{${nginx}})`,
        for: '1m',
        severity: 'critical',
        team: 'operations',
        service: 'storefront',
        summary: 'Customers do not reach the shop',
        description: 'The frontend does not answer a request, or no nginx is up in front of it.',
      },
      AvailabilityBelowTarget: {
        expr: text`avg_over_time((max(up{${backend}}) * min(probe_success{${frontend}}))[1h:1m]) < ${targets.availability}`,
        for: '5m',
        severity: 'warning',
        team: 'operations',
        service: 'storefront',
        summary: 'The shop was away for too much of the last hour',
        description: text`Backend and frontend were both there for {{ $value | humanizePercentage }} of the last hour; the target is ${targets.availability}.`,
      },
    },

    'external-dependencies': {
      ExternalDependencyFailing: {
        expr: text`sum by (dependency) (rate(kirana_external_requests_total{${backend},outcome="failed"}[5m])) / sum by (dependency) (rate(kirana_external_requests_total{${backend}}[5m])) > 0.1`,
        for: '5m',
        severity: 'critical',
        team: 'payments',
        service: 'external',
        summary: 'A service of somebody else that we need fails',
        description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.dependency }} failed.',
      },
      ExternalDependencySlow: {
        expr: text`sum by (dependency) (rate(kirana_external_request_duration_seconds_sum{${backend}}[5m])) / sum by (dependency) (rate(kirana_external_request_duration_seconds_count{${backend}}[5m])) > 2`,
        for: '10m',
        severity: 'warning',
        team: 'operations',
        service: 'external',
        summary: 'A service of somebody else that we need is slow',
        description: 'A request to {{ $labels.dependency }} takes {{ $value | humanizeDuration }} on average.',
      },
    },

    'backup-and-recovery': {
      BackupMissing: {
        // Every night, so that 26 hours leave two for the backup itself.
        expr: text`time() - ${backup('last_success_timestamp_seconds')} > 26 * 3600 or absent(${backup('last_success_timestamp_seconds')})`,
        for: '30m',
        severity: 'critical',
        team: 'database',
        service: 'backup',
        summary: 'There is no backup of the last night',
        description: 'The nightly backup of MongoDB has not succeeded for more than 26 hours, or has never.',
      },
      BackupShrunk: {
        expr: text`${backup('last_size_bytes')} < 0.5 * max_over_time(${backup('last_size_bytes')}[7d])`,
        for: '1h',
        severity: 'warning',
        team: 'database',
        service: 'backup',
        summary: 'The last backup is less than half as large as one of the days before',
        description: 'The last backup has {{ $value | humanize1024 }}B. Data may be missing in it.',
      },
    },
  }) as const satisfies AlertGroups<Team>;
