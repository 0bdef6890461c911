import { http, type ProbeTimes } from '../probes';
import * as t from '../traits';
import { webKnobs } from './web-service';

/** What users may set of an app in the browser for people who look into a database. */
export const managementKnobs = (what: string) => [t.switchable(what), ...webKnobs] as const;

/** What is so of an app of which one pod is enough, and which needs no capacity while it is replaced; a path tells whether it works. */
export const onePod = (
  port: number,
  path: string,
  times: { readonly [P in 'liveness' | 'readiness']: ProbeTimes },
) => ({
  replicaCount: 1,
  podDisruptionBudget: false,
  probes: { liveness: http(path, times.liveness), readiness: http(path, times.readiness) },
  service: { port },
});
