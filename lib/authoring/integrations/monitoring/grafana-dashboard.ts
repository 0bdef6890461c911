/** What a panel's numbers are, as Grafana names units. */
export type Unit = 'reqps' | 'percentunit' | 's' | 'short' | 'bytes' | 'ops';

/** One line of a panel. */
export interface Query {
  /** PromQL. */
  readonly expr: string;
  /** Name of the line; `{{label}}` stands for a label's value. @default the labels */
  readonly legend?: string;
}

export interface Panel {
  readonly title: string;
  readonly description?: string;
  /** @default timeseries */
  readonly type?: 'timeseries' | 'stat';
  readonly unit: Unit;
  readonly queries: readonly Query[];
}

export interface Dashboard {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly panels: readonly Panel[];
}

/** Grafana lays panels on a grid of 24 columns. */
const columns = 24;
const width = 12;
const height = 8;

/** A dashboard as Grafana imports it, with the data source to be chosen by whoever looks at it. `uid` names it in URLs. */
export function dashboardJson(uid: string, { title, tags = [], panels }: Dashboard): string {
  const perRow = columns / width;
  const datasource = { type: 'prometheus', uid: '${datasource}' };
  const document = {
    uid,
    title,
    tags,
    schemaVersion: 39,
    version: 1,
    editable: true,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [{ name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', current: {} }],
    },
    panels: panels.map((panel, i) => ({
      id: i + 1,
      title: panel.title,
      description: panel.description ?? '',
      type: panel.type ?? 'timeseries',
      datasource,
      gridPos: { x: (i % perRow) * width, y: Math.floor(i / perRow) * height, w: width, h: height },
      fieldConfig: { defaults: { unit: panel.unit }, overrides: [] },
      targets: panel.queries.map(({ expr, legend }, n) => ({
        refId: String.fromCharCode(65 + n),
        datasource,
        expr,
        legendFormat: legend ?? '__auto',
      })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
