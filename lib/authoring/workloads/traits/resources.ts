import { aName, maybe, propsOf, takes } from '../../../core/values/argument';
import { kubernetesBlock } from '../blocks';
import { trait } from '../trait';

/** CPU and memory, as `250m` and `256Mi`. */
export interface ResourceDefaults {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory: string };
}

export const resourceDefaults = propsOf<ResourceDefaults>({
  requests: propsOf<ResourceDefaults['requests']>({ cpu: aName, memory: aName }),
  limits: propsOf<ResourceDefaults['limits']>({ cpu: maybe(aName), memory: aName }),
});

const resourcesTake = takes('resourceValues(value)', resourceDefaults);

/** `resources` of a container. */
export const resourceValues = (value: ResourceDefaults) => {
  resourcesTake(value);
  const { requests, limits } = value;
  return kubernetesBlock(
    'core.v1.ResourceRequirements',
    { requests: { ...requests }, limits: Object.fromEntries(Object.entries(limits)) },
    'CPU and memory that the container asks for and may use',
  );
};

/** CPU and memory of the main container. */
export const resources = trait({
  defaults: { resources: resourceDefaults },
  fields: (defaults: { readonly resources: ResourceDefaults }) => ({ resources: resourceValues(defaults.resources) }),
  apply: (_, values) => ({ container: { resources: values.resources } }),
});
