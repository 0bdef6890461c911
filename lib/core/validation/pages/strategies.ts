import { isMap } from '../../values/is-map';
import { mapOf } from '../../values/json-parts';
import type { JsonSchema } from '../json-schema';
import type { FieldRule, StructRule } from '../page';
import { isSet, rule, shown } from '../vocabulary';

/*
 * How workloads replace their pods.
 */

/** The part that a number or percentage is of many; undefined for what is neither. */
function partOf(value: unknown): { readonly number: number; readonly isPercent: boolean } | undefined {
  if (typeof value === 'number') return { number: value, isPercent: false };
  const match = typeof value === 'string' ? /^([0-9]+)%$/.exec(value) : null;
  return match ? { number: Number(match[1]), isPercent: true } : undefined;
}

/** A number from 0, or a percentage; `most` is that of the percentage. */
export const countOrPercent = (most = Infinity): FieldRule => ({
  seesEmpty: true,
  code: 'out-of-range',
  says: most === Infinity ? 'is a number or a percentage' : `is a number or a percentage up to ${most} %`,
  valid: '25%',
  invalid: most === Infinity ? '25' : `${most + 1}%`,
  schema: { minimum: 0, pattern: most === Infinity ? '^[0-9]+%$' : '^0*(100|[0-9]{1,2})%$' },
  check: (value) => {
    const part = partOf(value);
    if (!part)
      return typeof value === 'string' ? `${shown(value)} is neither a number nor a percentage such as 25%` : undefined;
    if (part.number < 0) return `${part.number} is less than 0`;
    return part.isPercent && part.number > most ? `${shown(value)} is more than ${most}%` : undefined;
  },
});

const isNothing = (value: unknown): boolean => partOf(value)?.number === 0;

/** As a number or a percentage. */
const nothing = { anyOf: [{ const: 0 }, { type: 'string', pattern: '^0+%$' }] };
const something = { not: nothing };

export const rollingDeployment: StructRule = rule(
  'invalid-combination',
  'lets an update make progress',
  {
    valid: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    invalid: { rollingUpdate: { maxUnavailable: 0, maxSurge: '0%' } },
  },
  ({ rollingUpdate }) => {
    const { maxUnavailable, maxSurge } = mapOf(rollingUpdate);
    return isNothing(maxUnavailable) && isNothing(maxSurge)
      ? [{ path: ['rollingUpdate', 'maxUnavailable'], message: 'may not be 0 where maxSurge is 0' }]
      : [];
  },
  {
    properties: {
      rollingUpdate: {
        errorMessage: 'cannot have 0 for both maxSurge and maxUnavailable: nothing would move',
        not: { required: ['maxUnavailable', 'maxSurge'], properties: { maxUnavailable: nothing, maxSurge: nothing } },
      },
    },
  },
);

/** Settings of rolling updates with any type but this. */
function onlyWithout(type: string): JsonSchema {
  return { not: { required: ['type', 'rollingUpdate'], properties: { type: { const: type } } } };
}

export const recreate: StructRule = rule(
  'not-exactly-one',
  'has settings of rolling updates only where it makes them',
  { valid: { type: 'Recreate' }, invalid: { type: 'Recreate', rollingUpdate: {} } },
  ({ type, rollingUpdate }) =>
    type === 'Recreate' && isSet(rollingUpdate)
      ? [{ path: ['rollingUpdate'], message: 'rollingUpdate has no meaning with Recreate, and is refused' }]
      : [],
  onlyWithout('Recreate'),
);

export const rollingDaemons: StructRule = rule(
  'invalid-combination',
  'lets an update either take pods away first or add them first',
  {
    valid: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    invalid: { rollingUpdate: { maxSurge: 1 } },
  },
  ({ type, rollingUpdate }) => {
    // With OnDelete the server does not read them.
    if (!isMap(rollingUpdate) || type === 'OnDelete') return [];
    const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate;
    const [down, up] = [isNothing(maxUnavailable ?? 1), isNothing(maxSurge ?? 0)];
    const at = (field: string) => ['rollingUpdate', ...(isSet(rollingUpdate[field]) ? [field] : [])];
    if (down && up) return [{ path: at('maxUnavailable'), message: 'maxUnavailable cannot be 0 where maxSurge is 0' }];
    if (down || up) return [];
    const why = isSet(rollingUpdate['maxUnavailable']) ? '' : ', which is 1 by default';
    return [{ path: at('maxSurge'), message: `maxSurge may not be set where maxUnavailable is not 0${why}` }];
  },
  {
    if: { not: { required: ['type'], properties: { type: { const: 'OnDelete' } } } },
    then: {
      properties: {
        rollingUpdate: {
          errorMessage:
            'needs either maxSurge or maxUnavailable above 0, and 0 for the other; maxUnavailable is 1 where it is left out',
          if: { required: ['maxSurge'], properties: { maxSurge: something } },
          then: { required: ['maxUnavailable'], properties: { maxUnavailable: nothing } },
          else: { properties: { maxUnavailable: something } },
        },
      },
    },
  },
);

export const onDelete: StructRule = rule(
  'invalid-combination',
  'has settings of rolling updates only where it makes them',
  { valid: { type: 'OnDelete' }, invalid: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
  ({ type, rollingUpdate }) =>
    type === 'OnDelete' && isSet(rollingUpdate)
      ? [{ path: ['rollingUpdate'], message: 'goes with the type RollingUpdate only' }]
      : [],
  onlyWithout('OnDelete'),
);
