import type { Environment, Profile } from '../../core/manifest';
import { placeholder } from '../../core/values';
import type { Values } from './values';

/** The AWS account and region of the registry; the account is a placeholder. */
const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const image = (name: string) => ({
  repository: placeholder(`${registry}/${name}`, 'repository in the ECR of your AWS account'),
});

/** An Application Load Balancer asks each Service at its own path whether it is healthy. */
const healthCheck = (path: string) => ({ annotations: { 'alb.ingress.kubernetes.io/healthcheck-path': path } });

/** What staging and production share: AWS. */
const aws = (name: string, host: string) => ({
  environment: name,
  database: {
    host: placeholder(`sovd-${name}.cluster-xxxxxxxxxxxx.us-east-1.rds.amazonaws.com`, 'endpoint of the RDS database'),
  },
  redis: {
    host: placeholder(`sovd-${name}.xxxxxx.use1.cache.amazonaws.com`, 'endpoint of the ElastiCache Redis'),
  },
  externalSecrets: {
    enabled: true,
    roleArn: placeholder(
      `arn:aws:iam::123456789012:role/sovd-${name}-secrets`,
      'IAM role (IRSA) that may read sovd/* in Secrets Manager',
    ),
  },
  ingress: {
    hosts: [placeholder(host, 'host name of the application')],
    alb: {
      certificateArn: placeholder(
        'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
        'ACM certificate for the host name',
      ),
      // A pod counts as healthy after two answers, so that a readiness gate adds ten seconds to a rollout's rounds and not thirty.
      healthCheck: { intervalSeconds: 5, timeoutSeconds: 2 },
    },
  },
  // The load balancer reaches pods from its own subnets, so that they are what the network policies let in.
  ingressController: [
    { ipBlock: { cidr: placeholder('10.0.0.0/20', 'network of the public subnets, where the load balancer is') } },
  ],
  grafanaDashboards: { enabled: true },
});

const spread = [
  { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
  { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
];

const local: Environment<typeof Values> = {
  values: {
    environment: 'local',
    backend: {
      image: { tag: 'local', pullPolicy: 'Never' },
      autoscaling: { enabled: false },
      networkPolicy: { enabled: false },
    },
    frontend: {
      image: { tag: 'local', pullPolicy: 'Never' },
      networkPolicy: { enabled: false },
      metrics: { enabled: false },
    },
    ingress: { enabled: false },
  },
};

const staging: Environment<typeof Values> = {
  namespace: 'staging',
  values: {
    ...aws('staging', 'staging.sovd.example.com'),
    backend: {
      image: image('sovd-backend'),
      service: healthCheck('/health/ready'),
      metrics: { serviceMonitor: { enabled: true } },
      // The label that `kubectl run load-generator` gives its pod.
      networkPolicy: {
        extraIngress: [
          {
            from: [{ podSelector: { matchLabels: { run: 'load-generator' } } }],
            ports: [{ port: 'http', protocol: 'TCP' }],
          },
        ],
      },
    },
    frontend: {
      image: image('sovd-frontend'),
      service: healthCheck('/'),
      metrics: { serviceMonitor: { enabled: true } },
    },
    vehicleConnector: { image: image('sovd-vehicle-connector') },
  },
};

const production: Environment<typeof Values> = {
  values: {
    ...aws('production', 'sovd.example.com'),
    backend: {
      image: image('sovd-backend'),
      service: healthCheck('/health/ready'),
      replicaCount: 5,
      resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      autoscaling: { minReplicas: 5, maxReplicas: 20 },
      // At 42 s a pod, a rollout or a rollback of 5 to 20 pods takes three rounds, which is two minutes; one pod at a time took four.
      updateStrategy: { rollingUpdate: { maxSurge: '40%' } },
      topologySpreadConstraints: spread,
      metrics: { serviceMonitor: { enabled: true } },
    },
    frontend: {
      image: image('sovd-frontend'),
      service: healthCheck('/'),
      replicaCount: 3,
      resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { cpu: '400m', memory: '256Mi' } },
      autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 8 },
      topologySpreadConstraints: spread,
      metrics: { serviceMonitor: { enabled: true } },
    },
    vehicleConnector: { image: image('sovd-vehicle-connector') },
  },
};

export const environments = { local, staging, production };

/** Sizes of a production, by the number of users. */
export const profiles: { readonly [name: string]: Profile<typeof Values> } = {
  'size-small': {
    on: 'production',
    description: '10 to 50 users: 3 backend pods, 2 frontend pods.',
    values: {
      backend: { replicaCount: 3, autoscaling: { enabled: false } },
      frontend: { replicaCount: 2, autoscaling: { enabled: false } },
    },
  },
  'size-medium': {
    on: 'production',
    description: '50 to 200 users: 5 to 10 backend pods, 3 frontend pods.',
    values: {
      backend: { autoscaling: { minReplicas: 5, maxReplicas: 10 } },
      frontend: { replicaCount: 3, autoscaling: { enabled: false } },
    },
  },
  'size-large': {
    on: 'production',
    description: '200 users and more: 10 to 20 backend pods, 5 to 8 frontend pods.',
    values: {
      backend: { autoscaling: { minReplicas: 10, maxReplicas: 20 } },
      frontend: { autoscaling: { minReplicas: 5, maxReplicas: 8 } },
    },
  },
};
