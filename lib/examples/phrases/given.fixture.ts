import { exec, http } from '../../authoring';

const resources = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { memory: '128Mi' },
};

/** The defaults of a worker in the phrases. */
export const worker = {
  image: { repository: 'registry.example.com/worker' },
  replicaCount: 1,
  resources,
  probes: { liveness: exec(['/app/alive']), readiness: exec(['/app/alive']) },
};

/** Those of a web service. */
export const web = {
  image: { repository: 'registry.example.com/web' },
  replicaCount: 2,
  resources,
  probes: { liveness: http('/live'), readiness: http('/ready') },
  service: { port: 80 },
};
