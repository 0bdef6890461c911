import { fullname, releaseNamespace, text, type Expression, type Templated } from '../../../core/values';
import { aName, aTemplatedText, mapOf, propsOf, takes, wordOf } from '../../../core/values/argument';

export const severities = ['critical', 'warning', 'info'] as const;
/** How bad it is: somebody must act now, somebody must act soon, somebody should know. */
export type Severity = (typeof severities)[number];

/** Something that is wrong, and how it is seen. */
export interface AlertRule<Team extends string = string> {
  /** PromQL: the alert is active for each series that it gives. */
  readonly expr: Templated<string>;
  /** How long it must last before somebody is told, as `5m`. */
  readonly for: string;
  readonly severity: Severity;
  /** Who acts on it. */
  readonly team: Team;
  /** What it is about; a critical alert mutes lesser ones about the same. */
  readonly service: string;
  /** One sentence for a phone's screen. */
  readonly summary: string;
  /** What is seen, with `{{ $value }}` and `{{ $labels.x }}` in Prometheus' template language. */
  readonly description: string;
}

/** Rules by the name of their alert, in groups. */
export type AlertGroups<Team extends string = string> = {
  readonly [group: string]: { readonly [alert: string]: AlertRule<Team> };
};

const alertRule = propsOf<AlertRule>({
  expr: aTemplatedText,
  for: aName,
  severity: wordOf(severities),
  team: aName,
  service: aName,
  summary: aName,
  description: aName,
});
export const alertGroups = mapOf(mapOf(alertRule));

const jobTakes = takes('jobName(job)', aName);
const seriesTakes = takes('seriesOf(job)', aName);

/** The name of a scrape job in this release: alerts of one release do not see the targets of another. */
export const jobName = (job: string): Expression<string> => {
  jobTakes(job);
  return text`${fullname}-${job}`;
};

/** The label matchers that select the series of one scrape job of this release. */
export const seriesOf = (job: string): Expression<string> => {
  seriesTakes(job);
  return text`job="${fullname}-${job}",namespace="${releaseNamespace}"`;
};

/** The anchor of a rule in the runbook, as Markdown viewers make it from a heading with the alert's name. */
export const runbookAnchor = (alert: string): string => alert.toLowerCase();

type RuleTree = {
  readonly alert: string;
  readonly expr: Templated<string>;
  readonly for: string;
  readonly labels: { readonly [label: string]: Templated<string> };
  readonly annotations: { readonly [annotation: string]: Templated<string> };
};
type GroupTree = { readonly name: string; readonly rules: readonly RuleTree[] };

/** The groups as Prometheus and a `PrometheusRule` take them: `{ groups: [...] }`. */
export const ruleGroups = (
  groups: AlertGroups,
  runbookUrl: Templated<string>,
): { readonly groups: readonly GroupTree[] } => ({
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
