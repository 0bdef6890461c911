import { integer } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait } from '../trait';

/**
 * When a Job has failed, and when it is removed.
 *
 * @param what the Job is, for the documentation
 * @param included in the time that it has
 */
export const jobLimits = (what: string, included: string) =>
  trait({
    defaults: {
      /** How often a failed pod is tried again. */
      backoffLimit: is.aWholeNumber,
      /** Seconds after which the Job has failed, waiting included. */
      activeDeadlineSeconds: is.aWholeNumber,
    },
    fields: (defaults) => ({
      backoffLimit: integer(defaults.backoffLimit, `How often a failed ${what} is tried again`),
      activeDeadlineSeconds: integer(
        defaults.activeDeadlineSeconds,
        `Seconds after which the ${what} has failed, ${included} included`,
        { minimum: 1 },
      ),
      ttlSecondsAfterFinished: integer(86400, 'Seconds after which a finished Job is removed'),
    }),
    apply: (_, { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished }) => ({
      controller: { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished },
    }),
  });
