import { aBoolean, propsOf } from '../../../core/values/argument';
import { imageDefaults, type ImageDefaults } from '../image';
import { resourceDefaults, type ResourceDefaults } from '../traits/resources';
import { optionalWebServiceValues, type WebServiceDefaults } from './web-service';

/** An app in the browser for people who look into a database; off unless somebody wants it. */
export interface ManagementUiDefaults {
  readonly enabled: boolean;
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

export const managementUi = propsOf<ManagementUiDefaults>({
  enabled: aBoolean,
  image: imageDefaults,
  resources: resourceDefaults,
});

/** One pod is enough for those who look, and it needs no capacity while it is replaced. */
const oneForAll = { replicaCount: 1, podDisruptionBudget: false } as const;

/** What users may set of such an app: what its system says, and what is so of the app itself. */
export const managementUiValues = (
  { enabled, ...given }: ManagementUiDefaults,
  own: Omit<WebServiceDefaults, keyof ManagementUiDefaults | keyof typeof oneForAll>,
  description: string,
) => optionalWebServiceValues(enabled, { ...given, ...oneForAll, ...own }, description);
