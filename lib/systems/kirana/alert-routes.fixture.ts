/** What `amtool config routes test` must say for alerts with these labels. */
export const told: readonly (readonly [labels: string, receivers: readonly string[]])[] = [
  ['alertname=ApiErrorRateHigh severity=critical team=backend service=backend', ['pagerduty-critical', 'default']],
  ['alertname=BackendDown severity=critical team=backend service=backend', ['pagerduty-critical', 'default']],
  ['alertname=ApiLatencyHigh severity=warning team=backend service=backend', ['warnings']],
  ['alertname=CacheHitRateLow severity=info team=backend service=redis', ['default']],
  ['alertname=ConcurrentOrdersHigh severity=info team=backend service=orders', ['default']],
  ['alertname=MongodbDown severity=critical team=database service=mongodb', ['pagerduty-critical', 'database-team']],
  ['alertname=DatabaseQueriesSlow severity=warning team=database service=mongodb', ['database-team']],
  ['alertname=BackupMissing severity=critical team=database service=backup', ['pagerduty-critical', 'database-team']],
  [
    'alertname=PaymentFailuresHigh severity=critical team=payments service=payments',
    ['pagerduty-critical', 'payments-team'],
  ],
  [
    'alertname=ExternalDependencyFailing severity=critical team=payments service=external',
    ['pagerduty-critical', 'payments-team'],
  ],
  ['alertname=LoginFailuresHigh severity=warning team=security service=login', ['security-team']],
  ['alertname=NodeDiskLow severity=critical team=operations service=node', ['pagerduty-critical', 'operations-team']],
  ['alertname=NodeCpuHigh severity=warning team=operations service=node', ['operations-team']],
  ['alertname=SomethingNew severity=warning', ['warnings']],
  ['alertname=SomethingElse', ['default']],
];
