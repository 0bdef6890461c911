import type { ApiObject, Chart } from 'cdk8s';
import type { Problem } from '../values';
import { appVersionProblems } from './app-version';
import { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';
import { nameProblems } from './name-budget';
import { definitionProblems } from './resource-definitions';
import { isNamedByContent, type HookEvent } from './traits';
import { WellFormed } from './well-formed';

/** The events whose hooks have a counterpart in the plain output. */
const eventsOfPlain: ReadonlySet<HookEvent> = new Set(['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade']);

/** What neither output can print of a chart, or no cluster take in one of its releases. */
export function illFormed(chart: Chart, manifests: readonly Manifest[], objects: readonly ApiObject[]): Problem[] {
  const problems: Problem[] = [];
  const wellFormed = new WellFormed(problems);
  for (const { object, condition, construct, hook } of manifests) {
    const isInChartOnly = hook !== undefined && !hook.events.some((event) => eventsOfPlain.has(event));
    wellFormed.check(object, construct, isInChartOnly);
    if (condition) wellFormed.checkExpression(condition, construct, isInChartOnly);
  }
  problems.push(...definitionProblems(manifests));
  if (!HelmChart.isHelmChart(chart)) return problems;
  // A name that ends in a hash of the content is cut for it.
  const cut = new Set(objects.filter(isNamedByContent).map(({ node }) => node.path));
  problems.push(...nameProblems(manifests.filter(({ construct }) => !cut.has(construct))));
  const trees = manifests.map(({ object }) => object);
  problems.push(...appVersionProblems(chart.props.appVersion, trees, chart.node.path));
  for (const { text, condition } of chart.notes) {
    wellFormed.checkNote(text, chart.node.path);
    if (condition) wellFormed.checkExpression(condition, chart.node.path, true);
  }
  return problems;
}
