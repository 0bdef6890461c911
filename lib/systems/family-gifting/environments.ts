import type { Environment } from '../../manifest';
import type { Values } from './values';

/** kind: reached by `kubectl port-forward` or through the node. */
const local: Environment<typeof Values> = {
  values: {
    api: { replicaCount: 1, service: { type: 'NodePort', nodePort: 30800 } },
    web: { replicaCount: 1, service: { type: 'NodePort', nodePort: 30300 } },
    postgres: { persistence: { size: '1Gi' } },
  },
};

/** The homelab. */
const production: Environment<typeof Values> = { values: { backup: { enabled: true } } };

export const environments = { local, production };
