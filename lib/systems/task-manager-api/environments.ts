import type { Environment } from '../../core/manifest';
import { placeholder } from '../../core/values';
import type { Values } from './values';

/** One pod and a PostgreSQL beside it; nothing of AWS. */
const local: Environment<typeof Values> = {
  values: {
    api: { image: { tag: 'local', pullPolicy: 'Never' }, replicaCount: 1 },
    postgres: { enabled: true },
    ingress: { enabled: false },
    ingressController: [],
  },
};

const production: Environment<typeof Values> = {
  values: {
    api: {
      image: {
        repository: placeholder(
          '123456789012.dkr.ecr.us-east-1.amazonaws.com/task-manager-api',
          'repository in the ECR of your AWS account',
        ),
        tag: placeholder('0000000000000000000000000000000000000000', 'git commit that the image was built from'),
      },
      service: { annotations: { 'alb.ingress.kubernetes.io/healthcheck-path': '/health' } },
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
        { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
    },
    database: {
      host: placeholder(
        'ep-xxxxxx-pooler.us-east-1.aws.neon.tech',
        'host of the database in Neon, with -pooler: its pooled connections',
      ),
    },
    externalSecrets: {
      enabled: true,
      roleArn: placeholder(
        'arn:aws:iam::123456789012:role/task-api-secrets',
        'IAM role (IRSA) that may read prod/task-api/* in Secrets Manager',
      ),
    },
    ingress: {
      hosts: ['api.gamificator.click'],
      alb: {
        certificateArn: placeholder(
          'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
          'ACM certificate for api.gamificator.click',
        ),
      },
    },
    ingressController: [
      { ipBlock: { cidr: placeholder('10.0.0.0/20', 'network of the public subnets, where the load balancer is') } },
    ],
  },
};

export const environments = { local, production };
