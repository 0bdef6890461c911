import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { boolean, integer, oneOf, string } from '../../../../core/values';
import { define } from './definition.fixture';
import { enabled, image, seconds, text } from './fields.fixture';

const schedule = string('0 3 * * *', 'When it runs', {
  pattern: '^[0-5]?[0-9] (1?[0-9]|[*]) ([1-9]|[*]) [*] ([0-6]|[*])$',
});

/** What runs to its end. */
export const batch = [
  define(
    'a Job that gives up',
    {
      image,
      backoff: integer(3, 'How often it is tried again', { maximum: 50 }),
      deadline: seconds(600, 'How long it may take'),
      ttl: seconds(3600, 'When it is removed'),
    },
    (scope, v, as) => {
      new kplus.Job(scope, 'migrate', {
        backoffLimit: as.count(v.backoff),
        activeDeadline: as.duration(v.deadline),
        ttlAfterFinished: as.duration(v.ttl),
        containers: [{ image: as.text(v.image), command: ['migrate', '--to', 'latest'] }],
      });
    },
  ),

  define('a Job that starts again in its pod', { word: text('now', 'What it says'), enabled }, (scope, v, as) => {
    const job = new kplus.Job(scope, 'greet', {
      restartPolicy: kplus.RestartPolicy.ON_FAILURE,
      podMetadata: { annotations: { 'example.org/word': as.text(v.word) } },
      containers: [{ image: 'busybox:1.36', command: ['echo'], args: [as.text(v.word), '--', 'done'] }],
    });
    as.where(job, v.enabled);
  }),

  define('a CronJob each night', { schedule, image }, (scope, v, as) => {
    new kplus.CronJob(scope, 'report', {
      schedule: as.cron(v.schedule),
      containers: [{ image: as.text(v.image) }],
    });
  }),

  define(
    'a CronJob that keeps its history',
    {
      ok: integer(1, 'Jobs that succeeded'),
      failed: integer(4, 'Jobs that failed'),
      zone: oneOf(['Etc/UTC', 'Europe/Berlin', 'Asia/Kolkata'], 'Etc/UTC', 'Time zone'),
      policy: oneOf(['Allow', 'Forbid', 'Replace'], 'Forbid', 'What happens while one runs'),
    },
    (scope, v, as) => {
      new kplus.CronJob(scope, 'backup', {
        schedule: Cron.weekly(),
        timeZone: as.text(v.zone),
        concurrencyPolicy: as.choice(v.policy, kplus.ConcurrencyPolicy),
        successfulJobsRetained: as.count(v.ok),
        failedJobsRetained: as.count(v.failed),
        activeDeadline: Duration.minutes(20),
        containers: [{ image: 'postgres:16', command: ['pg_dump', '--file', '/tmp/dump'] }],
      });
    },
  ),

  define(
    'a CronJob that may be suspended',
    { suspended: boolean(false, 'Whether it rests'), start: seconds(300, 'How late it may start') },
    (scope, v, as) => {
      new kplus.CronJob(scope, 'sweep', {
        schedule: Cron.hourly(),
        suspend: as.flag(v.suspended),
        startingDeadline: as.duration(v.start),
        backoffLimit: 1,
        containers: [{ image: 'sweep:3' }],
      });
    },
  ),
];
