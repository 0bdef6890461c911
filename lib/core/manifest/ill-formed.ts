import type { ApiObject, Chart } from 'cdk8s';
import { ownersIn, type Problem } from '../values';
import { appVersionProblems } from './app-version';
import { constantGuards } from './guards';
import { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';
import { nameProblems } from './name-budget';
import { definitionProblems } from './resource-definitions';
import { isNamedByContent, type HookEvent } from './traits';
import { WellFormed } from './well-formed';

/** The events whose hooks have a counterpart in the plain output. */
const eventsOfPlain: ReadonlySet<HookEvent> = new Set(['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade']);

/** A value of one chart in an object of another. */
export const foreign = (construct: string, owner: Chart): Problem => ({
  code: 'foreign-reference',
  construct,
  message: `uses a value of the chart "${owner.node.path}", which another chart cannot read`,
  remedy: 'Declare the value in this chart too, or move what refers to it.',
});

function guardProblems(chart: HelmChart, wellFormed: WellFormed): Problem[] {
  const { guards } = chart;
  const problems = [...constantGuards(guards)];
  for (const { broken, fault, construct } of guards) {
    if (broken) wellFormed.checkExpression(broken, construct, true);
    wellFormed.check(fault, construct, true);
    const foreigners = [...ownersIn([fault, ...(broken ? [broken] : [])])].filter((owner) => owner !== chart);
    problems.push(...foreigners.map((owner) => foreign(construct, owner as Chart)));
  }
  return problems;
}

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
  problems.push(...guardProblems(chart, wellFormed));
  for (const { text, condition } of chart.notes) {
    wellFormed.checkNote(text, chart.node.path);
    if (condition) wellFormed.checkExpression(condition, chart.node.path, true);
  }
  return problems;
}
