import { fullname, releaseNamespace, text, type Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';

export const severities = ['critical', 'warning', 'info'] as const;
/** How bad it is: somebody must act now, somebody must act soon, somebody should know. */
export type Severity = (typeof severities)[number];

const alertRule = is.propsOf({
  /** PromQL: the alert is active for each series that it gives. */
  expr: is.aTemplatedText,
  /** How long it must last before somebody is told, as `5m`. */
  for: is.aName,
  severity: is.wordOf(severities),
  /** Who acts on it. */
  team: is.aName,
  /** What it is about; a critical alert mutes lesser ones about the same. */
  service: is.aName,
  /** One sentence for a phone's screen. */
  summary: is.aName,
  /** What is seen, with `{{ $value }}` and `{{ $labels.x }}` in Prometheus' template language. */
  description: is.aTemplatedText,
});
/** Something that is wrong, and how it is seen. */
export type AlertRule<Team extends string = string> = is.TypeOf<typeof alertRule> & { readonly team: Team };

/** Rules by the name of their alert, in groups. */
export type AlertGroups<Team extends string = string> = {
  readonly [group: string]: { readonly [alert: string]: AlertRule<Team> };
};

export const alertGroups = is.mapOf(is.mapOf(alertRule));

/** The name of a scrape job in this release: alerts of one release do not see the targets of another. */
export const jobName = checked('jobName(job)', [is.aName], (job: string) => text`${fullname}-${job}`);

/** The label matchers that select the series of one scrape job of this release. */
export const seriesOf = checked(
  'seriesOf(job)',
  [is.aName],
  (job: string) => text`job="${fullname}-${job}",namespace="${releaseNamespace}"`,
);

/** The anchor of a rule in the runbook, as Markdown viewers make it from a heading with the alert's name. */
export const runbookAnchor = (alert: string): string => alert.toLowerCase();

/** The groups as Prometheus and a `PrometheusRule` take them: `{ groups: [...] }`. */
export const ruleGroups = (groups: AlertGroups, runbookUrl: Templated<string>) => ({
  groups: Object.entries(groups).map(([name, rules]) => ({
    name,
    rules: Object.entries(rules).map(([alert, rule]) => ({
      alert,
      expr: rule.expr,
      for: rule.for,
      labels: {
        severity: rule.severity,
        team: rule.team,
        service: rule.service,
        namespace: text`${releaseNamespace}`,
      },
      annotations: {
        summary: rule.summary,
        description: rule.description,
        runbook_url: text`${runbookUrl}#${runbookAnchor(alert)}`,
      },
    })),
  })),
});
