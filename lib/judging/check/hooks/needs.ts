import { graphOf, type Need } from '../../../core/order/graph';
import type { CheckedObject, CheckInput } from '../finding';

export type { Need };

/** What follows from hooks themselves, and what only says what is applied first, says nothing about whether a hook can work. */
const isNeed = ({ reason }: Need) => reason !== 'hook' && reason !== 'dependency';

/** What a hook needs while it runs. */
export const needsOf = (input: CheckInput, object: CheckedObject): Need[] =>
  graphOf(input).saidOf(object).filter(isNeed);

/** Who names an object. */
export const usersOf = (input: CheckInput, object: CheckedObject): Need[] =>
  graphOf(input)
    .saidBy(object)
    .filter(({ reason }) => reason === 'name' || reason === 'maker');
