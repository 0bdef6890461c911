import { tokens, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

const declared = "Declare it as a port: integer(8080, 'Port', { minimum: 1, maximum: 65535 }).";

const aPort = aValueOf(['integer'], declared, ({ shape }) => {
  const { minimum = 0, maximum = Infinity } = shape as { readonly minimum?: number; readonly maximum?: number };
  const isPort = shape.enum !== undefined || (minimum >= 1 && maximum <= 65_535);
  return isPort
    ? undefined
    : { message: 'may be a number that is not a port: these go from 1 to 65535', remedy: declared };
});

/**
 * A value as the port of a construct. The same value is the same port wherever it is given, so that a Service may lead to the port
 * of a container.
 *
 *     { image: 'nginx', portNumber: port(values.port) }
 *
 * @param value a port of the chart, declared with `integer(8080, 'Port', { minimum: 1, maximum: 65535 })`
 */
export function port(value: Expression<number>): number;
export function port(value: Expression): unknown {
  return standIn(value);
}

const standIn = checked('port(value)', [aPort], (value: Expression): unknown => tokens.mintStandIn(value));
