import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { integer } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait, type Named } from '../trait';

const defaults = {
  /** How often a failed pod is tried again. */
  backoffLimit: is.aWholeNumber,
  /** Seconds after which the Job has failed, waiting included. */
  activeDeadlineSeconds: is.aWholeNumber,
};

const fieldsOf = (what: string, included: string) => (given: is.TypesOf<typeof defaults>) => ({
  backoffLimit: integer(given.backoffLimit, `How often a failed ${what} is tried again`, { maximum: largestInt32 }),
  activeDeadlineSeconds: integer(
    given.activeDeadlineSeconds,
    `Seconds after which the ${what} has failed, ${included} included`,
    { minimum: 1, maximum: largestInt32 },
  ),
});

const jobLimitsDeclared = (what: string, included: string) =>
  trait({
    defaults,
    fields: (given) => ({
      ...fieldsOf(what, included)(given),
      // Hours: Argo CD reads how a hook ended, and waits for ever for one that is gone by then.
      ttlSecondsAfterFinished: integer(86400, 'Seconds after which a finished Job is removed', {
        maximum: largestInt32,
      }),
    }),
    apply: (_, { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished }) => ({
      controller: { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished },
    }),
  });

export interface JobLimitsTrait extends Named<ReturnType<typeof jobLimitsDeclared>> {}

/**
 * When a Job has failed, and when it is removed.
 *
 * @param what the Job is, for the documentation
 * @param included in the time that it has
 */
export const jobLimits: (what: string, included: string) => JobLimitsTrait = jobLimitsDeclared;

const keptJobLimitsDeclared = (what: string, included: string) =>
  trait({
    defaults,
    fields: fieldsOf(what, included),
    apply: (_, { backoffLimit, activeDeadlineSeconds }) => ({ controller: { backoffLimit, activeDeadlineSeconds } }),
  });

export interface KeptJobLimitsTrait extends Named<ReturnType<typeof keptJobLimitsDeclared>> {}

/**
 * When a Job of the release has failed. Nothing removes it but the next version: an engine that compares what is there with what
 * should be would make it anew, and so run it again.
 *
 * @param what the Job is, for the documentation
 * @param included in the time that it has
 */
export const keptJobLimits: (what: string, included: string) => KeptJobLimitsTrait = keptJobLimitsDeclared;
