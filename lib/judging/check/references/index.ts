import { entranceRules } from './entrances';
import { missingRules } from './missing';
import { portRules } from './ports';
import { releaseRules } from './releases';
import { selectorRules } from './selectors';
import { unusedRules } from './unused';
import { volumeRules } from './volumes';

/** What an object names must be there: in the same output, or declared external. */
export const referenceRules = [
  ...missingRules,
  ...volumeRules,
  ...portRules,
  ...selectorRules,
  ...entranceRules,
  ...releaseRules,
  ...unusedRules,
] as const;
