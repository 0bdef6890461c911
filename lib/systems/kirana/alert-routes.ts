import type { AlertRouting } from '../../authoring';

/** Who acts on alerts. */
export type Team = 'backend' | 'database' | 'payments' | 'security' | 'operations';

export type ReceiverName =
  | 'default'
  | 'pagerduty-critical'
  | 'database-team'
  | 'payments-team'
  | 'security-team'
  | 'operations-team'
  | 'warnings';

/** Who is told of which alerts. A critical one pages whoever is on call, and its team hears of it too. */
export const routing: AlertRouting<ReceiverName> = {
  receivers: {
    default: { channels: ['slack'] },
    'pagerduty-critical': { channels: ['pagerduty'] },
    'database-team': { channels: ['slack', 'email'] },
    'payments-team': { channels: ['slack', 'pagerduty'] },
    'security-team': { channels: ['slack', 'pagerduty', 'email'] },
    'operations-team': { channels: ['slack', 'email'] },
    warnings: { channels: ['slack'] },
  },
  fallback: 'default',
  groupBy: ['alertname', 'cluster', 'service'],
  rhythm: { wait: '10s', interval: '10s', repeat: '12h' },
  rhythms: { critical: { wait: '0s', interval: '10s', repeat: '5m' } },
  routes: [
    { match: { severity: 'critical' }, receiver: 'pagerduty-critical', alsoOthers: true },
    { match: { team: 'database' }, receiver: 'database-team' },
    { match: { team: 'payments' }, receiver: 'payments-team' },
    { match: { team: 'security' }, receiver: 'security-team' },
    { match: { team: 'operations' }, receiver: 'operations-team' },
    { match: { severity: 'warning' }, receiver: 'warnings' },
    // Without this route, a critical alert that has been paged would not come to the default receiver any more.
    { match: { severity: 'critical' }, receiver: 'default' },
  ],
  inhibitions: [
    {
      while: { severity: 'critical' },
      mute: { severity: ['warning', 'info'] },
      same: ['alertname', 'cluster', 'service'],
    },
    // Without the database or the backend, everything that is measured in the backend looks bad too.
    {
      while: { alertname: 'MongodbDown' },
      mute: { service: ['backend', 'mongodb', 'orders'], severity: ['warning', 'info'] },
      same: ['cluster'],
    },
    {
      while: { alertname: 'BackendDown' },
      mute: { service: ['backend', 'orders', 'storefront'], severity: ['warning', 'info'] },
      same: ['cluster'],
    },
  ],
};
