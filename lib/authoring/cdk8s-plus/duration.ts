import { Duration } from 'cdk8s';
import { describe, mistake, tokens, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

const declared = "Declare whole seconds: integer(30, 'Seconds between two probes').";

/**
 * A number of seconds as the `Duration` of a construct. Its `toSeconds()` is the value; whatever asks for another unit is refused.
 *
 *     kplus.Probe.fromHttpGet('/', { periodSeconds: duration(values.probe.period) })
 *
 * The value is a whole number of seconds, declared with `integer(30, 'Seconds between two probes')`; fields that want whole minutes or
 * hours have no Duration.
 *
 * @throws DefinitionError, once the construct asks for it, for milliseconds, minutes, hours, days and texts of a duration
 */
export const duration = checked(
  'duration(seconds)',
  [aValueOf(['integer'], declared)],
  (seconds: Expression<number>): Duration => {
    const amount: unknown = tokens.mintStandIn(seconds);
    if (typeof amount === 'number') return Duration.seconds(amount);
    const refuse = (unit: string) => () => {
      throw mistake({
        code: 'computed-token',
        message: `${describe(seconds)} is a number of seconds, and a construct asked for it ${unit}`,
        remedy:
          'Give the construct a literal Duration and set the field with Binding.of(object).set(pointer, value), where value has the unit of the field.',
      });
    };
    return Object.assign(Object.create(Duration.prototype) as Duration, {
      amount,
      toSeconds: () => amount as number,
      toMilliseconds: refuse('in milliseconds'),
      toMinutes: refuse('in minutes'),
      toHours: refuse('in hours'),
      toDays: refuse('in days'),
      toIsoString: refuse('as a text in ISO 8601'),
      toHumanString: () => `${String(Number(amount))} seconds, the default of ${describe(seconds)}`,
      unitLabel: () => 'seconds',
    });
  },
);
