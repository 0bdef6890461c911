import { aWholeNumber, mapOf, maybe } from '../../../core/values/argument';
import { containerPorts } from '../container';
import { trait } from '../trait';

export interface NamedPortsProps {
  /** Number of each port that the container listens on, by its name. @default none */
  readonly ports?: { readonly [name: string]: number };
}

/** Ports of the pods that no Service leads to, such as one with metrics. */
export const namedPorts = trait({
  props: { ports: maybe(mapOf(aWholeNumber)) },
  apply: (_, _values, { ports = {} }: NamedPortsProps) => ({ container: { ports: containerPorts(ports) } }),
});
