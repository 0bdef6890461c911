import { token, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

const declared = "Declare it with boolean(false, 'Whether ...').";

/**
 * A value that is true or false, for a construct that writes it into its object. A construct that decides by it
 * (`if (props.readOnly)`) finds it set whatever the value is: that shows when the program is tried with sample values, and is
 * refused. There the field is set by `Binding`, or the object is made under a `Condition`.
 *
 *     { securityContext: { readOnlyRootFilesystem: flag(values.readOnly) } }
 *
 * The value is declared with `boolean(true, 'Whether ...')`.
 */
export const flag = checked('flag(value)', [aValueOf(['boolean'], declared)], (value: Expression<boolean>): boolean =>
  token(value),
);
