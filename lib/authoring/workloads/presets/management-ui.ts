import { aBoolean, propsOf } from '../../../core/values/argument';
import { imageDefaults, type ImageDefaults } from '../image';
import { resourceDefaults, type ResourceDefaults } from '../traits/resources';

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
export const oneForAll = { replicaCount: 1, podDisruptionBudget: false } as const;
