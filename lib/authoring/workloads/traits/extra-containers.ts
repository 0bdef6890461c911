import { Type } from '@sinclair/typebox';
import type { Container } from '../../../../imports/k8s';
import { items, list } from '../../../core/values';
import { trait, type Named } from '../trait';

/** A port of which nobody need know whether the container has it by that name. */
const byNumber = { properties: { port: { type: 'integer' } }, errorMessage: 'asks a port by its number' };
const handler = { properties: { httpGet: byNumber, tcpSocket: byNumber } };

/** What a container has only where it has another field, and only in one of the lists, or where the pod allows it: chart and user would have to agree on it. */
const ofPods = {
  required: ['image'],
  properties: {
    image: { minLength: 1 },
    ports: { items: { required: ['name'], properties: { name: { minLength: 1 } }, not: { required: ['hostPort'] } } },
    resources: { properties: { claims: { maxItems: 0 } } },
    resizePolicy: { maxItems: 0 },
    volumeDevices: { maxItems: 0 },
    livenessProbe: handler,
    readinessProbe: handler,
    startupProbe: handler,
    lifecycle: { properties: { postStart: handler, preStop: handler } },
  },
};

/** Of an init container: one that goes on running beside the others may have what they have. */
const ofInitContainers = {
  anyOf: [
    { properties: { restartPolicy: { const: 'Always' } }, required: ['restartPolicy'] },
    {
      not: {
        anyOf: ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].map((field) => ({ required: [field] })),
      },
    },
  ],
  errorMessage: 'has probes and a lifecycle only with restartPolicy: Always',
};

const containerList = (description: string, rule: object) =>
  list<Container>(
    Type.Unsafe<Container>({ type: 'object', allOf: [{ $ref: '#/definitions/core.v1.Container' }, ofPods, rule] }),
    [],
    description,
  );

const extraContainersDeclared = trait({
  comesLast: true,
  fields: () => ({
    extraContainers: containerList('Containers beside those of the chart; their ports have names, and none of a node', {
      not: { required: ['restartPolicy'] },
    }),
    extraInitContainers: containerList(
      'Containers that run before those of the pods, after those of the chart; with restartPolicy Always they stay',
      ofInitContainers,
    ),
  }),
  apply: (_, values) => ({
    extraContainers: items(values.extraContainers),
    extraInitContainers: items(values.extraInitContainers),
  }),
});

export interface ExtraContainersTrait extends Named<typeof extraContainersDeclared> {}

/** Containers that users add to the pods of any workload. */
export const extraContainers: ExtraContainersTrait = extraContainersDeclared;
