import { choicesOf, isMap, token, type Expression } from '../../core/values';
import { mapLike } from '../../core/values/argument';
import { faultsOf, refuseCall, type Kind } from '../../core/values/takes';
import { aValueOf } from './kinds';

const signature = 'choiceOf(value, enumeration)';
const anEnumeration = mapLike<{ readonly [member: string]: string }>('an enumeration, such as kplus.ServiceType');

/**
 * A choice as a member of an enumeration.
 *
 *     { serviceType: choiceOf(values.type, kplus.ServiceType) }
 *
 * @param value declared with `oneOf(['ClusterIP', 'NodePort'], 'ClusterIP', 'Type of the Service')`; each of its words must be the
 *   value of a member
 * @param enumeration the enumeration itself, as constructs export it
 * @throws DefinitionError for a word that the enumeration lacks
 */
export function choiceOf<E extends string>(
  value: Expression<NoInfer<`${E}`>>,
  enumeration: { readonly [member: string]: E },
): E;
export function choiceOf(value: Expression<string>, enumeration: { readonly [member: string]: string }): unknown {
  const faults = [
    ...faultsOf(anEnumeration, enumeration, 'enumeration'),
    ...faultsOf(aChoiceOf(enumeration), value, 'value'),
  ];
  if (faults.length > 0) refuseCall(signature, faults);
  return token<unknown>(value);
}

/** A choice of which each word is the value of a member. */
function aChoiceOf(enumeration: { readonly [member: string]: unknown }): Kind {
  const words = isMap(enumeration) ? Object.values(enumeration) : [];
  const quoted = words
    .filter((word) => typeof word === 'string')
    .map((word) => `'${word}'`)
    .join(', ');
  const declared = `Declare it with oneOf([...]), of these words: ${quoted}.`;
  return aValueOf(['string'], declared, ({ shape }) => {
    const choices = choicesOf(shape);
    if (!choices) return { message: 'may be any text', remedy: declared };
    const strange = choices.filter((choice) => !words.includes(choice)).map((choice) => `'${choice}'`);
    return strange.length > 0
      ? { message: `may be ${strange.join(', ')}, which is not in the enumeration`, remedy: declared }
      : undefined;
  });
}
