import type { JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { at as valueAt, listOf, mapOf } from '../../values/json-parts';
import { selects } from '../../kubernetes/selects';
import { wrongIndexes } from '../indexes';
import { scheduleForm, timeZoneOrNothing } from '../../kubernetes/schedule-form';
import { wrongSchedule, wrongTimeZone } from '../schedule';
import { domainPath, qualified } from '../forms';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  atMostCharacters,
  atMostItems,
  elements,
  evenEmpty,
  exactlyOne,
  filled,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
} from '../vocabulary';

const podPath = ['template', 'spec'];

const ending: StructRule = rule(
  'restart-policy',
  'makes pods that end',
  {
    valid: { template: { spec: { restartPolicy: 'Never' } } },
    invalid: { template: { spec: { restartPolicy: 'Always' } } },
  },
  ({ template }) => {
    const spec = valueAt(template, 'spec');
    if (!isMap(spec)) return [];
    const policy = spec['restartPolicy'];
    if (policy === 'OnFailure' || policy === 'Never') return [];
    if (isEmpty(policy)) {
      const message = 'the restart policy "Always", which is the default, is none of OnFailure, Never';
      return [{ path: podPath, message }];
    }
    const message = `the restart policy ${shown(policy)} is none of OnFailure, Never`;
    return [{ path: [...podPath, 'restartPolicy'], message }];
  },
);

const selector: StructRule = rule(
  'forbidden-field',
  'has a selector only where it says that it makes it itself',
  {
    valid: {
      manualSelector: true,
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } } },
    },
    invalid: { selector: { matchLabels: { a: 'b' } } },
  },
  (spec) => {
    const { manualSelector, selector: given, template } = spec;
    const isGiven = isMap(given) && !(isEmpty(given['matchLabels']) && isEmpty(given['matchExpressions']));
    if (manualSelector !== true)
      return isGiven ? [{ path: ['selector'], message: 'the selector of a Job is generated; leave it out' }] : [];
    if (!isGiven) return [{ path: isSet(given) ? ['selector'] : [], message: 'manualSelector needs a selector' }];
    const labels = mapOf(valueAt(template, 'metadata', 'labels'));
    return selects(given, labels) ? [] : [{ path: ['template'], message: 'has not the labels of the selector' }];
  },
);

const isIndexed = ({ completionMode }: JsonObject): boolean => completionMode === 'Indexed';

/** What goes with indexes only. */
const indexed: StructRule = rule(
  'invalid-combination',
  'counts by index only where it is indexed, and then says how many there are',
  {
    valid: { completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1 },
    invalid: { backoffLimitPerIndex: 1 },
  },
  (spec) => {
    if (isIndexed(spec)) {
      const { completions, parallelism } = spec;
      if (!isSet(completions)) return [{ path: [], message: 'the completionMode Indexed needs completions' }];
      const isHuge = typeof completions === 'number' && completions > 100_000 && isSet(spec['backoffLimitPerIndex']);
      const most = isHuge ? 10_000 : 100_000;
      const why = isHuge ? 'so many completions and backoffLimitPerIndex' : 'the completionMode Indexed';
      return typeof parallelism === 'number' && parallelism > most
        ? [{ path: ['parallelism'], message: `${parallelism} is more than ${most}, the most with ${why}` }]
        : [];
    }
    return ['backoffLimitPerIndex', 'successPolicy', 'maxFailedIndexes']
      .filter((field) => isSet(spec[field]))
      .map((field) => ({ path: [field], message: 'goes with the completionMode Indexed only' }));
  },
);

const failedIndexes: StructRule = rule(
  'invalid-combination',
  'counts failed indexes beside a limit for each, and no more than there are',
  {
    valid: { completions: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 2 },
    invalid: { completions: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 4 },
  },
  ({ maxFailedIndexes: most, backoffLimitPerIndex, completions }) => {
    if (typeof most !== 'number')
      return typeof completions === 'number' && completions > 100_000 && isSet(backoffLimitPerIndex)
        ? [{ path: [], message: 'backoffLimitPerIndex with more than 100000 completions needs maxFailedIndexes' }]
        : [];
    if (!isSet(backoffLimitPerIndex)) return [{ path: ['maxFailedIndexes'], message: 'needs backoffLimitPerIndex' }];
    return typeof completions === 'number' && most > completions
      ? [{ path: ['maxFailedIndexes'], message: `${most} is more than completions, ${completions}` }]
      : [];
  },
);

const failurePolicy: StructRule = rule(
  'invalid-combination',
  'tells failures apart only where pods do not start again',
  {
    valid: { podFailurePolicy: { rules: [] }, template: { spec: { restartPolicy: 'Never' } } },
    invalid: { podFailurePolicy: { rules: [] }, template: { spec: { restartPolicy: 'OnFailure' } } },
  },
  (spec) => {
    const { podFailurePolicy: policy, template, podReplacementPolicy, backoffLimitPerIndex } = spec;
    if (!isMap(policy)) return [];
    const found: BreachInStruct[] = [];
    if (valueAt(template, 'spec', 'restartPolicy') !== 'Never')
      found.push({ path: ['podFailurePolicy'], message: 'needs pods with the restartPolicy Never' });
    if (podReplacementPolicy === 'TerminatingOrFailed')
      found.push({ path: ['podReplacementPolicy'], message: 'must be Failed beside podFailurePolicy' });
    const names = ['containers', 'initContainers'].flatMap((list) =>
      elements(mapOf(valueAt(template, 'spec')), list).map(({ value }) => value['name']),
    );
    for (const { value, at } of elements(policy, 'rules')) {
      const path = ['podFailurePolicy', 'rules', at];
      const name = valueAt(value, 'onExitCodes', 'containerName');
      if (isSet(name) && !names.includes(name))
        found.push({
          path: [...path, 'onExitCodes', 'containerName'],
          message: `there is no container ${shown(name)}`,
        });
      if (value['action'] === 'FailIndex' && !isSet(backoffLimitPerIndex))
        found.push({ path: [...path, 'action'], message: 'FailIndex needs backoffLimitPerIndex' });
    }
    return found;
  },
);

const exitCodes: FieldRule = {
  code: 'out-of-range',
  says: 'has from 1 to 255 exit codes, in order, none twice',
  valid: [1, 42],
  invalid: [42, 1],
  seesAbsent: true,
  check: (value) => {
    const codes = listOf(value);
    if (codes.length === 0) return 'needs an exit code';
    if (codes.length > 255) return `has ${codes.length} exit codes; 255 are the most`;
    return codes.flatMap((code, i) => {
      const before = codes[i - 1];
      if (typeof code !== 'number' || typeof before !== 'number' || before < code) return [];
      return [{ path: [i], message: code === before ? `${code} is there already` : 'the exit codes are not in order' }];
    });
  },
};

const notNull: StructRule = rule(
  'out-of-range',
  'takes 0, which is success, for no failure',
  { valid: { operator: 'NotIn', values: [0] }, invalid: { operator: 'In', values: [0, 1] } },
  ({ operator, values }) =>
    operator !== 'In'
      ? []
      : listOf(values).flatMap((code, i) =>
          code === 0 ? [{ path: ['values', i], message: 'must not be 0 with In' }] : [],
        ),
);

/** What has to succeed is among the indexes that there are. */
const success: StructRule = rule(
  'invalid-combination',
  'counts on successes of indexes that it has',
  {
    valid: { completions: 5, successPolicy: { rules: [{ succeededIndexes: '0,2-4', succeededCount: 2 }] } },
    invalid: { completions: 5, successPolicy: { rules: [{ succeededIndexes: '0,2-5' }] } },
  },
  ({ completions, successPolicy }) =>
    elements(mapOf(successPolicy), 'rules').flatMap(({ value, at }): BreachInStruct[] => {
      const { succeededIndexes: indexes, succeededCount: count } = value;
      const path = ['successPolicy', 'rules', at];
      const most = typeof completions === 'number' ? completions : Infinity;
      if (typeof count === 'number' && count > most)
        return [{ path: [...path, 'succeededCount'], message: `${count} is more than completions, ${most}` }];
      if (typeof indexes !== 'string') return [];
      const read = indexes === '' ? 0 : wrongIndexes(indexes, most);
      if (typeof read === 'string') return [{ path: [...path, 'succeededIndexes'], message: read }];
      return typeof count === 'number' && count > read
        ? [
            {
              path: [...path, 'succeededCount'],
              message: `${count} is more than the indexes, of which there are ${read}`,
            },
          ]
        : [];
    }),
);

const atOnce = (value: unknown) =>
  value === 0 ? '0 is less than 1: such a Job has failed before it begins' : undefined;

const job = {
  parallelism: atLeast(0),
  completions: atLeast(0),
  backoffLimit: atLeast(0),
  backoffLimitPerIndex: atLeast(0),
  maxFailedIndexes: atLeast(0),
  activeDeadlineSeconds: [atLeast(0), { ...atLeast(1), invalid: 0, check: atOnce, question: 'cannot-work' }] as const,
  ttlSecondsAfterFinished: atLeast(0),
  completionMode: evenEmpty(oneOf('NonIndexed', 'Indexed')),
  podReplacementPolicy: evenEmpty(oneOf('Failed', 'TerminatingOrFailed')),
  managedBy: [evenEmpty(domainPath), atMostCharacters(63)],
};

const schedule: FieldRule = {
  ...form('invalid-schedule', 'is a schedule', '0 3 * * *', '60 3 * * *', wrongSchedule, {
    pattern: scheduleForm.pattern,
    not: scheduleForm.not,
  }),
  check: (value) => {
    const wrong = typeof value === 'string' ? wrongSchedule(value) : undefined;
    // The server takes a day that never comes.
    if (wrong?.endsWith('names a day that no year has')) return [{ path: [], message: wrong, question: 'cannot-work' }];
    return wrong;
  },
};
const timeZone: FieldRule = {
  ...form('invalid-schedule', 'is a time zone', 'Europe/Berlin', 'Europe/Bonn', wrongTimeZone, {
    pattern: timeZoneOrNothing.pattern.replace(/\?\$$/, '$'),
  }),
  seesAbsent: true,
  check: (value) => {
    if (value === '') return 'is empty; leave it out for that of the cluster';
    return typeof value === 'string' ? wrongTimeZone(value) : undefined;
  },
};

const indexedName: StructRule = rule(
  'invalid-name',
  'has a name that leaves room for its indexes',
  {
    valid: { metadata: { name: 'a' }, spec: { completionMode: 'Indexed', completions: 1000 } },
    invalid: { metadata: { name: 'a'.repeat(60) }, spec: { completionMode: 'Indexed', completions: 1000 } },
  },
  (object) => {
    const { completionMode, completions } = mapOf(object['spec']);
    const name = valueAt(object, 'metadata', 'name');
    if (completionMode !== 'Indexed' || typeof completions !== 'number' || typeof name !== 'string') return [];
    const longest = `${name}-${Math.max(completions - 1, 0)}`;
    if (longest.length <= 63) return [];
    return [
      {
        path: ['metadata', 'name'],
        message: `the last pod has a name of ${longest.length} characters; 63 are the most`,
      },
    ];
  },
);

/** Jobs and CronJobs. */
export const jobsPage: Page = {
  'Job.batch': { source: 'batch/validation ValidateJob', rules: [indexedName] },
  'batch.JobSpec': {
    source: 'batch/validation validateJobSpec',
    fields: job,
    rules: [ending, selector, indexed, failedIndexes, failurePolicy, success],
  },
  'batch.PodFailurePolicy': {
    source: 'batch/validation validatePodFailurePolicy',
    fields: { rules: atMostItems(20) },
  },
  'batch.PodFailurePolicyRule': {
    source: 'batch/validation validatePodFailurePolicyRule',
    fields: {
      action: [required, oneOf('FailJob', 'FailIndex', 'Ignore', 'Count')],
      onPodConditions: atMostItems(20),
    },
    rules: [exactlyOne(['onExitCodes', 'onPodConditions'], 'condition')],
  },
  'batch.PodFailurePolicyOnExitCodesRequirement': {
    source: 'batch/validation validatePodFailurePolicyRuleOnExitCodes',
    fields: { operator: [required, oneOf('In', 'NotIn')], values: exitCodes },
    rules: [notNull],
  },
  'batch.PodFailurePolicyOnPodConditionsPattern': {
    source: 'batch/validation validatePodFailurePolicyRuleOnPodConditions',
    fields: { type: [required, qualified], status: oneOf('True', 'False', 'Unknown') },
  },
  'batch.SuccessPolicy': {
    source: 'batch/validation validateSuccessPolicy',
    fields: { rules: [filled('needs a rule'), atMostItems(20)] },
  },
  'batch.SuccessPolicyRule': {
    source: 'batch/validation validateSuccessPolicyRule',
    fields: { succeededCount: atLeast(0) },
    rules: [
      rule(
        'missing-value',
        'counts what succeeded, or names it',
        { valid: { succeededCount: 1 }, invalid: {} },
        ({ succeededCount, succeededIndexes }) =>
          isSet(succeededCount) || isSet(succeededIndexes)
            ? []
            : [{ path: [], message: 'needs succeededCount or succeededIndexes' }],
      ),
    ],
  },
  'batch.CronJobSpec': {
    source: 'batch/validation validateCronJobSpec',
    fields: {
      schedule: [required, schedule],
      timeZone,
      concurrencyPolicy: oneOf('Allow', 'Forbid', 'Replace'),
      startingDeadlineSeconds: atLeast(0),
      successfulJobsHistoryLimit: atLeast(0),
      failedJobsHistoryLimit: atLeast(0),
    },
    rules: [
      rule(
        'forbidden-field',
        'leaves the selector of its Jobs to the server',
        {
          valid: { jobTemplate: { spec: { manualSelector: false } } },
          invalid: { jobTemplate: { spec: { manualSelector: true } } },
        },
        ({ jobTemplate }) =>
          valueAt(jobTemplate, 'spec', 'manualSelector') === true
            ? [{ path: ['jobTemplate', 'spec', 'manualSelector'], message: 'must not be true in a CronJob' }]
            : [],
      ),
    ],
  },
};
