export type {
  AlertLabel,
  AlertRouting,
  Channel,
  Inhibition,
  Match,
  Receiver,
  Rhythm,
  Route as AlertRoute,
} from './alert-routes';
export { jobName, seriesOf, type AlertGroups, type AlertRule, type Severity } from './alert-rules';
export type { Alertmanager } from './alertmanager';
export {
  BlackboxExporter,
  MongodbExporter,
  RedisExporter,
  blackboxExporterValues,
  mongodbExporterValues,
  redisExporterValues,
  type ExporterDefaults,
  type MongodbExporterProps,
  type RedisExporterProps,
} from './exporters';
export type { Grafana } from './grafana';
export type { Dashboard, Panel, Query, Unit } from './grafana-dashboard';
export { GrafanaDashboards, grafanaDashboardsValues, type GrafanaDashboardsProps } from './grafana-dashboards';
export { Monitoring, monitoringValues, type MonitoringDefaults, type MonitoringProps } from './monitoring';
export type { ChannelKeys, NotificationDefaults } from './notifications';
export type { Prometheus, RetentionDefaults } from './prometheus';
export type { ScrapeJobs } from './scrape-jobs';
export type { PrometheusTrait } from './prometheus';
export type { NodeExporterTrait } from './node-exporter';
