import { combinationRules } from './combinations';
import { enumerationRules } from './enumerations';
import { formatRules } from './formats';
import { labelRules } from './labels';
import { nameRules } from './names';
import { portRules } from './ports';
import { resourceRules } from './resources';
import { scopeRules } from './scopes';
import { scheduleRules } from './schedule';

/** What the API server refuses although the schema allows it. */
export const semanticRules = [
  ...enumerationRules,
  ...combinationRules,
  ...portRules,
  ...resourceRules,
  ...nameRules,
  ...scopeRules,
  ...labelRules,
  ...scheduleRules,
  ...formatRules,
] as const;
