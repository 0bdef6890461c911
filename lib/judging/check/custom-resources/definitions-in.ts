import type { CheckInput } from '../finding';
import { indexOf } from '../../../core/references/objects';
import { definitionsAmong, importedDefinitions, ResourceDefinitions } from './read-definitions';
import type { ResourceDefinition } from './resource-definition';

const known = new WeakMap<CheckInput, ResourceDefinitions>();

/** The custom resources that an input knows: those that it defines itself, then those that it was given, then what the app imported. */
export function definitionsIn(input: CheckInput): ResourceDefinitions {
  let found = known.get(input);
  if (!found) {
    const own = indexOf(input).all('CustomResourceDefinition.apiextensions.k8s.io');
    found = new ResourceDefinitions([
      ...definitionsAmong(own.map(({ object }) => object)),
      ...(input.definitions ?? []),
      ...importedDefinitions(),
    ]);
    known.set(input, found);
  }
  return found;
}

/** The inputs, each with the definitions of all of them and further ones. */
export function sharingDefinitions(
  inputs: readonly CheckInput[],
  others: readonly ResourceDefinition[] = [],
): CheckInput[] {
  const all = inputs.flatMap((input) =>
    definitionsAmong(
      indexOf(input)
        .all('CustomResourceDefinition.apiextensions.k8s.io')
        .map(({ object }) => object),
    ),
  );
  const definitions = [...all, ...others];
  return definitions.length === 0 ? [...inputs] : inputs.map((input) => ({ ...input, definitions }));
}
