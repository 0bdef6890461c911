import type { Json } from '../../../core/values';
import { placesAt, type Container, type Pod } from '../objects';

/** One port of a container. */
export interface ContainerPort {
  readonly name?: string;
  readonly number?: number;
}

/** The ports that a container declares. */
export const portsOfContainer = ({ value }: Pick<Container, 'value'>): ContainerPort[] =>
  placesAt(value, '', 'ports').map(({ value: { name, containerPort } }) => ({
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof containerPort === 'number' ? { number: containerPort } : {}),
  }));

/** The ports of all containers that run beside each other in a pod. */
export const portsOf = ({ containers }: Pod): ContainerPort[] =>
  containers.filter(({ role }) => role === 'main' || role === 'sidecar').flatMap(portsOfContainer);

/** Whether one of the ports has this name or number. */
export const hasPort = (ports: readonly ContainerPort[], port: Json): boolean =>
  ports.some(({ name, number }) => name === port || number === port);

/** The names of ports, for messages. */
export const portNames = (ports: readonly ContainerPort[]): string[] => [
  ...new Set(ports.flatMap(({ name }) => name ?? [])),
];
