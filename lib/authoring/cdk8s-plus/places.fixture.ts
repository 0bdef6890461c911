import { methods } from './methods.fixture';
import { notGiven, particulars } from './particulars.fixture';
import { props } from './props.fixture';
import { placeOf, type Place } from './verdict.fixture';

/** The props at which a value may stand. */
export const placesOfProps: readonly Place[] = props
  .filter(({ struct }) => !notGiven.includes(struct))
  .flatMap((prop) => placeOf(prop, particulars[`${prop.struct}.${prop.name}`] ?? {}) ?? []);

/** Those at which one does, or beside which there is another way. */
export const placesWithProgram: readonly Place[] = [...placesOfProps, ...methods].filter(
  ({ refused }) => refused === undefined || refused.build !== undefined,
);
