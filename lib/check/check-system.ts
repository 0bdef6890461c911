import { commonFields, type ChartDefinition, type Manifest } from '../manifest';
import { chartFindings } from './chart-findings';
import { checkAll, type CheckReport } from './check';
import type { CheckInput, Finding } from './finding';
import { ruleTexts } from './rules';
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
  const { severity } = ruleTexts.find(({ code }) => code === 'unused-value')!;
  // Values that every chart has are not the author's to remove: a chart without pods has no use for pull secrets.
  const own = unusedValues(definition, manifests).filter(
    ({ path = '' }) => !Object.hasOwn(commonFields, path.split('.')[0]!),
  );
  const unused = own.map(({ code, message, path = '', remedy }): Finding => ({
    code,
    severity,
    object: `values of ${definition.name}`,
    pointer: `/${path.replaceAll('.', '/')}`,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    construct: definition.construct,
  }));
  const seen = new Set(inputs.flatMap(({ objects }) => objects.map(({ construct }) => construct)));
  return { findings: [...findings, ...unused, ...chartFindings(definition, manifests, seen)], ...others };
}
