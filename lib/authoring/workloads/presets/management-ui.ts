import type { ImageDefaults } from '../image';
import type { ResourceDefaults } from '../traits/resources';

/** An app in the browser for people who look into a database; off unless somebody wants it. */
export interface ManagementUiDefaults {
  readonly enabled: boolean;
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

/** One pod is enough for those who look, and it needs no capacity while it is replaced. */
export const oneForAll = { replicaCount: 1, podDisruptionBudget: false } as const;
