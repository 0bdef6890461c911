import type { ChartDefinition, Manifest } from '../manifest';
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
  const { findings, allowed } = checkAll(inputs, isWhole);
  const { severity } = ruleTexts.find(({ code }) => code === 'unused-value')!;
  const unused = unusedValues(definition, manifests).map(({ code, message, path = '', remedy }): Finding => ({
    code,
    severity,
    object: `values of ${definition.name}`,
    pointer: `/${path.replaceAll('.', '/')}`,
    message,
    ...(remedy === undefined ? {} : { remedy }),
    construct: definition.name,
  }));
  return { findings: [...findings, ...unused], allowed };
}
