import { placeholder, type Environment } from 'chartwright';
import type { Values } from './values';

/** kind or minikube: one pod of each, reached by `kubectl port-forward`. */
const local: Environment<typeof Values> = { values: { vote: { replicaCount: 1 }, result: { replicaCount: 1 } } };

const spread = (maxSkew: number) => ({
  topologySpreadConstraints: [
    { maxSkew, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' as const },
  ],
});
const exposed = { voteIngress: { enabled: true }, resultIngress: { enabled: true } };
const staging: Environment<typeof Values> = {
  values: { ...exposed, options: { logLevel: 'debug' }, backup: { enabled: true }, vote: spread(1), result: spread(1) },
};

const production: Environment<typeof Values> = {
  values: {
    ...exposed,
    vote: { ...spread(1), autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 20 } },
    result: { ...spread(1), replicaCount: 3 },
    database: { inCluster: false, host: placeholder('votes.voting.dev', 'host of the managed PostgreSQL') },
  },
};

export const environments = { local, staging, production };
