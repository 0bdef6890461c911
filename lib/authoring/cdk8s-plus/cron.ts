import { Cron } from 'cdk8s';
import { token, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

const declared = "Declare its five fields as text: string('0 3 * * *', 'When it runs').";

/**
 * A text of five fields as the `Cron` of a construct.
 *
 *     new kplus.CronJob(this, 'report', { schedule: cron(values.schedule), ... })
 *
 * The value has minute, hour, day, month and day of the week, and is declared with `string('0 3 * * *', 'When it runs')`.
 */
export const cron = checked('cron(value)', [aValueOf(['string'], declared)], (value: Expression<string>): Cron =>
  Object.assign(Object.create(Cron.prototype) as Cron, { expressionString: token(value) }),
);
