import type { Expression } from '../../../core/values';
import type { AlertGroups } from './alert-rules';
import type { Telling } from './notifications';
import type { ScrapeJobs } from './scrape-jobs';

/** What is watched, and who is told: what the constructs of both modes are made of. */
export interface Watch extends Telling {
  /** The label `cluster` of all alerts. */
  readonly cluster: Expression<string>;
  readonly scrapeInterval: Expression<string>;
  readonly runbookUrl: Expression<string>;
  readonly jobs: ScrapeJobs;
  readonly alerts: AlertGroups;
}
