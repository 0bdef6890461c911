import * as is from '../../../core/values/argument';

const units = ['reqps', 'percentunit', 's', 'short', 'bytes', 'ops'] as const;
/** What a panel's numbers are, as Grafana names units. */
export type Unit = (typeof units)[number];

const aQuery = is.propsOf({
  /** PromQL. */
  expr: is.aName,
  /** Name of the line; `{{label}}` stands for a label's value. @default the labels */
  legend: is.maybe(is.aText),
});
/** One line of a panel. */
export type Query = is.TypeOf<typeof aQuery>;

const aPanel = is.propsOf({
  title: is.aName,
  description: is.maybe(is.aText),
  /** @default timeseries */
  type: is.maybe(is.wordOf(['timeseries', 'stat'])),
  unit: is.wordOf(units),
  queries: is.listOf(aQuery),
});
export type Panel = is.TypeOf<typeof aPanel>;

export const aDashboard = is.propsOf({
  title: is.aName,
  tags: is.maybe(is.listOf(is.aText)),
  panels: is.listOf(aPanel),
});
export type Dashboard = is.TypeOf<typeof aDashboard>;

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
