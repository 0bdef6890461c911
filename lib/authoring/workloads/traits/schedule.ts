import { string } from '../../../values';
import { aName, maybe } from '../../../values/argument';
import { trait } from '../trait';

export interface ScheduleDefaults {
  /** Cron expression. @default 02:30 every night */
  readonly schedule?: string;
}

/** When a CronJob runs. */
export const schedule = trait({
  defaults: { schedule: maybe(aName) },
  props: {},
  fields: (defaults: ScheduleDefaults) => ({
    schedule: string(defaults.schedule ?? '30 2 * * *', 'When, as a cron expression in the time zone of the cluster', {
      pattern: '^[-0-9*/,]+( [-0-9*/,A-Za-z]+){4}$',
    }),
  }),
  apply: (_, values) => ({ controller: { schedule: values.schedule } }),
});
