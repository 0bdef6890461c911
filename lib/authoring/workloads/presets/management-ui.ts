import * as t from '../traits';
import { webKnobs } from './web-service';

/** What users may set of an app in the browser for people who look into a database. */
export const managementKnobs = (what: string) => [t.switchable(what), ...webKnobs] as const;

/** One pod is enough for those who look, and it needs no capacity while it is replaced. */
export const oneForAll = { replicaCount: 1, podDisruptionBudget: false } as const;
