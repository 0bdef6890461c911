import * as is from '../../../core/values/argument';
import { containerPorts } from '../container';
import { trait, type Named } from '../trait';

const namedPortsDeclared = trait({
  props: {
    /** Number of each port that the container listens on, by its name. @default none */
    ports: is.maybe(is.mapOf(is.aWholeNumber)),
  },
  apply: (_, _values, { ports = {} }) => ({ container: { ports: containerPorts(ports) } }),
});

export interface NamedPortsTrait extends Named<typeof namedPortsDeclared> {}

/** Ports of the pods that no Service leads to, such as one with metrics. */
export const namedPorts: NamedPortsTrait = namedPortsDeclared;
