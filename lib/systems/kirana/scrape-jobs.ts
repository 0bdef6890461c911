import type { ScrapeJobs } from '../../authoring';
import { fullname, text } from '../../core/values';

/** What Prometheus reads. */
export const scrapeJobs: ScrapeJobs = {
  prometheus: {
    kind: 'self',
    port: 9090,
    isClusterWide: true,
    metrics: ['up', 'prometheus_tsdb_head_series', 'prometheus_notifications_dropped_total'],
  },
  backend: {
    kind: 'pods',
    component: 'backend',
    port: 'http',
    metrics: [
      'up',
      'flask_http_request_total',
      'flask_http_request_duration_seconds',
      'kirana_search_duration_seconds',
      'kirana_permission_check_duration_seconds',
      'kirana_database_query_duration_seconds',
      'kirana_orders_in_progress',
      'kirana_orders_total',
      'kirana_payments_total',
      'kirana_login_failures_total',
      'kirana_external_requests_total',
      'kirana_external_request_duration_seconds',
    ],
  },
  frontend: {
    kind: 'probe',
    urls: [text`http://${fullname}-frontend:3000/`],
    prober: { component: 'blackbox-exporter', port: 9115 },
    metrics: ['probe_success', 'probe_duration_seconds', 'probe_http_status_code'],
  },
  mongodb: {
    kind: 'pods',
    component: 'mongodb-exporter',
    port: 'http',
    metrics: [
      'mongodb_up',
      'mongodb_ss_connections',
      'mongodb_ss_globalLock_currentQueue',
      'mongodb_ss_opcounters',
      'mongodb_ss_mem_resident',
    ],
  },
  redis: {
    kind: 'pods',
    component: 'redis-exporter',
    port: 'http',
    metrics: [
      'redis_up',
      'redis_memory_used_bytes',
      'redis_memory_max_bytes',
      'redis_keyspace_hits_total',
      'redis_keyspace_misses_total',
      'redis_connected_clients',
      'redis_key_value',
    ],
  },
  containers: {
    kind: 'containers',
    isClusterWide: true,
    metrics: [
      'container_memory_working_set_bytes',
      'container_spec_memory_limit_bytes',
      'container_start_time_seconds',
      'container_cpu_usage_seconds_total',
    ],
  },
  nodes: {
    kind: 'pods',
    component: 'node-exporter',
    port: 'http',
    isClusterWide: true,
    metrics: [
      'node_cpu_seconds_total',
      'node_memory_MemAvailable_bytes',
      'node_memory_MemTotal_bytes',
      'node_filesystem_avail_bytes',
      'node_filesystem_size_bytes',
      'node_load1',
    ],
  },
  nginx: {
    kind: 'pods',
    component: 'nginx',
    port: 'metrics',
    metrics: ['nginx_up', 'nginx_http_requests_total', 'nginx_connections_active'],
  },
};
