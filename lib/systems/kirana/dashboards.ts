import type { Dashboard, Panel, Unit } from '../../authoring';

const tags = ['kirana'];
const backend = '{job=~".*-backend"}';
const failed = '{job=~".*-backend",status=~"5.."}';

/** One line. */
const line = (title: string, unit: Unit, expr: string, legend?: string, description?: string): Panel => ({
  title,
  unit,
  queries: [{ expr, ...(legend === undefined ? {} : { legend }) }],
  ...(description === undefined ? {} : { description }),
});

const stat = (title: string, unit: Unit, expr: string, description?: string): Panel => ({
  ...line(title, unit, expr, title, description),
  type: 'stat',
});

/** Average and 95th percentile of what a histogram of the backend counts. */
const durations = (title: string, metric: string, target: string): Panel => ({
  title,
  description: `The average must stay below ${target}.`,
  unit: 's',
  queries: [
    { expr: `sum(rate(${metric}_sum${backend}[5m])) / sum(rate(${metric}_count${backend}[5m]))`, legend: 'average' },
    { expr: `histogram_quantile(0.95, sum by (le) (rate(${metric}_bucket${backend}[5m])))`, legend: 'P95' },
  ],
});

/** What people look at: how the API does, how the databases do, how the machines do, how the shop does. */
export const dashboards: { readonly [name: string]: Dashboard } = {
  api: {
    title: 'Kirana: API',
    tags,
    panels: [
      stat(
        'Error rate',
        'percentunit',
        `sum(rate(flask_http_request_total${failed}[5m])) / sum(rate(flask_http_request_total${backend}[5m]))`,
        'Must stay below 0.1 %.',
      ),
      stat('Backend pods', 'short', `sum(up${backend})`),
      line('Requests', 'reqps', `sum by (method) (rate(flask_http_request_total${backend}[5m]))`, '{{method}}'),
      line('Errors by status', 'reqps', `sum by (status) (rate(flask_http_request_total${failed}[5m]))`, '{{status}}'),
      durations('API latency', 'flask_http_request_duration_seconds', '200 ms'),
      durations('Search', 'kirana_search_duration_seconds', '200 ms'),
      durations('Permission checks', 'kirana_permission_check_duration_seconds', '100 ms'),
      line('Requests at nginx', 'reqps', 'sum by (pod) (rate(nginx_http_requests_total[5m]))', '{{pod}}'),
      line('Connections at nginx', 'short', 'sum by (pod) (nginx_connections_active)', '{{pod}}'),
      line('Time of the frontend', 's', 'probe_duration_seconds', '{{instance}}'),
    ],
  },

  databases: {
    title: 'Kirana: databases',
    tags,
    panels: [
      stat('MongoDB', 'short', 'mongodb_up', '1 while it answers.'),
      stat('Redis', 'short', 'redis_up', '1 while it answers.'),
      durations('Database queries', 'kirana_database_query_duration_seconds', '300 ms'),
      line(
        'Operations of MongoDB',
        'ops',
        'sum by (legacy_op_type) (rate(mongodb_ss_opcounters[5m]))',
        '{{legacy_op_type}}',
      ),
      line(
        'Connections of MongoDB',
        'short',
        'mongodb_ss_connections{conn_type=~"current|available"}',
        '{{conn_type}}',
      ),
      line('Operations that wait for a lock', 'short', 'mongodb_ss_globalLock_currentQueue', '{{count_type}}'),
      line(
        'Cache hit rate',
        'percentunit',
        'rate(redis_keyspace_hits_total[5m]) / (rate(redis_keyspace_hits_total[5m]) + rate(redis_keyspace_misses_total[5m]))',
        'hits',
      ),
      line('Memory of Redis', 'percentunit', 'redis_memory_used_bytes / redis_memory_max_bytes', 'used'),
      line('Clients of Redis', 'short', 'redis_connected_clients', 'clients'),
      stat(
        'Age of the last backup',
        's',
        'time() - max(redis_key_value{key="kirana:backup:last_success_timestamp_seconds"})',
      ),
      line('Size of the backups', 'bytes', 'redis_key_value{key="kirana:backup:last_size_bytes"}', 'backup'),
    ],
  },

  infrastructure: {
    title: 'Kirana: infrastructure',
    tags,
    panels: [
      line(
        'CPU of the nodes',
        'percentunit',
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
        '{{instance}}',
      ),
      line(
        'Memory of the nodes',
        'percentunit',
        '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
        '{{instance}}',
      ),
      line('Load of the nodes', 'short', 'node_load1', '{{instance}}'),
      line(
        'Room on the disks',
        'percentunit',
        'node_filesystem_avail_bytes / node_filesystem_size_bytes',
        '{{instance}} {{mountpoint}}',
      ),
      line(
        'CPU of the containers',
        'short',
        'sum by (pod, container) (rate(container_cpu_usage_seconds_total{container!=""}[5m]))',
        '{{pod}} {{container}}',
      ),
      line(
        'Memory of the containers',
        'bytes',
        'sum by (pod, container) (container_memory_working_set_bytes{container!=""})',
        '{{pod}} {{container}}',
      ),
      line(
        'Memory against the limit',
        'percentunit',
        'container_memory_working_set_bytes{container!=""} / (container_spec_memory_limit_bytes{container!=""} > 0)',
        '{{pod}} {{container}}',
      ),
      line(
        'Starts of containers within an hour',
        'short',
        'count by (pod, container) (last_over_time(container_start_time_seconds{container!=""}[1h]))',
        '{{pod}} {{container}}',
      ),
      stat('Targets that do not answer', 'short', 'count(up == 0) or vector(0)'),
      line('Series in Prometheus', 'short', 'prometheus_tsdb_head_series', 'series'),
    ],
  },

  business: {
    title: 'Kirana: business',
    tags,
    panels: [
      stat(
        'Orders under way',
        'short',
        `sum(kirana_orders_in_progress${backend})`,
        '50 at once are what is promised and tested.',
      ),
      stat('Orders within 24 hours', 'short', `sum(increase(kirana_orders_total${backend}[24h]))`),
      line('Orders', 'ops', `sum by (outcome) (rate(kirana_orders_total${backend}[5m]))`, '{{outcome}}'),
      line('Payments', 'ops', `sum by (outcome) (rate(kirana_payments_total${backend}[5m]))`, '{{outcome}}'),
      line('Refused logins', 'ops', `sum by (reason) (rate(kirana_login_failures_total${backend}[5m]))`, '{{reason}}'),
      line(
        'Requests to others',
        'reqps',
        `sum by (dependency, outcome) (rate(kirana_external_requests_total${backend}[5m]))`,
        '{{dependency}} {{outcome}}',
      ),
      line(
        'Time of others',
        's',
        `sum by (dependency) (rate(kirana_external_request_duration_seconds_sum${backend}[5m])) / sum by (dependency) (rate(kirana_external_request_duration_seconds_count${backend}[5m]))`,
        '{{dependency}}',
      ),
    ],
  },
};
