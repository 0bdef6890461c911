import type { Environment } from '../../core/manifest';
import type { Values } from './values';

/** kind: reached by `kubectl port-forward` or through the node. */
const local: Environment<typeof Values> = {
  values: {
    api: { service: { type: 'NodePort', nodePort: 30800 } },
    web: { service: { type: 'NodePort', nodePort: 30300 } },
  },
};

/** A homelab may have a single node, so pods spread over nodes only where there are some. */
const spread = {
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
};

/** The homelab. */
const production: Environment<typeof Values> = {
  values: { api: spread, web: spread, backup: { enabled: true } },
};

export const environments = { local, production };
