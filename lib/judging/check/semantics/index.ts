import { validationRules } from '../validation';
import { scopeRules } from './scopes';
import { variableRules } from './variables';

/** What the API server refuses although the schema allows it, and what it takes and drops. */
export const semanticRules = [...validationRules, ...scopeRules, ...variableRules] as const;
