import { at, mapOf, placesAt, pointerTo, type Place, type Pod } from '../../../core/references/objects';

/** The terms of an affinity to pods. */
export function terms(
  { spec, pointer }: Pod,
  affinity: 'podAffinity' | 'podAntiAffinity',
): (Place & { readonly isRequired: boolean })[] {
  const base = at(spec, 'affinity', affinity);
  const place = pointerTo(pointer, 'affinity', affinity);
  const required = placesAt(base, place, 'requiredDuringSchedulingIgnoredDuringExecution');
  const preferred = placesAt(base, place, 'preferredDuringSchedulingIgnoredDuringExecution').map((weighted) => ({
    value: mapOf(weighted.value['podAffinityTerm']),
    pointer: `${weighted.pointer}/podAffinityTerm`,
  }));
  return [
    ...required.map((term) => ({ ...term, isRequired: true })),
    ...preferred.map((term) => ({ ...term, isRequired: false })),
  ];
}

/** The constraints by which a pod is spread. */
export const spreads = ({ spec, pointer }: Pod) => placesAt(spec, pointer, 'topologySpreadConstraints');
