import { Type } from '@sinclair/typebox';
import { aText, takes } from './argument';
import type { Leaf } from './schema';

/** What the API server takes for an amount that is not negative, as in `formats.quantity` of the Kubernetes API. */
const pattern = '^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$';

const quantityTakes = takes('quantity(value, description)', aText, aText);

/**
 * An amount of memory, storage or CPU as Kubernetes writes it: `512Mi`, `10Gi`, `250m`, `1`. Users may say it in any unit.
 */
export const quantity = (value: string, description: string): Leaf<string> => {
  quantityTakes(value, description);
  return Type.Unsafe<string>({ type: 'string', default: value, description, pattern });
};
