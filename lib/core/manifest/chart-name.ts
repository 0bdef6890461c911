import type { Chart } from 'cdk8s';
import type { Problem } from '../values';
import { chartsIn } from './charts-in';
import { HelmChart } from './helm-chart';
import { separated, slug, withHash } from './slug';

/**
 * Longest name of a chart: a release that is called after it may have as many characters, since Helm keeps ten for what it
 * puts around the name.
 */
const longest = 53;

/** What Helm, DNS and file systems all take as a name. */
const isName = (text: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= longest;

/** What charts are called, and what is wrong with the names. */
export interface ChartNames {
  readonly names: ReadonlyMap<Chart, string>;
  readonly problems: readonly Problem[];
}

/**
 * The name of each chart: its construct path with dashes, `red/web` is `red-web`.
 *
 * The id of a plain cdk8s chart is free text, so that a name is made of it where it is not one already, in lower case; a name
 * that is cut, or that another chart would have too, ends in a hash of the path. Everything in a `HelmChart` is called after
 * it, so that its id must be a name as it stands.
 */
export function chartNames(charts: readonly Chart[]): ChartNames {
  const natural = new Map(charts.map((chart) => [chart, naturalName(chart)]));
  const sharing = new Map<string, Chart[]>();
  for (const [chart, name] of natural) sharing.set(name, [...(sharing.get(name) ?? []), chart]);
  const names = new Map<Chart, string>();
  const problems: Problem[] = [];
  for (const [chart, name] of natural) {
    const others = sharing.get(name)!.filter((other) => other !== chart);
    // Whoever wrote the name as it stands keeps it.
    const gives = others.length > 0 && chart.node.path !== name;
    const isHelmChart = HelmChart.isHelmChart(chart);
    names.set(chart, gives && !isHelmChart ? withHash(name, chart.node.path, longest) : name);
    if (!isHelmChart) continue;
    problems.push(...problemsOf(chart));
    const other = others.find((each) => HelmChart.isHelmChart(each));
    if (other && gives) problems.push(sameName(chart, other, name));
  }
  return { names, problems };
}

/** The name of one chart; see `chartNames`. */
export const chartName = (chart: Chart): string =>
  chartNames(chartsIn(chart.node.root)).names.get(chart) ?? naturalName(chart);

function naturalName(chart: Chart): string {
  const { path, id } = chart.node;
  const parts = (path || id).split('/');
  const written = parts.map((part) => (isName(part) ? part : slug(separated(part))));
  const name = written.filter((part) => part !== '').join('-');
  if (HelmChart.isHelmChart(chart)) return parts.join('-');
  if (written.includes('')) return withHash(name || 'chart', path, longest);
  return name.length > longest ? withHash(name, path, longest) : name;
}

/** What keeps the path of a `HelmChart` from being a name. */
function problemsOf(chart: Chart): Problem[] {
  const name = naturalName(chart);
  const about = (message: string): Problem[] => {
    const made = slug(separated(name)).replace(/^[0-9-]+/, '');
    const suggestion = made.slice(0, longest).replace(/-+$/, '') || 'shop';
    const remedy = `Give it another id, such as "${suggestion}": lower-case letters, digits and dashes, a letter first.`;
    return [{ code: 'invalid-chart-name', construct: chart.node.path, message, remedy }];
  };
  if (name.length > longest) {
    return about(
      `the chart's name "${name}" has ${name.length} characters; a release of that name has at most ${longest}`,
    );
  }
  if (!isName(name)) return about(`"${name}" cannot be the name of a chart: Helm and DNS refuse it`);
  if (/^[0-9]/.test(name)) {
    return about(
      `"${name}" begins with a digit, and the names of Services, which begin with it, must begin with a letter`,
    );
  }
  return [];
}

const sameName = (chart: Chart, other: Chart, name: string): Problem => ({
  code: 'same-chart-name',
  construct: chart.node.path,
  message: `${chart.node.path} and ${other.node.path} would both be the chart ${name}`,
  remedy: 'Give one of them another id.',
});
