import type { HostAlias } from '../../../../imports/k8s';
import { kubernetesList } from '../blocks';
import { trait } from '../trait';

/** Names for addresses that no DNS knows, in the `/etc/hosts` of the pods. */
export const hostAliases = trait({
  comesLast: true,
  fields: () => ({
    hostAliases: kubernetesList<HostAlias>('core.v1.HostAlias', [], 'Lines of /etc/hosts in the pods'),
  }),
  apply: (_, values) => ({ pod: { hostAliases: values.hostAliases } }),
});
