import * as is from '../../../core/values/argument';
import { checked } from '../../../core/values/takes';
import { kubernetesBlock } from '../blocks';
import { trait, type Named } from '../trait';

export const resourceDefaults = is.propsOf({
  /** What a node must have free for the container. */
  requests: is.propsOf({
    /** Cores, or thousandths of one: `1`, `250m`. */
    cpu: is.aName,
    /** Bytes, as `256Mi`. */
    memory: is.aName,
  }),
  /** What the container may use. */
  limits: is.propsOf({
    /** Cores, beyond which it waits. @default none */
    cpu: is.maybe(is.aName),
    /** Bytes, beyond which it is killed. */
    memory: is.aName,
  }),
});
/** CPU and memory, as `250m` and `256Mi`. */
export type ResourceDefaults = is.TypeOf<typeof resourceDefaults>;

/** `resources` of a container. */
export const resourceValues = checked(
  'resourceValues(value)',
  [resourceDefaults],
  ({ requests, limits }: ResourceDefaults) =>
    kubernetesBlock(
      'core.v1.ResourceRequirements',
      { requests: { ...requests }, limits: Object.fromEntries(Object.entries(limits)) },
      'CPU and memory that the container asks for and may use',
    ),
);

const resourcesDeclared = trait({
  defaults: {
    /** CPU and memory that the main container asks for and may use. */
    resources: resourceDefaults,
  },
  fields: (defaults) => ({ resources: resourceValues(defaults.resources) }),
  apply: (_, values) => ({ container: { resources: values.resources } }),
});

export interface ResourcesTrait extends Named<typeof resourcesDeclared> {}

/** CPU and memory of the main container. */
export const resources: ResourcesTrait = resourcesDeclared;
