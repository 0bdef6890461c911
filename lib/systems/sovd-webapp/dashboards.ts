import type { Dashboard } from '../../authoring';

const requests = 'http_requests_total{job=~".*backend.*"}';

/** What operators look at: how the API does, what commands do, which vehicles are there. */
export const dashboards: { readonly [name: string]: Dashboard } = {
  operations: {
    title: 'SOVD: operations',
    tags: ['sovd'],
    panels: [
      {
        title: 'Request rate',
        unit: 'reqps',
        queries: [{ expr: `sum by (method) (rate(${requests}[5m]))`, legend: '{{method}}' }],
      },
      {
        title: 'Error rate',
        description: 'Share of answers with a status of 500 or above.',
        unit: 'percentunit',
        queries: [
          {
            expr: `sum(rate(http_requests_total{job=~".*backend.*",status=~"5.."}[5m])) / sum(rate(${requests}[5m]))`,
            legend: 'errors',
          },
        ],
      },
      {
        title: 'P95 latency',
        unit: 's',
        queries: [
          {
            expr: 'histogram_quantile(0.95, sum by (le, handler) (rate(http_request_duration_seconds_bucket{job=~".*backend.*"}[5m])))',
            legend: '{{handler}}',
          },
        ],
      },
    ],
  },
  commands: {
    title: 'SOVD: commands',
    tags: ['sovd'],
    panels: [
      {
        title: 'Commands executed',
        unit: 'ops',
        queries: [{ expr: 'sum by (status) (rate(commands_executed_total[5m]))', legend: '{{status}}' }],
      },
      {
        title: 'Command duration, P95',
        unit: 's',
        queries: [
          {
            expr: 'histogram_quantile(0.95, sum by (le) (rate(command_execution_duration_seconds_bucket[5m])))',
            legend: 'P95',
          },
        ],
      },
      {
        title: 'Active WebSocket connections',
        unit: 'short',
        queries: [{ expr: 'sum(websocket_connections_active)', legend: 'connections' }],
      },
    ],
  },
  vehicles: {
    title: 'SOVD: vehicles',
    tags: ['sovd'],
    panels: [
      {
        title: 'Connected vehicles',
        type: 'stat',
        unit: 'short',
        queries: [{ expr: 'sum(vehicle_connections_active)', legend: 'connected' }],
      },
      {
        title: 'Connection status',
        unit: 'short',
        queries: [{ expr: 'sum by (status) (vehicle_connections_active)', legend: '{{status}}' }],
      },
    ],
  },
};
