import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DefinitionError } from '../values';
import { chartsIn } from './charts-in';
import { HelmChart } from './helm-chart';

/**
 * The order in which charts must be applied where some depend on others, as `chart.addDependency` says, or on constructs in them;
 * undefined where none does. Otherwise charts keep the order in which they were made.
 *
 * @throws DefinitionError when charts depend on each other in a circle
 */
export function chartOrder(root: IConstruct): readonly Chart[] | undefined {
  const charts = chartsIn(root);
  const needs = new Map<Chart, Set<Chart>>(charts.map((chart) => [chart, new Set()]));
  let isOrdered = false;
  for (const construct of root.node.findAll()) {
    for (const target of construct.node.dependencies) {
      for (const source of chartsAt(construct)) {
        for (const needed of chartsAt(target)) {
          // A chart and one inside it come in whatever order the objects say.
          if (needed === source) continue;
          needs.get(source)!.add(needed);
          isOrdered = true;
        }
      }
    }
  }
  if (!isOrdered) return undefined;
  const done = new Set<Chart>();
  const open = new Set<Chart>();
  const visit = (chart: Chart): void => {
    if (done.has(chart)) return;
    if (open.has(chart)) throw circle([...open, chart]);
    open.add(chart);
    needs.get(chart)!.forEach(visit);
    open.delete(chart);
    done.add(chart);
  };
  charts.forEach(visit);
  return [...done];
}

/** The chart that a construct is part of; of a scope around charts, all of them. */
function chartsAt(construct: IConstruct): Chart[] {
  const around = HelmChart.around(construct) ?? construct.node.scopes.findLast((scope) => Chart.isChart(scope));
  return around ? [around] : chartsIn(construct);
}

function circle(path: readonly Chart[]): DefinitionError {
  const last = path.at(-1)!;
  const names = path.slice(path.indexOf(last)).map(({ node }) => node.path);
  const message = `these charts depend on each other in a circle: ${names.join(' -> ')}`;
  const remedy = 'Remove one of the dependencies.';
  return new DefinitionError([{ code: 'dependency-circle', construct: last.node.path, message, remedy }]);
}
