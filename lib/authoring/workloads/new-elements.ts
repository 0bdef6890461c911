import type { IConstruct } from 'constructs';
import { repeatedHelper } from '../../core/guards';
import { addGuards } from '../../core/manifest';
import { call, type Expression, type Operand } from '../../core/values';

/**
 * Asks of a list of users that its elements differ in a field from each other and from those of the chart.
 *
 * @param taken what the chart has itself, each behind a comma
 */
export function requireNewElements(
  construct: IConstruct,
  list: Expression<readonly unknown[]>,
  field: string,
  taken: Operand,
): void {
  if (list.node.kind !== 'reference') return;
  const path = list.node.path.join('.');
  const fault = call<string>(repeatedHelper, { list, path, keys: field, taken });
  addGuards(construct, () => [
    { values: [path], sentence: `each ${field} once, and none that the chart sets itself`, fault },
  ]);
}
