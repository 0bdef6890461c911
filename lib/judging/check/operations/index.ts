import { availabilityRules } from './availability';
import { probeRules } from './probes';
import { scalingRules } from './scaling';

/** What keeps a system running through rollouts, drains and load. */
export const operationsRules = [...probeRules, ...availabilityRules, ...scalingRules] as const;
