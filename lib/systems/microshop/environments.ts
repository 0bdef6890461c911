import type { Environment } from '../../core/manifest';
import { placeholder } from '../../core/values';
import type { Values } from './values';

/** Images are loaded into kind or minikube by hand. */
const loaded = { image: { pullPolicy: 'Never' as const } };

/** kind or minikube: the gateway at a port of the node. */
const local: Environment<typeof Values> = {
  values: {
    user: loaded,
    product: loaded,
    order: loaded,
    gateway: { ...loaded, service: { type: 'NodePort', nodePort: 30080 } },
  },
};

const spread = [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }];
const twice = (name: string) => ({
  image: { repository: placeholder(`registry.example.com/microshop-${name}`, `repository of the ${name} image`) },
  replicaCount: 2,
  topologySpreadConstraints: spread,
});
const host = placeholder('microshop.example.com', 'host name of the shop');

/** The gateway behind an Ingress, every service twice. */
const production: Environment<typeof Values> = {
  values: {
    user: twice('user'),
    product: twice('product'),
    order: twice('order'),
    gateway: twice('gateway'),
    userDatabase: { persistence: { size: '10Gi' } },
    productDatabase: { persistence: { size: '10Gi' } },
    orderDatabase: { persistence: { size: '20Gi' } },
    config: { corsOrigins: placeholder('https://microshop.example.com', 'origin of the web shop') },
    ingress: {
      enabled: true,
      className: 'nginx',
      hosts: [host],
      tls: { enabled: true, clusterIssuer: placeholder('letsencrypt', 'ClusterIssuer of cert-manager') },
    },
    clients: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
  },
};

export const environments = { local, production };
