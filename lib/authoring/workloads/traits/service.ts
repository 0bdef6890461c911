import { Type } from '@sinclair/typebox';
import { KubeService } from '../../../../imports/k8s';
import { labelKeyOrNothing } from '../../../core/kubernetes/value-forms';
import { HelmChart, type Note } from '../../../core/manifest';
import {
  and,
  block,
  blockText,
  each,
  entries,
  equals,
  integer,
  list,
  not,
  object,
  oneOf,
  optional,
  or,
  releaseNamespace,
  string,
  text,
  when,
  type Expression,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { containerPorts } from '../container';
import { exposuresOf, isAnythingExposed } from '../exposures';
import { requireNewElements } from '../new-elements';
import { trait, type Bearer, type Named } from '../trait';
import { annotationMap } from '../value-maps';

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer'] as const;

/** A port of a Service that users add. */
type ExtraPort = { readonly name: string; readonly port: number; readonly targetPort: number };

const nodePort = block<number>(
  {
    type: 'integer',
    minimum: 0,
    maximum: 32767,
    not: { minimum: 1, maximum: 29999 },
    errorMessage: 'must be 0, or from 30000 to 32767',
  },
  0,
  'Port on every node for NodePort and LoadBalancer, from 30000 to 32767; 0 means any free one. A fixed one is for one release: a second with the same is refused',
);

const serviceDeclared = trait({
  defaults: {
    /** The Service in front of the pods. */
    service: is.propsOf({
      /** Port at which others reach it; the container may listen on another one. */
      port: is.aWholeNumber,
      /** Who can reach it. @default ClusterIP */
      type: is.maybe(is.wordOf(serviceTypes)),
    }),
  },
  props: {
    /** Port that the container listens on. */
    port: is.aWholeNumber,
    /** What clients speak; the name of the port in the pod and in the Service. @default http */
    protocol: is.maybe(is.wordOf(['http', 'grpc'])),
    /** Annotations of the Service beside those that users set. @default none */
    serviceAnnotations: is.maybe(is.mapOf(is.aTemplatedText)),
  },
  fields: ({ service: { port, type = 'ClusterIP' } }) => ({
    service: object(
      {
        type: oneOf(serviceTypes, type, 'Who can reach the Service'),
        port: integer(port, 'Port of the Service', { minimum: 1, maximum: 65535 }),
        /** Port on every node for NodePort and LoadBalancer, from 30000 to 32767; 0 means any free one. */
        nodePort,
        annotations: annotationMap({}, 'Annotations of the Service'),
        sessionAffinity: oneOf(['None', 'ClientIP'], 'None', 'Whether a client always reaches the same pod'),
        ipFamilyPolicy: oneOf(
          ['', 'SingleStack', 'PreferDualStack', 'RequireDualStack'],
          '',
          'Whether the Service has addresses of IPv4 and IPv6; empty means what the cluster says',
        ),
        externalTrafficPolicy: oneOf(
          ['Cluster', 'Local'],
          'Cluster',
          'Which pods get what comes from outside to a NodePort or LoadBalancer; Local keeps the address of the client',
        ),
        loadBalancerClass: string(
          '',
          'Who makes the load balancer; empty means the cluster; cannot be changed while the type is LoadBalancer',
          labelKeyOrNothing,
        ),
        loadBalancerSourceRanges: list<string>(
          Type.Unsafe<string>(blockText()),
          [],
          'Networks from which a load balancer takes requests; none means all',
        ),
        extraPorts: list<ExtraPort>(
          object(
            {
              name: string('', 'Name of the port', { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 }),
              port: integer(1, 'Port of the Service', { minimum: 1, maximum: 65535 }),
              targetPort: integer(1, 'Port of the pods', { minimum: 1, maximum: 65535 }),
            },
            'One port',
          ),
          [],
          'Ports beside that of the chart',
        ),
      },
      'The Service in front of the pods',
    ),
  }),
  apply: (workload, values, { port: containerPort, protocol = 'http', serviceAnnotations }) => {
    const { type, port, nodePort, annotations } = values.service;
    requireNewElements(workload, values.service.extraPorts, 'name', `,${protocol}`);
    const isOutside = not(equals(type, 'ClusterIP'));
    const isBalanced = equals(type, 'LoadBalancer');
    new KubeService(workload, 'service', {
      metadata: { ...workload.metadata, annotations: { ...serviceAnnotations, ...entries(annotations) } },
      spec: {
        type: type as Expression<'ClusterIP'>,
        loadBalancerClass: when(isBalanced, optional(values.service.loadBalancerClass)),
        loadBalancerSourceRanges: when(isBalanced, values.service.loadBalancerSourceRanges),
        externalTrafficPolicy: when(
          and(isOutside, equals(values.service.externalTrafficPolicy, 'Local')),
          'Local' as const,
        ),
        sessionAffinity: when(equals(values.service.sessionAffinity, 'ClientIP'), 'ClientIP'),
        ipFamilyPolicy: optional(values.service.ipFamilyPolicy),
        selector: workload.selector,
        ports: [
          {
            name: protocol,
            port,
            targetPort: protocol,
            protocol: 'TCP',
            nodePort: when(and(isOutside, not(equals(nodePort, 0))), nodePort),
          },
          ...each(values.service.extraPorts, 'extra', (extra) => ({
            name: extra.field('name'),
            port: extra.field('port'),
            targetPort: extra.field('targetPort'),
            protocol: 'TCP',
          })),
        ],
      },
    });
    HelmChart.note(workload, () => notesOf(workload, values.service, containerPort, protocol));
    return {
      container: { ports: containerPorts({ [protocol]: containerPort }) },
      service: { port, portName: protocol },
    };
  },
});

export interface ServiceTrait extends Named<typeof serviceDeclared> {}

/** A Service in front of the pods, at a port and of a type that users choose. */
export const service: ServiceTrait = serviceDeclared;

/** How people reach a service: by the type of its Service, and from their own machine while nothing else leads there. */
function notesOf(
  workload: Bearer,
  { type, port }: { readonly type: Expression<string>; readonly port: Expression<number> },
  containerPort: number,
  protocol: string,
): Note[] {
  const { name } = workload;
  const { id } = workload.node;
  const kubectl = text`kubectl --namespace ${releaseNamespace}`;
  const jsonpath = `jsonpath='{.spec.ports[0].nodePort}'`;
  const scheme = protocol === 'grpc' ? '' : 'http://';
  const notes: Note[] = [
    {
      text: text`Reach ${id} at this port of any node:\n  ${kubectl} get service ${name} --output ${jsonpath}`,
      condition: equals(type, 'NodePort'),
    },
    {
      text: text`Reach ${id} at the address of its load balancer, once it has one:\n  ${kubectl} get service ${name} --watch`,
      condition: equals(type, 'LoadBalancer'),
    },
  ];
  const exposures = exposuresOf(workload);
  // Where some services are for people outside, the others are for these alone.
  if (exposures.length === 0 && isAnythingExposed(workload)) return notes;
  const local = String(containerPort);
  const forwarded = text`Reach ${id} from here, at ${scheme}localhost:${local}:\n  ${kubectl} port-forward service/${name} ${local}:${port}`;
  const isInside = equals(type, 'ClusterIP');
  const condition = exposures.length === 0 ? isInside : and(isInside, not(or(...exposures)));
  return [...notes, { text: forwarded, condition }];
}

const headlessServiceDeclared = trait({
  props: {
    /** Port that the container listens on, and its name in the pod and the Service. */
    port: is.propsOf({ name: is.aName, number: is.aWholeNumber }),
  },
  apply: (workload, _, { port }) => {
    new KubeService(workload, 'service', {
      metadata: workload.metadata,
      spec: {
        clusterIP: 'None',
        selector: workload.selector,
        ports: [{ name: port.name, port: port.number, targetPort: port.name, protocol: 'TCP' }],
      },
    });
    return {
      container: { ports: containerPorts({ [port.name]: port.number }) },
      controller: { serviceName: workload.name },
      service: { port: port.number, portName: port.name },
    };
  },
});

export interface HeadlessServiceTrait extends Named<typeof headlessServiceDeclared> {}

/** A headless Service that gives each pod of a StatefulSet a name, and is how clients reach it. */
export const headlessService: HeadlessServiceTrait = headlessServiceDeclared;
