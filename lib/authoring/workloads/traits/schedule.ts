import { scheduleForm, timeZoneOrNothing } from '../../../core/kubernetes/schedule-form';
import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { block, boolean, integer, oneOf, optional } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait, type Named } from '../trait';

const scheduleDeclared = trait({
  defaults: {
    /** Cron expression. @default 02:30 every night */
    schedule: is.maybe(is.aName),
  },
  fields: ({ schedule = '30 2 * * *' }) => ({
    schedule: block<string>(scheduleForm, schedule, 'When, as a cron expression in the time zone of the cluster'),
  }),
  apply: (_, values) => ({ controller: { schedule: values.schedule } }),
});

export interface ScheduleTrait extends Named<typeof scheduleDeclared> {}

/** When a CronJob runs. */
export const schedule: ScheduleTrait = scheduleDeclared;

const runsDeclared = trait({
  defaults: {
    /** Name of a time zone, such as `Europe/Berlin`. @default that of the cluster */
    timeZone: is.maybe(is.aText),
  },
  fields: ({ timeZone = '' }) => ({
    timeZone: block<string>(
      timeZoneOrNothing,
      timeZone,
      'Time zone of the schedule, as "Europe/Berlin"; empty means that of the cluster',
    ),
    suspend: boolean(false, 'Whether no further run begins'),
    concurrencyPolicy: oneOf(
      ['Allow', 'Forbid', 'Replace'],
      'Forbid',
      'What happens when a run is due while another is going on: both run, the new one waits for the next time, or the old one is ended',
    ),
    startingDeadlineSeconds: integer(3600, 'Seconds after its time in which a run that was missed may still begin', {
      minimum: 10,
      maximum: largestInt32,
    }),
    successfulJobsHistoryLimit: integer(1, 'How many successful runs are kept, with their logs', {
      maximum: largestInt32,
    }),
    failedJobsHistoryLimit: integer(3, 'How many failed runs are kept, with their logs', { maximum: largestInt32 }),
  }),
  apply: (_, { timeZone, ...others }) => ({ controller: { timeZone: optional(timeZone), ...others } }),
});

export interface RunsTrait extends Named<typeof runsDeclared> {}

/** What becomes of the runs of a CronJob. */
export const runs: RunsTrait = runsDeclared;
