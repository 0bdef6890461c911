import { token, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aQuantity } from './size';

/**
 * A quantity as the `Cpu` of a construct: cores (`1`, `0.5`) or thousandths of one (`250m`).
 *
 *     { cpu: { request: cpu(values.cpu) } }
 *
 * The value is declared with `quantity('250m', 'CPU')`.
 */
export const cpu = checked(
  'cpu(value)',
  [aQuantity("'250m', 'CPU'")],
  (value: Expression<string>): { readonly amount: string } => ({ amount: token(value) }),
);
