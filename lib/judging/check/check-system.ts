import { commonValues, type ChartDefinition, type Manifest } from '../../core/manifest';
import { chartFindings } from './chart-findings';
import { checkAll, findingOf, withLevels, type CheckReport } from './check';
import type { CheckInput, Finding } from './finding';
import { largeRelease } from './effects/large-release';
import { unusedValues } from './unused-values';

/**
 * Checks a system: its environments, and its values.
 *
 * @param isWhole whether `inputs` are all its environments
 */
export function checkSystem(
  { definition, manifests }: { readonly definition: ChartDefinition; readonly manifests: readonly Manifest[] },
  inputs: readonly CheckInput[],
  isWhole: boolean,
): CheckReport {
  const { findings, ...others } = checkAll(inputs, isWhole);
  // Values that every chart has are not the author's to remove: a chart without pods has no use for pull secrets.
  const own = unusedValues(definition, manifests).filter(
    ({ path = '' }) => !Object.hasOwn(commonValues, path.split('.')[0]!),
  );
  const unused = own.map(({ code, message, path = '' }): Finding =>
    findingOf(code, {
      object: `values of ${definition.name}`,
      pointer: `/${path.replaceAll('.', '/')}`,
      message,
      construct: definition.construct,
    }),
  );
  const settled = [...findings, ...others.allowed.map(({ finding }) => finding)];
  const told = new Set(settled.filter(({ code }) => code === 'damaged-text').map(({ construct }) => construct));
  const ofChart = chartFindings(definition, manifests, told);
  const large = largeRelease(definition, manifests, inputs);
  if (large !== undefined) {
    const about = { object: `chart ${definition.name}`, pointer: '', construct: definition.construct };
    ofChart.push(findingOf('large-release', { ...about, message: large }));
  }
  // Of the chart as a whole: what one environment wants to hear more or less of is not about it.
  const rules = definition.declarations?.rules;
  const levelled = withLevels(ofChart, rules === undefined ? { objects: [] } : { objects: [], rules });
  return { findings: [...findings, ...unused, ...levelled], ...others };
}
