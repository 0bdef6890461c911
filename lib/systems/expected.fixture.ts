import { expect } from '@jest/globals';

/*
 * What the tests of several systems expect, in the words of Kubernetes.
 */

/** The source of a variable that a key of a Secret fills. */
export const fromSecret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

/** The source of a variable that a key of a ConfigMap fills. */
export const fromConfigMap = (name: string, key: string) => ({ valueFrom: { configMapKeyRef: { name, key } } });

/** The variables of a container that waits for a port, that of PostgreSQL unless another is given. */
export const waitingFor = (host: string, port = '5432') => [
  { name: 'WAIT_FOR_HOST', value: host },
  { name: 'WAIT_FOR_PORT', value: port },
];

/** The command of an init container that migrates, and leaves a newer schema alone. */
export const migrating = (...command: string[]) => [
  'sh',
  '-ec',
  expect.stringContaining('is newer'),
  'migrate',
  ...command,
];

/** Where External Secrets finds a key, with all that its definition would fill in. */
export const remoteRef = (key: string, property?: string) => ({
  key,
  ...(property === undefined ? {} : { property }),
  conversionStrategy: 'Default',
  decodingStrategy: 'None',
  metadataPolicy: 'None',
});

/** A claim of a StatefulSet as the API server stores it, on a volume of the default class. */
export const claimOf = (name: string, storage: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
});

/** The annotations of an internet-facing load balancer of AWS with HTTPS, a redirect and connections that stay open. */
export const publicLoadBalancer = {
  'alb.ingress.kubernetes.io/scheme': 'internet-facing',
  'alb.ingress.kubernetes.io/target-type': 'ip',
  'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80},{"HTTPS":443}]',
  'alb.ingress.kubernetes.io/ssl-redirect': '443',
  'alb.ingress.kubernetes.io/certificate-arn':
    'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
  'alb.ingress.kubernetes.io/load-balancer-attributes': 'idle_timeout.timeout_seconds=300',
  'alb.ingress.kubernetes.io/target-group-attributes': 'deregistration_delay.timeout_seconds=30',
};
