import type { Json } from '../../values';
import { inputRule, objectRule } from '../define-rule';
import { indexOf, kindOf, placesAt } from '../objects';
import { between, fieldRule, type FieldCheck } from './field-rule';
import { dnsLabel, portName } from './syntax';

const number = between(1, 65535);
const anyLabel = dnsLabel();

/** A number, or the name that a container gives a port. */
const numberOrName: FieldCheck = (value, input) => (typeof value === 'string' ? portName(value) : number(value, input));

/** Where Kubernetes takes 0 as none chosen. */
const optional =
  (check: FieldCheck): FieldCheck =>
  (value, input) =>
    value === 0 ? undefined : check(value, input);

const named: FieldCheck = (value) => (typeof value === 'string' && value !== '' ? portName(value) : undefined);
const label: FieldCheck = (value) => (typeof value === 'string' && value !== '' ? anyLabel(value) : undefined);

const probePorts = Object.fromEntries(
  ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle/postStart', 'lifecycle/preStop'].flatMap((place) => [
    [`${place}/httpGet/port`, numberOrName],
    [`${place}/tcpSocket/port`, numberOrName],
    [`${place}/grpc/port`, number],
  ]),
);

export const portRules = [
  fieldRule(
    {
      code: 'invalid-port',
      why: 'A port is a number from 1 to 65535, or a name of at most 15 characters; a port of the nodes lies from 30000 to 32767.',
      remedy: 'Correct the number or the name.',
    },
    {
      Service: {
        'spec/ports/*/port': number,
        'spec/ports/*/targetPort': optional(numberOrName),
        'spec/ports/*/nodePort': optional(between(30000, 32767)),
        'spec/ports/*/name': label,
      },
      'Ingress.networking.k8s.io': {
        'spec/defaultBackend/service/port/number': number,
        'spec/rules/*/http/paths/*/backend/service/port/number': number,
      },
      'NetworkPolicy.networking.k8s.io': {
        'spec/ingress/*/ports/*/port': numberOrName,
        'spec/egress/*/ports/*/port': numberOrName,
        'spec/ingress/*/ports/*/endPort': number,
        'spec/egress/*/ports/*/endPort': number,
      },
      'HTTPRoute.gateway.networking.k8s.io': {
        'spec/rules/*/backendRefs/*/port': number,
        'spec/parentRefs/*/port': number,
      },
      'Gateway.gateway.networking.k8s.io': { 'spec/listeners/*/port': number },
      $container: {
        'ports/*/containerPort': number,
        'ports/*/hostPort': optional(number),
        'ports/*/name': named,
        ...probePorts,
      },
    },
  ),
  objectRule(
    {
      code: 'unnamed-port',
      why: 'A Service with several ports needs a name for each; the API server refuses it otherwise.',
      remedy: 'Give each port a name.',
    },
    (service) => {
      if (kindOf(service) !== 'Service') return [];
      const ports = placesAt(service.object, '', 'spec', 'ports');
      if (ports.length < 2) return [];
      return ports.flatMap(({ value, pointer }) =>
        value['name'] ? [] : [{ pointer, message: `one of ${ports.length} ports has no name` }],
      );
    },
  ),
  inputRule(
    {
      code: 'duplicate-name',
      why: 'Two of a name in one pod or Service are refused by the API server, or the first of them is silently lost.',
      remedy: 'Rename or remove one of them.',
    },
    (input) => [
      ...indexOf(input).pods.flatMap((pod) => {
        const ofContainers = pod.containers.flatMap(({ value, pointer }) => [
          ...duplicates(placesAt(value, pointer, 'ports'), 'name', 'a port'),
          ...duplicates(placesAt(value, pointer, 'env'), 'name', 'a variable'),
          ...duplicates(placesAt(value, pointer, 'volumeMounts'), 'mountPath', 'a mount'),
        ]);
        const found = [
          ...duplicates(pod.containers, 'name', 'a container'),
          ...duplicates(placesAt(pod.spec, pod.pointer, 'volumes'), 'name', 'a volume'),
          ...ofContainers,
        ];
        return found.map((each) => ({ ...each, at: pod.owner }));
      }),
      ...indexOf(input)
        .all('Service')
        .flatMap((service) => {
          const ports = placesAt(service.object, '', 'spec', 'ports');
          const numbers = ports.map(({ value, pointer }) => ({
            value: { port: `${String(value['port'])}/${String(value['protocol'] ?? 'TCP')}` },
            pointer,
          }));
          const found = [...duplicates(ports, 'name', 'a port'), ...duplicates(numbers, 'port', 'a port')];
          return found.map((each) => ({ ...each, at: service }));
        }),
      ...indexOf(input)
        .all('StatefulSet.apps')
        .flatMap((set) => {
          const claims = placesAt(set.object, '', 'spec', 'volumeClaimTemplates').map(({ value, pointer }) => ({
            value: { name: (value['metadata'] as { readonly name?: Json } | undefined)?.name ?? null },
            pointer: `${pointer}/metadata`,
          }));
          return duplicates(claims, 'name', 'a volume claim').map((each) => ({ ...each, at: set }));
        }),
    ],
  ),
] as const;

interface Named {
  readonly value: { readonly [key: string]: Json };
  readonly pointer: string;
}

/** The places whose field has the value of an earlier place. */
function duplicates(places: readonly Named[], field: string, what: string): { pointer: string; message: string }[] {
  const seen = new Set<Json>();
  return places.flatMap(({ value, pointer }) => {
    const name = value[field];
    if (name === undefined || name === null || name === '') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const at = Object.keys(value).includes(field) && field !== 'port' ? `${pointer}/${field}` : pointer;
    return [{ pointer: at, message: `there is ${what} "${String(name)}" already` }];
  });
}
