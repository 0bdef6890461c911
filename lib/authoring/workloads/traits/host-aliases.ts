import type { HostAlias } from '../../../../imports/k8s';
import { inherits } from '../../../core/values';
import { kubernetesList } from '../blocks';
import { trait, type Named } from '../trait';

const hostAliasesDeclared = trait({
  comesLast: true,
  fields: () => ({
    hostAliases: inherits(kubernetesList<HostAlias>('core.v1.HostAlias', [], 'Lines of /etc/hosts in the pods')),
  }),
  apply: (_, values) => ({ pod: { hostAliases: values.hostAliases } }),
});

export interface HostAliasesTrait extends Named<typeof hostAliasesDeclared> {}

/** Names for addresses that no DNS knows, in the `/etc/hosts` of the pods. */
export const hostAliases: HostAliasesTrait = hostAliasesDeclared;
