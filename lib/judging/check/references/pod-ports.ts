import type { Json } from '../../../core/values';
import { placesAt, type Container, type Pod } from '../../../core/references/objects';

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
export const portsOf = onceFor(({ containers }: Pod): readonly ContainerPort[] =>
  containers.filter(({ role }) => role === 'main' || role === 'sidecar').flatMap(portsOfContainer),
);

/** The different ports of some pods. Asked of the same list again, as many Services of the same pods do, it is not counted again. */
export const portsOfAll = onceFor((pods: readonly Pod[]): readonly ContainerPort[] => {
  const different = new Map<string, ContainerPort>();
  for (const port of pods.flatMap(portsOf)) different.set(`${port.number} ${port.name}`, port);
  return [...different.values()];
});

/** A function that remembers what it has made of each object. */
function onceFor<T extends object, R>(make: (of: T) => R): (of: T) => R {
  const known = new WeakMap<T, { readonly made: R }>();
  return (of) => {
    let entry = known.get(of);
    if (!entry) known.set(of, (entry = { made: make(of) }));
    return entry.made;
  };
}

/** Whether one of the ports has this name or number. */
export const hasPort = (ports: readonly ContainerPort[], port: Json): boolean =>
  ports.some(({ name, number }) => name === port || number === port);

/** The names of ports, for messages. */
export const portNames = (ports: readonly ContainerPort[]): string[] => [
  ...new Set(ports.flatMap(({ name }) => name ?? [])),
];
