import type { JsonObject } from '../../values';
import { at as valueAt } from '../../values/json-parts';
import { qualified } from '../forms';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  atMostCharacters,
  between,
  exactlyOne,
  forbidden,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
} from '../vocabulary';

/*
 * What somebody tells or asks the API server: events, bindings and reviews.
 */

const short = [required, atMostCharacters(128)];

/** What an event says since it has the time at which it happened. */
const told: { readonly [field: string]: readonly FieldRule[] } = {
  reason: short,
  action: short,
  reportingInstance: short,
};

/** An event of the core says the same only where it has that time. */
const whenTimed = (field: string, rules: readonly FieldRule[]): StructRule[] =>
  rules.map((each) =>
    rule(
      each.code,
      `where eventTime is set, ${field} ${each.says}`,
      {
        valid: { eventTime: '2024-01-01T00:00:00Z', [field]: each.valid },
        invalid: { eventTime: '2024-01-01T00:00:00Z', [field]: each.invalid },
      },
      (event, site): BreachInStruct[] => {
        if (isEmpty(event['eventTime'])) return [];
        const value = event[field];
        if (isEmpty(value) && each.seesAbsent !== true) return [];
        const wrong = each.check(value ?? null, site);
        if (typeof wrong !== 'string') return [];
        return isSet(value) ? [{ path: [field], message: wrong }] : [{ path: [], message: `${field} ${wrong}` }];
      },
    ),
  );

const elsewhere = 'is not in the namespace of the event';

/** An event is in the namespace of what it is about; what has none has its events in default. */
const sameNamespace = (field: string): StructRule =>
  rule(
    'invalid-combination',
    'is in the namespace of what it is about',
    {
      valid: { metadata: { namespace: 'shop' }, [field]: { namespace: 'shop' } },
      invalid: { metadata: { namespace: 'shop' }, [field]: { namespace: 'other' } },
    },
    (event) => {
      const [own, of] = [valueAt(event, 'metadata', 'namespace'), valueAt(event, field, 'namespace')];
      // Whoever applies it says where it goes.
      if (isEmpty(own)) return [];
      const isTimed = !isEmpty(event['eventTime']);
      if (isEmpty(of)) {
        const isRight = own === 'default' || (isTimed && own === 'kube-system');
        const path = isSet(event[field]) ? [field] : [];
        return isRight ? [] : [{ path, message: `needs the namespace of the event in ${field}` }];
      }
      return own === of || isTimed ? [] : [{ path: [field, 'namespace'], message: `${String(of)} ${elsewhere}` }];
    },
  );

/** Who asks, in a review of what somebody may do. */
const somebody: StructRule = rule(
  'missing-value',
  'names somebody',
  { valid: { user: 'a' }, invalid: { groups: [] } },
  ({ user, groups }: JsonObject) =>
    isEmpty(user) && isEmpty(groups) ? [{ path: [], message: 'needs user or groups' }] : [],
);

const oneAccess = exactlyOne(['resourceAttributes', 'nonResourceAttributes'], 'access that is asked for');

const unset = 'belongs to the events of v1; leave it out';

export const eventsPage: Page = {
  Event: {
    source: 'core/validation legacyValidateEvent',
    rules: [
      sameNamespace('involvedObject'),
      ...Object.entries(told).flatMap(([field, rules]) => whenTimed(field, rules)),
      ...whenTimed('reportingComponent', [required, qualified]),
      ...whenTimed('message', [atMostCharacters(1024)]),
    ],
  },
  'events.Event': {
    source: 'core/validation ValidateEventCreate',
    fields: {
      ...told,
      eventTime: { ...required, valid: '2024-01-01T00:00:00Z' },
      reportingController: [required, qualified],
      note: atMostCharacters(1024),
      type: [required, oneOf('Normal', 'Warning')],
      deprecatedFirstTimestamp: forbidden(unset),
      deprecatedLastTimestamp: forbidden(unset),
      deprecatedCount: between(0, 0),
    },
    rules: [sameNamespace('regarding')],
  },
  'events.EventSeries': { source: 'core/validation validateV1EventSeries', fields: { count: atLeast(2) } },
  'core.Binding': {
    source: 'core/validation ValidatePodBinding',
    fields: { 'target/kind': oneOf('Node'), 'target/name': required },
  },
  'authorization.SubjectAccessReviewSpec': {
    source: 'authorization/validation ValidateSubjectAccessReviewSpec',
    rules: [oneAccess, somebody],
  },
  'authorization.SelfSubjectAccessReviewSpec': {
    source: 'authorization/validation ValidateSelfSubjectAccessReviewSpec',
    rules: [oneAccess],
  },
  'authentication.TokenReviewSpec': {
    source: 'registry/authentication/tokenreview Create',
    fields: { token: required },
  },
};
